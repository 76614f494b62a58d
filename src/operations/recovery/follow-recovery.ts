import type { Deps } from '../../deps.ts';
import { dayOf, startOfDay } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { isWorkedOn } from '../../domain/recovery.ts';
import { offerEndsAt } from '../../domain/recovery-end.ts';
import type { NewNotePart } from '../../models/note-part.ts';
import type { Recovery } from '../../models/recovery.ts';
import { findManagers } from '../workspace/manager.ts';
import { followStory } from './find-story.ts';
import { lookAtRecovery } from './look-at-recovery.ts';
import { canOwn } from './recovery-access.ts';

export type FollowDeps = Pick<
  Deps,
  'store' | 'people' | 'workspace' | 'outbox' | 'logger' | 'background' | 'clock' | 'refreshRecovery'
>;

const batchSize = 20;
/** Slack cannot show it, or say who leads the team. */
const laterMs = 10 * 60_000;
/** Whoever owns it may be gone, and nobody told the bot. */
const lookAgainMs = 24 * 3_600_000;

/** A copy that Slack does not take: tried later each time, and once a day in the end. */
const unshownMs = ({ changedAt }: Recovery, now: Date): number =>
  Math.min(Math.max(laterMs, now.getTime() - changedAt.getTime()), lookAgainMs);

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** Everybody who works on it, and whoever opened it, has its card. */
const giveCards = async ({ store, outbox }: FollowDeps, recovery: Recovery, now: Date): Promise<void> => {
  const { _id: recoveryId, openedBy, ownerId, helperIds } = recovery;
  const readers = [...new Set([ownerId, ...helperIds, openedBy])].filter((userId) => !isStandIn(userId));
  const keys: string[] = [];
  for (const userId of readers) {
    const key = deliveryKey.recovery(recoveryId, userId);
    // Also to somebody who was taken off it before that was sent, and is back.
    await store.deliveries.planAllAgain([{ key, kind: 'recovery', recoveryId, userId }], now);
    keys.push(key);
  }
  await Promise.all(keys.map((key) => outbox.deliver(key)));
};

/** Those who lead the team and have no card of their own. */
const managersBeside = async (deps: FollowDeps, { cardIds }: Recovery): Promise<string[]> =>
  (await findManagers(deps)).map(({ userId }) => userId).filter((userId) => !cardIds.includes(userId));

const tellManagers = async (deps: FollowDeps, recovery: Recovery): Promise<void> => {
  const { _id: recoveryId, openedBy, openedAt } = recovery;
  if (recovery.isTold) return;
  for (const userId of await managersBeside(deps, recovery)) {
    const key = notePartKey['recovery-opened'](recoveryId, userId);
    const part = { key, kind: 'recovery-opened', userId, recoveryId, byId: openedBy } as const;
    await deps.store.noteParts.plan(part, openedAt);
  }
  await deps.store.recoveries.recordTold(recoveryId);
};

/** Whoever owned it is gone: those who lead the team can take it over. */
const lookAtOwner = async (deps: FollowDeps, recovery: Recovery, now: Date): Promise<void> => {
  const { _id: recoveryId, ownerId } = recovery;
  if (await canOwn(deps, ownerId)) return;
  for (const { userId } of await findManagers(deps)) {
    const key = notePartKey['recovery-ownerless'](recoveryId, ownerId, userId);
    await deps.store.noteParts.planAgain({ key, kind: 'recovery-ownerless', userId, recoveryId }, now);
  }
};

/** What is due on a day is in its owner's note of that day. */
const planDays = async (deps: FollowDeps, recovery: Recovery, now: Date): Promise<void> => {
  const { _id: recoveryId, ownerId: userId, update, fixBy, followUpOn, steps } = recovery;
  if (isStandIn(userId)) return;
  const { zone } = await deps.workspace();
  const due = [
    ...(update && !update.sentAt ? [['word', dayOf(update.dueAt, zone)] as const] : []),
    ...(fixBy && !steps.fixed ? [['fixed', fixBy] as const] : []),
    ...(followUpOn && !steps.followUp ? [['follow-up', followUpOn] as const] : []),
  ];
  const parts = due
    .filter(([, on]) => on >= dayOf(now, zone))
    .map(([what, on]): NewNotePart & { dueAt: Date } => ({
      key: notePartKey['recovery-today'](recoveryId, what, on, userId),
      kind: 'recovery-today',
      userId,
      recoveryId,
      dayId: what,
      on,
      dueAt: startOfDay(on, zone),
    }));
  await deps.store.noteParts.planAllAgain(parts);
};

/** All copies show it as it is, and offer nothing that came to its end since. */
const isShownAsNow = (recovery: Recovery, now: Date): boolean => {
  const { version, shownVersion, shownAt } = recovery;
  const endsAt = offerEndsAt(recovery);
  return shownVersion === version && (!endsAt || endsAt > now || (shownAt ? shownAt >= endsAt : false));
};

const followAgainAt = async (deps: FollowDeps, recovery: Recovery, now: Date): Promise<Date | undefined> => {
  const endsAt = offerEndsAt(recovery);
  const other = isWorkedOn(recovery) ? after(now, lookAgainMs) : await followStory(deps, recovery, now);
  return endsAt && endsAt > now && (!other || endsAt < other) ? endsAt : other;
};

const follow = async (deps: FollowDeps, recovery: Recovery, now: Date): Promise<void> => {
  const isOpen = isWorkedOn(recovery);
  if (recovery.originWinId) await deps.store.voices.followAgain(recovery.originWinId, now);
  // At once, so that what is due is in the very next note, however slowly the jobs come round.
  if (recovery.lookAt && recovery.lookAt <= now) await lookAtRecovery(deps, recovery, now);
  if (isOpen) await giveCards(deps, recovery, now);
  const isShown = isShownAsNow(recovery, now) || (await deps.refreshRecovery(recovery._id));
  if (isOpen) {
    await planDays(deps, recovery, now);
    await tellManagers(deps, recovery);
    await lookAtOwner(deps, recovery, now);
  }
  const again = await followAgainAt(deps, recovery, now);
  await deps.store.recoveries.settleFollow(recovery, isShown ? again : after(now, unshownMs(recovery, now)));
};

/** Sees to what follows from a change: everybody has the card as it is. All of it can be repeated. */
export const followRecovery = async (deps: FollowDeps, recoveryId: string, now: Date): Promise<void> => {
  const recovery = await deps.store.recoveries.find(recoveryId);
  if (!recovery) return;
  try {
    await follow(deps, recovery, now);
  } catch (error) {
    deps.logger.warn({ feature: 'recovery', err: error }, 'what follows from a change could not be done yet');
    await deps.store.recoveries.settleFollow(recovery, after(now, laterMs));
  }
};

/** The same beside what a person waits for. */
export const followSoon = (deps: FollowDeps, { _id }: Pick<Recovery, '_id'>, now: Date): void =>
  deps.background.run('recovery', () => followRecovery(deps, _id, now));

/** Goes on with what ended in the middle, or could not be done. */
export const followRecoveries = async (deps: FollowDeps, now: Date): Promise<void> => {
  for (const { _id } of await deps.store.recoveries.dueToFollow(now, batchSize))
    await followRecovery(deps, _id, now);
};
