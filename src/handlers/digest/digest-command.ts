import type { Deps } from '../../deps.ts';
import { digestViewOf } from '../../operations/digest/digest-view.ts';
import { type ReadDigestDeps, readDigest } from '../../operations/digest/read-digest.ts';
import { digestAnswer } from '../../views/digest/digest.ts';
import { digestRefused } from '../../views/digest/digest-refusal.ts';
import { digestWhen } from '../../views/words.ts';
import type { BragKeyword, CommandArgs } from '../brag-keyword.ts';
import { answerPrivately, answerWithFallback } from '../ephemeral.ts';

const answerDigest = async (
  deps: ReadDigestDeps & Pick<Deps, 'clock' | 'installation' | 'workspace'>,
  { ack, respond, command }: CommandArgs,
  typed: string,
): Promise<void> => {
  await ack();
  const reading = await readDigest(deps, typed, command.user_id, deps.clock.now());
  if (reading.kind !== 'so-far' && reading.kind !== 'closed')
    return answerPrivately(respond, digestRefused(reading));
  const view = await digestViewOf(deps, reading, reading.kind);
  await answerWithFallback(respond, digestAnswer(view, reading.isManager));
};

/** `/brag digest`, `/brag digest last` and `/brag digest 2026-W41`. */
export const digestKeyword: BragKeyword = {
  // What has a digit in it is meant to be a week's name, right or wrong.
  pattern: /^digest(?: (?:(last)(?: week)?|this week|((?:week )?\S*\d\S*|\d{4} w?\d{1,2})))?$/i,
  usage: (workspace) =>
    `\`/brag digest\`: this week so far; \`/brag digest last\`: the week before, as the wall gets it ${digestWhen(workspace)}.`,
  also: ['digest last'],
  answer: answerDigest,
};
