import type { BlockAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import {
  type ChangeWinDeps,
  otherNominators,
  type TakeDownOutcome,
  takeDownWin,
  winToTakeDown,
} from '../../operations/win/change-win.ts';
import { typedWin } from '../../operations/win/win-message.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import type { Message } from '../../views/message.ts';
import { takeDownForm } from '../../views/win/take-down.ts';
import { alreadyGone, notAllowed, notKept, takenDown } from '../../views/win/win-answer.ts';
import { answerInPlace, answerPrivately, isPrivate } from '../ephemeral.ts';
import { formMetadata, responseUrl } from '../form-metadata.ts';
import { openForm } from '../open-form.ts';

export type TakeDownDeps = ChangeWinDeps & Pick<Deps, 'clock'>;

/** `responseUrl`: of the private answer whose button was pressed. */
export const takeDownMetadata = formMetadata(z.object({ winId: z.string(), responseUrl }));

const refusedTo = async (deps: TakeDownDeps, userId: string): Promise<Message> =>
  notAllowed(await whomToAsk(deps, userId));

export const takeDownAnswer = async (
  deps: TakeDownDeps,
  outcome: TakeDownOutcome,
  userId: string,
): Promise<Message> => {
  if (outcome.kind === 'not-allowed') return refusedTo(deps, userId);
  if (outcome.kind === 'gone') return alreadyGone;
  if (outcome.kind === 'forgotten') return notKept;
  const { win } = outcome;
  const typed = typedWin(win);
  return takenDown(win._id, typed, { isAuthor: win.authorId === userId });
};

/** Takes a win down, or asks first when others nominated it. */
export const takeDownOrAsk = async (
  deps: TakeDownDeps,
  { client, respond, body }: { client: WebClient; respond: RespondFn; body: BlockAction },
  winId: string,
): Promise<void> => {
  const userId = body.user.id;
  const win = await winToTakeDown(deps, winId, userId);
  if (win === 'gone') return answerPrivately(respond, alreadyGone);
  if (win === 'forgotten') return answerPrivately(respond, notKept);
  if (win === 'not-allowed') return answerPrivately(respond, await refusedTo(deps, userId));
  const nominators = otherNominators(win, userId);
  if (nominators.length > 0) {
    const metadata = takeDownMetadata.write({
      winId,
      ...(isPrivate(body) && { responseUrl: body.response_url }),
    });
    const view = takeDownForm(nominators.length, metadata);
    const doubt = await openForm(client, body, view);
    if (doubt) await answerPrivately(respond, doubt);
    return;
  }
  const outcome = await takeDownWin(deps, winId, userId, deps.clock.now());
  // A second click must not replace the text that the first one gave back.
  const answer = await takeDownAnswer(deps, outcome, userId);
  if (outcome.kind === 'taken-down') await answerInPlace(respond, body, answer);
  else await answerPrivately(respond, answer);
};
