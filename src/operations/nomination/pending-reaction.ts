import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { isKept } from '../../domain/retention.ts';
import { msOfSlackTs } from '../../domain/slack-timestamp.ts';
import { slackErrorCode } from '../../errors.ts';
import type { NewPendingReaction } from '../../models/pending-reaction.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import { isNominating, type NominateDeps, type Reaction, recordReaction } from './nominate.ts';
import { type NominateMessageDeps, winFromMessage } from './nominate-message.ts';
import { type ReconcileDeps, reconcileWin } from './reconcile.ts';

export type PendingReactionDeps = NominateDeps & NominateMessageDeps & ReconcileDeps & Pick<Deps, 'outbox'>;

/** Longer than deciding takes, so that a tick does not do it as well. */
const decidingMs = 30_000;
const giveUpAfterMs = 24 * 3_600_000;
/** A message of the bot's own becomes a win's only while the answer to posting it is under way, or looked for again. */
const unpostedForMs = 10 * 60_000;
/** It is looked for no longer than that after it was posted: an older message is of a win that is not kept, or of none. */
const lookedForMs = 48 * 3_600_000;

const later = (now: Date): Date => new Date(now.getTime() + decidingMs);

const noted = ({ userId, name, place, isAdded, eventTs }: Reaction, isOurs: boolean): NewPendingReaction => ({
  userId,
  name,
  eventTs,
  isAdded,
  isOurs,
  ...place,
});

const reactionOf = ({ userId, name, channelId, ts, eventTs, isAdded }: NewPendingReaction): Reaction => ({
  userId,
  name,
  place: { channelId, ts },
  isAdded: isAdded ?? true,
  eventTs,
});

const makeWin = async (deps: PendingReactionDeps, reaction: Reaction, now: Date): Promise<void> => {
  const win = await winFromMessage(deps, reaction, now);
  if (!win) return;
  await recordReaction(deps, win, reaction, now);
  // Others may have reacted before the bot could see the channel.
  await reconcileWin(deps, win);
  await deps.outbox.deliver(deliveryKey.win(win._id));
  await deps.outbox.deliver(deliveryKey.copied(win._id));
};

/** The message is gone, or where the bot is not: asking Slack again would change nothing. Any other code may pass. */
const beyondReach = new Set([
  'message_not_found',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'thread_not_found',
  'bad_timestamp',
  'no_item_specified',
]);
const isRefusal = (error: unknown): boolean => beyondReach.has(slackErrorCode(error) ?? '');

const decide = async (deps: PendingReactionDeps, pending: NewPendingReaction, now: Date): Promise<void> => {
  try {
    await makeWin(deps, reactionOf(pending), now);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    deps.logger.warn({ feature: 'nomination', err: error }, 'a message could not be made a win');
  }
  await deps.store.pendingReactions.settle(pending);
};

/** For a message of the bot's own: a win's, or nothing that can be nominated. */
const decideOurs = async (
  deps: NominateDeps,
  pending: NewPendingReaction & { notedAt: Date },
  now: Date,
): Promise<void> => {
  const { store } = deps;
  const win = await store.wins.findAt(pending);
  if (win) await recordReaction(deps, win, reactionOf(pending), now);
  else if (now.getTime() - pending.notedAt.getTime() < unpostedForMs) return;
  await store.pendingReactions.settle(pending);
};

/**
 * Makes a win of the message that somebody reacted to. The reaction is written down first: what cannot be decided now,
 * because Slack cannot be asked or the process ends, is decided at a later tick.
 */
export const nominateMessage = async (
  deps: PendingReactionDeps,
  reaction: Reaction,
  now: Date,
): Promise<void> => {
  const pending = noted(reaction, false);
  await deps.store.pendingReactions.note(pending, now, later(now));
  await decide(deps, pending, now);
};

const findWin = async ({ store }: PendingReactionDeps, place: Place): Promise<Win | null> =>
  (await store.wins.findAt(place)) ?? (await store.wins.findMadeFrom(place));

/**
 * Takes over a reaction: a nomination of a win, or of any other message that becomes one. Somebody can react to a wall
 * message before it is written down where that is: then it is decided once that is known.
 */
export const takeReaction = async (
  deps: PendingReactionDeps,
  reaction: Reaction,
  isOurs: boolean,
  now: Date,
): Promise<void> => {
  if (reaction.isAdded && !(await isNominating(deps, reaction))) return;
  const win = await findWin(deps, reaction.place);
  if (win) return recordReaction(deps, win, reaction, now);
  const writtenAt = new Date(msOfSlackTs(reaction.place.ts));
  if (!isOurs) {
    // A win would be as old as the message that it is made from.
    const isWin = reaction.isAdded && isKept(await deps.workspace(), writtenAt, now);
    return isWin ? nominateMessage(deps, reaction, now) : undefined;
  }
  if (now.getTime() - writtenAt.getTime() > lookedForMs) return;
  const pending = noted(reaction, true);
  await deps.store.pendingReactions.note(pending, now, later(now));
  // It may have been posted since, and then nobody else looks before the next tick.
  return decideOurs(deps, { ...pending, notedAt: now }, now);
};

/**
 * Decides about the reactions to a wall message that came before it was written down where the message is. Each by
 * itself: one that cannot be decided about now is left to the next tick, and keeps no other waiting for that.
 */
export const decidePendingAt = async (
  deps: NominateDeps & Pick<Deps, 'background'>,
  place: Place,
  now: Date,
): Promise<void> => {
  for (const pending of await deps.store.pendingReactions.at(place))
    deps.background.run('nomination', () => decideOurs(deps, pending, now));
};

/** Decides about the reactions that are still pending. */
export const decidePending = async (deps: PendingReactionDeps, now: Date): Promise<void> => {
  const { store, logger } = deps;
  await store.pendingReactions.forgetBefore(new Date(now.getTime() - giveUpAfterMs));
  for (;;) {
    const pending = await store.pendingReactions.claim(now, later(now));
    if (!pending) return;
    try {
      await (pending.isOurs ? decideOurs : decide)(deps, pending, now);
    } catch (error) {
      logger.warn({ feature: 'nomination', err: error }, 'a reaction could not be decided about yet');
    }
  }
};
