import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type DigestReading, type ReadDigestDeps, readDigest } from '../../operations/digest/read-digest.ts';
import { digestAnswer } from '../../views/digest/digest.ts';
import { digestRefusals } from '../../views/digest/digest-refusal.ts';
import type { MessageWithFallback } from '../../views/message-part.ts';
import { answerPrivately, answerWithFallback } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

const digestWords = (
  reading: Exclude<DigestReading, { kind: 'so-far' | 'closed' }>,
): MessageWithFallback['message'] => {
  switch (reading.kind) {
    case 'malformed':
      return digestRefusals.malformed(reading.thisWeek);
    case 'no-such-week':
      return digestRefusals.noSuchWeek(reading.year, reading.weeksInYear);
    case 'future':
      return digestRefusals.future(reading.week);
    case 'not-yet':
      return digestRefusals.notYet(reading.week, reading.dueAt);
    case 'none':
      return digestRefusals.none(reading.week);
  }
};

/** `/brag digest`, `/brag digest last` and `/brag digest 2026-W41`. */
export const answerDigest = async (
  deps: ReadDigestDeps & Pick<Deps, 'clock'>,
  { ack, respond, command }: Args,
  typed: string,
): Promise<void> => {
  await ack();
  const reading = await readDigest(deps, typed, command.user_id, deps.clock.now());
  if (reading.kind !== 'so-far' && reading.kind !== 'closed')
    return answerPrivately(respond, digestWords(reading));
  const view = {
    digest: reading.digest,
    workspaceUrl: deps.installation.url,
    isSoFar: reading.kind === 'so-far',
  };
  await answerWithFallback(respond, digestAnswer(view, reading.isManager));
};
