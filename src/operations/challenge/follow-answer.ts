import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import type { AskOutcome } from '../../domain/challenge-ask.ts';
import { growingDelayMs } from '../../domain/growing-delay.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import type { ChallengeAsk } from '../../models/challenge-ask.ts';
import { questionAnswered } from '../../views/challenge/challenge-letter.ts';
import { type MessageRefresherDeps, updateDelivered } from '../delivery/message-refresher.ts';
import type { NoteRow } from '../note/note-row.ts';
import { askOutcome, startPromised } from './challenge-ask.ts';
import type { RunDeps } from './run-challenge.ts';

export type FollowAnswerDeps = RunDeps & MessageRefresherDeps & Pick<Deps, 'showNote'>;

/** Slack may refuse to change an old message for good. */
const maxShowings = 8;

/**
 * Puts the answer in place of the question that one person was asked, and of the reminder: in their notes, or where it was
 * a message of its own in an earlier version. False when it could not be shown.
 */
export const showAnswer = async (
  deps: FollowAnswerDeps,
  monday: string,
  outcome: AskOutcome,
  userId: string,
): Promise<boolean> => {
  const { teamId } = deps.installation;
  const key = notePartKey['challenge-ask'](teamId, monday, userId);
  const shown = [
    await deps.showNote(notePartKey['challenge-ask-again'](teamId, monday, userId)),
    await deps.showNote(key),
  ].filter((each) => each !== 'not-in-one');
  if (shown.length > 0) return shown.every((each) => each === 'shown');
  return updateDelivered(deps, key, { message: questionAnswered(outcome, userId) });
};

/** Everybody who has the question in Slack, in a note or by itself. */
const askedIds = async ({ store, installation }: FollowAnswerDeps, monday: string): Promise<Set<string>> => {
  const { teamId } = installation;
  const prefix = notePartKey['challenge-ask'](teamId, monday, '');
  const asked = [
    ...(await store.noteParts.toldUnder(prefix)),
    ...(await store.noteParts.toldUnder(notePartKey['challenge-ask-again'](teamId, monday, ''))),
    ...(await store.deliveries.sentUnder(prefix)),
  ];
  return new Set(asked.flatMap(({ userId }) => userId ?? []));
};

/** Puts the answer in place of the question, wherever it was asked. False when a message could not be changed. */
const showOutcome = async (
  deps: FollowAnswerDeps,
  monday: string,
  outcome: AskOutcome,
  except: string | undefined,
): Promise<boolean> => {
  let isShown = true;
  for (const userId of await askedIds(deps, monday)) {
    if (userId === except) continue;
    try {
      if (!(await showAnswer(deps, monday, outcome, userId))) isShown = false;
    } catch (error) {
      deps.logger.warn(
        { feature: 'challenge', userId, err: error },
        'an answered question could not be shown as such',
      );
      isShown = false;
      if (error instanceof WebAPIRateLimitedError) return isShown;
    }
  }
  return isShown;
};

/** True when nothing is left to do. */
const follow = async (
  deps: FollowAnswerDeps,
  { monday, follows }: ChallengeAsk,
  now: Date,
  except: string | undefined,
): Promise<boolean> => {
  await startPromised(deps, monday, now);
  const outcome = await askOutcome(deps, monday);
  if (!outcome || (await showOutcome(deps, monday, outcome, except))) return true;
  return (follows ?? 0) + 1 >= maxShowings;
};

/**
 * Sees to what follows from an answer to the managers' question: the run that it promises, and the words in place of the
 * question at everybody who was asked. `except` has seen it. What fails is tried again later.
 */
export const followAnswers = async (deps: FollowAnswerDeps, now: Date, except?: string): Promise<void> => {
  const { store, logger } = deps;
  for (const ask of await store.challengeAsks.dueToFollow(now)) {
    let isDone = false;
    try {
      isDone = await follow(deps, ask, now, except);
    } catch (error) {
      logger.warn({ feature: 'challenge', err: error }, 'what an answer promised could not be done yet');
    }
    if (isDone) await store.challengeAsks.settleFollow(ask);
    else
      await store.challengeAsks.putOffFollow(ask, new Date(now.getTime() + growingDelayMs(ask.follows ?? 0)));
  }
};

/** An answer may have come while the question was under way. */
export const recordAskTold: NonNullable<NoteRow['told']> = async (deps, { on }) => {
  if (on && (await askOutcome(deps, on))) await deps.store.challengeAsks.planFollow(on, deps.clock.now());
};
