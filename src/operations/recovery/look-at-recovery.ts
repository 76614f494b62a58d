import type { Deps } from '../../deps.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { dueAnew } from '../../domain/recovery-contact.ts';
import { type FollowUp, followUpsOf } from '../../domain/recovery-follow.ts';
import type { WorkingTime } from '../../domain/working-hours.ts';
import { pauseMs } from '../../errors.ts';
import type { Recovery } from '../../models/recovery.ts';
import { findManagers } from '../workspace/manager.ts';
import { readSettledWorkspace } from '../workspace/read-workspace.ts';
import { workingTime } from './contact-due.ts';
import { askKey, lateKey, reopenedKey } from './follow-key.ts';
import { tellByMessage, tellInNote } from './overdue-delivery.ts';
import { ownMessageAt } from './own-message.ts';

export type LookDeps = Pick<Deps, 'store' | 'people' | 'workspace' | 'logger'>;

const batchSize = 50;
/** Slack cannot say who leads the team, say. */
const laterMs = 10 * 60_000;

interface Look {
  recovery: Recovery;
  now: Date;
  /** When it came due, so that it is told in the next note after that, whenever somebody comes to look. */
  at: Date;
}

const tellOwner = async (deps: LookDeps, { recovery, now, at }: Look): Promise<void> => {
  if (isStandIn(recovery.ownerId)) return;
  const ownAt = await ownMessageAt(deps, recovery, now);
  await (ownAt ? tellByMessage(deps, recovery, ownAt) : tellInNote(deps, recovery, at));
};

const tellManagers = async (
  deps: LookDeps,
  { recovery, at }: Look,
  kind: 'recovery-late' | 'recovery-reopened',
  keyFor: typeof lateKey,
): Promise<void> => {
  for (const { userId } of await findManagers(deps)) {
    const part = { key: keyFor(recovery, userId), kind, userId, recoveryId: recovery._id };
    await deps.store.noteParts.planAgain(part, at);
  }
};

const ask = async ({ store }: LookDeps, { recovery, at }: Look): Promise<void> => {
  const { _id: recoveryId, ownerId: userId } = recovery;
  const key = askKey(recovery);
  if (!key || isStandIn(userId)) return;
  await store.noteParts.planAgain({ key, kind: 'recovery-ask', userId, recoveryId }, at);
};

const tell: Record<FollowUp, (deps: LookDeps, look: Look) => Promise<void>> = {
  overdue: tellOwner,
  late: (deps, look) => tellManagers(deps, look, 'recovery-late', lateKey),
  ask,
};

/** What is not overdue yet is due by the hours that are set now. */
const dueNow = (recovery: Recovery, time: WorkingTime, now: Date): Date =>
  recovery.state === 'open' && recovery.contactDueAt > now
    ? dueAnew(recovery, recovery, time, now)
    : recovery.contactDueAt;

const lookAt = async (deps: LookDeps, recovery: Recovery, now: Date): Promise<void> => {
  // Read after the recovery: whoever changes the hours later has all looked at again.
  const time = await workingTime({ workspace: () => readSettledWorkspace(deps) });
  const movedTo = dueNow(recovery, time, now);
  if (movedTo.getTime() !== recovery.contactDueAt.getTime()) {
    const moved = await deps.store.recoveries.moveDue(recovery, movedTo, now);
    return moved ? lookAt(deps, moved, now) : undefined;
  }
  const { due, lookAt: next } = followUpsOf(recovery, time, now);
  const reopened = recovery.state === 'open' ? recovery.reopened?.at(-1) : undefined;
  if (reopened)
    await tellManagers(deps, { recovery, now, at: reopened.at }, 'recovery-reopened', reopenedKey);
  for (const { what, at } of due) await tell[what](deps, { recovery, now, at });
  const askedAt = due.some(({ what }) => what === 'ask') ? (recovery.askedAt ?? now) : undefined;
  await deps.store.recoveries.settleLook(recovery, { lookAt: next, askedAt });
};

/** Plans what is due of one that was read. All of it can be repeated, also by other replicas. */
export const lookAtRecovery = async (deps: LookDeps, recovery: Recovery, now: Date): Promise<void> => {
  try {
    await lookAt(deps, recovery, now);
  } catch (error) {
    if (pauseMs(error) !== undefined) throw error;
    deps.logger.warn({ feature: 'recovery', err: error }, 'what is due could not be planned yet');
    await deps.store.recoveries.settleLook(recovery, { lookAt: new Date(now.getTime() + laterMs) });
  }
};

/** The same of each that changed, or whose time has come. */
export const lookAtRecoveries = async (deps: LookDeps, now: Date): Promise<void> => {
  for (;;) {
    const found = await deps.store.recoveries.dueToLook(now, batchSize);
    if (found.length === 0) return;
    for (const recovery of found) await lookAtRecovery(deps, recovery, now);
  }
};
