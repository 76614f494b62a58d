import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { VoicePages } from '../domain/voice-page.ts';
import { ConfigError } from '../errors.ts';
import { checkYamlFile, readYamlFile } from './yaml-file.ts';

/** At the project's root, which is as far from src/content as from dist/content. */
export const voicePagesFile = fileURLToPath(new URL('../../content/voice.yml', import.meta.url));

/** A title and a button are read at a glance. All texts together leave the page below its weight. */
export const voicePageLimits = { short: 60, long: 300 };

const line = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(/^.*$/, 'must be a single line');

const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(/\{(\w*)\}/g)].map(([, name = '']) => name);

const text = (longest: number, placeholders: readonly string[]) =>
  line(longest).superRefine((said, context) => {
    const found = placeholdersIn(said);
    for (const name of found)
      if (!placeholders.includes(name))
        context.addIssue({ code: 'custom', message: `has {${name}}, which nothing is filled in for` });
    for (const name of placeholders)
      if (!found.includes(name)) context.addIssue({ code: 'custom', message: `needs {${name}}` });
    if (/[{}]/.test(said.replace(/\{\w+\}/g, '')))
      context.addIssue({ code: 'custom', message: 'has a brace that is no placeholder’s' });
  });

const short = (...placeholders: string[]) => text(voicePageLimits.short, placeholders);
const long = (...placeholders: string[]) => text(voicePageLimits.long, placeholders);

const page = z.strictObject({
  language: short(),
  dir: z.enum(['ltr', 'rtl']).default('ltr'),
  title: short(),
  titleOf: short('business'),
  about: short(),
  question: short(),
  answers: z.strictObject({ 'not-really': short(), helped: short(), 'made-my-day': short() }),
  kept: long(),
  press: long(),
  changed: long(),
  thanks: short(),
  answered: short('answer'),
  change: short(),
  changeable: long(),
  before: short('answer'),
  leave: short(),
  more: short(),
  line: short(),
  hint: long('count'),
  show: short(),
  unshown: long(),
  send: short(),
  saved: long(),
  masked: long(),
  tooLong: long('count'),
  close: short(),
  done: short(),
  gone: short(),
  goneWhy: long(),
  languages: short(),
});

const schema = z.record(z.string(), page).superRefine((pages, context) => {
  for (const code of Object.keys(pages))
    if (!/^[a-z]{2}$/.test(code))
      context.addIssue({ code: 'custom', path: [code], message: 'must be named by two letters, such as de' });
  if (!pages.en)
    context.addIssue({ code: 'custom', message: 'needs "en", for whoever reads none of its languages' });
});

/** What customers read, by language. Throws a ConfigError that names the line of every fault. */
export const loadVoicePages = (path = voicePagesFile): VoicePages => {
  const checked = checkYamlFile(readYamlFile(path), schema);
  if (checked.kind === 'bad') throw new ConfigError(checked.faults);
  return new Map(Object.entries(checked.content));
};
