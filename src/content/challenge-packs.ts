import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  type ActionSize,
  actionSizes,
  type ChallengePack,
  type PackAction,
} from '../domain/challenge-pack.ts';
import type { Idea } from '../domain/idea.ts';
import { ConfigError } from '../errors.ts';
import { loadIdeas } from './ideas.ts';
import { checkYamlFile, readYamlFile, type YamlFile } from './yaml-file.ts';

/** At the project's root, which is as far from src/content as from dist/content. */
export const challengesDirectory = fileURLToPath(new URL('../../content/challenges', import.meta.url));

/** Each text's longest length: what the places in Slack where it is shown can hold. */
export const textLimits = {
  name: 75,
  suits: 75,
  invitation: 300,
  closing: 600,
  theme: 75,
  why: 400,
  action: 250,
};

const id = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const text = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(/^.*$/, 'must be a single line');
/** An action has an id and a text of its own, or is an idea of ideas.yml. */
const action = z
  .strictObject({ id: id.optional(), text: text(textLimits.action).optional(), idea: id.optional() })
  .superRefine((given, context) => {
    for (const key of ['id', 'text'] as const) {
      const message = given.idea === undefined ? 'is missing' : 'is that of the idea: leave it out';
      if ((given[key] === undefined) === (given.idea === undefined))
        context.addIssue({ code: 'custom', path: [key], message });
    }
  });
const actions = z.array(action).min(4);
const day = z.strictObject({
  id,
  theme: text(textLimits.theme),
  why: text(textLimits.why),
  makesPlan: z.boolean().optional(),
  actions: z.strictObject({ twoMinutes: actions, tenMinutes: actions, bold: actions }),
});
const packSchema = z.strictObject({
  id,
  name: text(textLimits.name),
  suits: text(textLimits.suits).optional(),
  invitation: text(textLimits.invitation),
  closing: text(textLimits.closing),
  days: z.array(day).min(1).max(5),
});

type WrittenPack = z.infer<typeof packSchema>;
type WrittenAction = z.infer<typeof action>;
/** Unknown while ideas.yml itself has faults: what refers to it cannot be judged then. */
type Ideas = ReadonlyMap<string, Idea> | 'unknown';

type Loaded = { pack: ChallengePack | undefined; faults: string[] };

const actionFrom = (written: WrittenAction, ideas: Ideas): PackAction | undefined => {
  if (written.idea === undefined) return { id: written.id ?? '', text: written.text ?? '' };
  const idea = ideas === 'unknown' ? undefined : ideas.get(written.idea);
  return idea && { id: idea.id, text: idea.text };
};

/** What is wrong with an idea where it stands. A challenge runs at any time of the year, and on any day. */
const ideaProblem = (ideaId: string, ideas: ReadonlyMap<string, Idea>): string | undefined => {
  const idea = ideas.get(ideaId);
  if (!idea) return `ideas.yml has no idea "${ideaId}"`;
  const isBound = idea.season !== undefined || idea.weekday !== undefined;
  return isBound ? `"${ideaId}" has a season or a weekday, and a challenge has none` : undefined;
};

/** With the ideas that it draws from ideas.yml in place. */
const packFrom = (written: WrittenPack, file: YamlFile, ideas: Ideas): Loaded => {
  const faults: string[] = [];
  const ids = new Set<string>();
  const sizeFrom = (size: ActionSize, dayIndex: number): PackAction[] =>
    (written.days[dayIndex]?.actions[size] ?? []).flatMap((each, index) => {
      const path = ['days', dayIndex, 'actions', size, index, 'idea'];
      const problem = each.idea && ideas !== 'unknown' && ideaProblem(each.idea, ideas);
      if (problem) faults.push(file.faultAt(path, problem));
      const made = actionFrom(each, ideas);
      if (each.idea && made && ids.has(made.id))
        faults.push(file.faultAt(path, `"${made.id}" is used twice in this file`));
      if (made) ids.add(made.id);
      return made ?? [];
    });
  const days = written.days.map((day, index) => {
    const [twoMinutes, tenMinutes, bold] = actionSizes.map((size) => sizeFrom(size, index)) as [
      PackAction[],
      PackAction[],
      PackAction[],
    ];
    return { ...day, actions: { twoMinutes, tenMinutes, bold } };
  });
  return { pack: { ...written, days }, faults };
};

/** A plan is made on one day, for a later one. */
const planFaults = ({ days }: WrittenPack, file: YamlFile): string[] => {
  const makers = days.flatMap(({ makesPlan }, index) => (makesPlan ? [index] : []));
  return makers.flatMap((index) => {
    const path = ['days', index, 'makesPlan'];
    if (index === days.length - 1)
      return [file.faultAt(path, 'the last day leaves none on which the plan could be carried out')];
    return index === makers[0] ? [] : [file.faultAt(path, 'another day of this file makes a plan')];
  });
};

const loadPack = (path: string, ideas: Ideas): Loaded => {
  const file = readYamlFile(path);
  const checked = checkYamlFile(file, packSchema);
  const faults = [...(checked.kind === 'bad' ? checked.faults : []), ...file.repeated('id')];
  if (checked.kind === 'bad') return { pack: undefined, faults };
  const { pack, faults: ideaFaults } = packFrom(checked.content, file, ideas);
  const name = basename(path, '.yml');
  if (checked.content.id !== name) faults.push(file.faultAt(['id'], `"id" must be the file's name, ${name}`));
  return { pack, faults: [...faults, ...planFaults(checked.content, file), ...ideaFaults] };
};

/** By id, in alphabetical order. Throws a ConfigError that names the file and line of every fault. */
export const loadChallengePacks = (
  directory = challengesDirectory,
  ideas: Ideas = loadIdeas(),
): ReadonlyMap<string, ChallengePack> => {
  const names = (existsSync(directory) ? readdirSync(directory) : [])
    .filter((name) => name.endsWith('.yml'))
    .sort();
  const loaded = names.map((name) => loadPack(join(directory, name), ideas));
  const faults = loaded.flatMap((each) => each.faults);
  if (names.length === 0) faults.push(`${directory} holds no challenge: put at least one .yml file there.`);
  if (faults.length > 0) throw new ConfigError(faults);
  return new Map(loaded.flatMap(({ pack }) => (pack ? [[pack.id, pack] as const] : [])));
};
