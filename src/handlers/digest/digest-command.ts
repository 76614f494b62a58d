import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type ReadDigestDeps, readDigest } from '../../operations/digest/read-digest.ts';
import { digestAnswer } from '../../views/digest/digest.ts';
import { digestRefused } from '../../views/digest/digest-refusal.ts';
import { answerPrivately, answerWithFallback } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

/** `/brag digest`, `/brag digest last` and `/brag digest 2026-W41`. */
export const answerDigest = async (
  deps: ReadDigestDeps & Pick<Deps, 'clock'>,
  { ack, respond, command }: Args,
  typed: string,
): Promise<void> => {
  await ack();
  const reading = await readDigest(deps, typed, command.user_id, deps.clock.now());
  if (reading.kind !== 'so-far' && reading.kind !== 'closed')
    return answerPrivately(respond, digestRefused(reading));
  const view = {
    digest: reading.digest,
    workspaceUrl: deps.installation.url,
    isSoFar: reading.kind === 'so-far',
  };
  await answerWithFallback(respond, digestAnswer(view, reading.isManager));
};
