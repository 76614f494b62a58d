import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RecoveryGuide } from '../domain/recovery-guide.ts';
import { ConfigError } from '../errors.ts';
import { checkYamlFile, readYamlFile } from './yaml-file.ts';

/** At the project's root, which is as far from src/content as from dist/content. */
export const recoveryGuideFile = fileURLToPath(new URL('../../content/recovery.yml', import.meta.url));

/** Each text's longest length: all of them are shown in one modal. */
export const guideLimits = { how: 200, say: 250, remedy: 140 };

const text = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(/^.*$/, 'must be a single line');

/** "Sorry if …" is no sorry, and nobody can keep what these say. */
const spoken = text(guideLimits.say)
  .refine((said) => !/\bif\b/i.test(said), { error: 'has an “if” in it, which takes a sorry back' })
  .refine((said) => !/\b(?:never again|promise|guarantee)/i.test(said), {
    error: 'promises what nobody can keep',
  });

const step = z.strictObject({
  how: text(guideLimits.how),
  say: z.array(spoken).min(2).max(3),
});
const remedies = z.array(text(guideLimits.remedy)).min(3).max(6);

const schema = z.strictObject({
  steps: z.strictObject({ call: step, listen: step, own: step, offer: step, fixed: step, followUp: step }),
  remedies: z.strictObject({
    late: remedies,
    wrong: remedies,
    broken: remedies,
    rude: remedies,
    unreachable: remedies,
    overcharged: remedies,
    other: remedies,
  }),
});

/** How something is made right. Throws a ConfigError that names the line of every fault. */
export const loadRecoveryGuide = (path = recoveryGuideFile): RecoveryGuide => {
  const checked = checkYamlFile(readYamlFile(path), schema);
  if (checked.kind === 'bad') throw new ConfigError(checked.faults);
  return checked.content;
};
