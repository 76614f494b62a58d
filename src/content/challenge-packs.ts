import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ChallengePack } from '../domain/challenge-pack.ts';
import { ConfigError } from '../errors.ts';
import { checkYamlFile, readYamlFile } from './yaml-file.ts';

/** At the project's root, which is as far from src/content as from dist/content. */
export const challengesDirectory = fileURLToPath(new URL('../../content/challenges', import.meta.url));

/** Each text's longest length: what the places in Slack where it is shown can hold. */
export const textLimits = { name: 75, invitation: 300, closing: 600, theme: 75, why: 400, action: 250 };

const id = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const text = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(/^.*$/, 'must be a single line');
const actions = z.array(z.strictObject({ id, text: text(textLimits.action) })).min(4);
const day = z.strictObject({
  id,
  theme: text(textLimits.theme),
  why: text(textLimits.why),
  actions: z.strictObject({ twoMinutes: actions, tenMinutes: actions, bold: actions }),
});
const packSchema = z.strictObject({
  id,
  name: text(textLimits.name),
  invitation: text(textLimits.invitation),
  closing: text(textLimits.closing),
  days: z.array(day).min(1).max(5),
});

type Loaded = { pack: ChallengePack | undefined; faults: string[] };

const loadPack = (path: string): Loaded => {
  const file = readYamlFile(path);
  const checked = checkYamlFile(file, packSchema);
  const faults = [...(checked.kind === 'bad' ? checked.faults : []), ...file.repeated('id')];
  if (checked.kind === 'bad') return { pack: undefined, faults };
  const pack = checked.content;
  const name = basename(path, '.yml');
  if (pack.id !== name) faults.push(file.faultAt(['id'], `"id" must be the file's name, ${name}`));
  return { pack, faults };
};

/** By id, in alphabetical order. Throws a ConfigError that names the file and line of every fault. */
export const loadChallengePacks = (directory = challengesDirectory): ReadonlyMap<string, ChallengePack> => {
  const names = (existsSync(directory) ? readdirSync(directory) : [])
    .filter((name) => name.endsWith('.yml'))
    .sort();
  const loaded = names.map((name) => loadPack(join(directory, name)));
  const faults = loaded.flatMap((each) => each.faults);
  if (names.length === 0) faults.push(`${directory} holds no challenge: put at least one .yml file there.`);
  if (faults.length > 0) throw new ConfigError(faults);
  return new Map(loaded.flatMap(({ pack }) => (pack ? [[pack.id, pack] as const] : [])));
};
