import type { Deps } from '../../deps.ts';
import { deliveryKey, failureOf } from '../../domain/delivery.ts';
import { slackErrorCode } from '../../errors.ts';
import { type NominateDeps, type Reaction, recordReaction } from './nominate.ts';
import { type NominateMessageDeps, winFromMessage } from './nominate-message.ts';
import { type ReconcileDeps, reconcileWin } from './reconcile.ts';

export type PendingReactionDeps = NominateDeps & NominateMessageDeps & ReconcileDeps & Pick<Deps, 'outbox'>;

/** Longer than deciding takes, so that a tick does not do it as well. */
const decidingMs = 30_000;
const giveUpAfterMs = 24 * 3_600_000;

const later = (now: Date): Date => new Date(now.getTime() + decidingMs);
const noted = ({ userId, name, place, eventTs }: Reaction) => ({ userId, name, eventTs, ...place });

const makeWin = async (deps: PendingReactionDeps, reaction: Reaction, now: Date): Promise<void> => {
  const win = await winFromMessage(deps, reaction, now);
  if (!win) return;
  await recordReaction(deps, win, reaction, now);
  // Others may have reacted before the bot could see the channel.
  await reconcileWin(deps, win);
  await deps.outbox.deliver(deliveryKey.win(win._id));
};

/** Whether asking Slack again would change nothing. */
const isRefusal = (error: unknown): boolean => {
  const code = slackErrorCode(error);
  return code !== undefined && ['refused', 'no-place'].includes(failureOf(code));
};

const decide = async (deps: PendingReactionDeps, reaction: Reaction, now: Date): Promise<void> => {
  try {
    await makeWin(deps, reaction, now);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    deps.logger.warn({ feature: 'nomination', err: error }, 'a message could not be made a win');
  }
  await deps.models.pendingReactions.settle(deps.installation.teamId, noted(reaction));
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
  await deps.models.pendingReactions.note(deps.installation.teamId, noted(reaction), now, later(now));
  await decide(deps, reaction, now);
};

/** Decides about the reactions that are still pending. */
export const decidePending = async (deps: PendingReactionDeps, now: Date): Promise<void> => {
  const { models, installation, logger } = deps;
  const { teamId } = installation;
  await models.pendingReactions.forgetBefore(teamId, new Date(now.getTime() - giveUpAfterMs));
  for (;;) {
    const pending = await models.pendingReactions.claim(teamId, now, later(now));
    if (!pending) return;
    const { userId, name, channelId, ts, eventTs } = pending;
    try {
      await decide(deps, { userId, name, place: { channelId, ts }, isAdded: true, eventTs }, now);
    } catch (error) {
      logger.warn({ feature: 'nomination', err: error }, 'a reaction could not be decided about yet');
    }
  }
};
