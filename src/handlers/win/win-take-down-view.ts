import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { takeDownWin } from '../../operations/win/change-win.ts';
import { unknownForm } from '../../views/apology.ts';
import { paragraph } from '../../views/message.ts';
import { notTakenDown, takeDownResult } from '../../views/win/take-down.ts';
import { storedInTime } from '../stored-in-time.ts';
import { type TakeDownDeps, takeDownAnswer, takeDownMetadata } from './take-down.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

/** Take it down, after the question. What came of it is said where the question was. */
export const createWinTakeDownView =
  (deps: TakeDownDeps & Pick<Deps, 'logger' | 'answerLater'>) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const say = (message: ReturnType<typeof paragraph>) =>
      ack({ response_action: 'update', view: takeDownResult(message) });
    const metadata = takeDownMetadata.read(view.private_metadata);
    if (!metadata) return say(paragraph(unknownForm));
    const work = takeDownWin(deps, metadata.winId, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'win', work);
    if (stored.kind !== 'stored') return say(paragraph(notTakenDown[stored.kind]));
    const answer = await takeDownAnswer(deps, stored.outcome, body.user.id);
    await say(answer);
    // Otherwise the private answer keeps buttons that do nothing any more.
    if (stored.outcome.kind === 'taken-down')
      await deps.answerLater(metadata.responseUrl, answer, { replaces: true });
  };
