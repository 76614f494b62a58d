import type { Deps } from '../../deps.ts';
import { dayOf, zoneOr } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { wantsTopic } from '../../domain/note.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { timesReopened } from '../../domain/recovery-end.ts';
import { type FollowUp, followUpsOf, tellOwnerAt } from '../../domain/recovery-follow.ts';
import { isSnoozed } from '../../domain/snooze.ts';
import type { WorkingTime } from '../../domain/working-hours.ts';
import { pauseMs } from '../../errors.ts';
import type { Recovery } from '../../models/recovery.ts';
import { findManagers } from '../workspace/manager.ts';
import { workingTime } from './contact-due.ts';
import { askKey, reopenedKey } from './follow-key.ts';

export type LookDeps = Pick<Deps, 'store' | 'people' | 'workspace' | 'logger'>;

const batchSize = 50;
/** Slack cannot say who leads the team, say. */
const laterMs = 10 * 60_000;

interface Look {
  recovery: Recovery;
  time: WorkingTime;
  now: Date;
}

/** Where a message of its own may go, that does not wait for the note; undefined: it comes in that. */
const messageAt = async (
  { store, people }: LookDeps,
  { recovery: { severity, ownerId }, time, now }: Look,
): Promise<Date | undefined> => {
  if (severity !== 'serious') return undefined;
  const [preferences, owner] = await Promise.all([store.preferences.find(ownerId), people.find(ownerId)]);
  const zone = zoneOr(owner?.timeZone, time.zone);
  if (!wantsTopic(preferences, 'recoveries')) return undefined;
  return isSnoozed(preferences.snoozedUntil, dayOf(now, zone)) ? undefined : tellOwnerAt(now, zone, time);
};

const tellOwner = async (deps: LookDeps, look: Look): Promise<void> => {
  const { _id: recoveryId, ownerId: userId } = look.recovery;
  if (isStandIn(userId)) return;
  const at = await messageAt(deps, look);
  const about = { kind: 'recovery-overdue', recoveryId, userId } as const;
  if (at)
    await deps.store.deliveries.planAgain(
      { ...about, key: deliveryKey['recovery-overdue'](recoveryId, userId) },
      at,
    );
  else
    await deps.store.noteParts.planAgain(
      { ...about, key: notePartKey['recovery-overdue'](recoveryId, userId) },
      look.now,
    );
};

const tellManagers = async (
  deps: LookDeps,
  { recovery, now }: Look,
  kind: 'recovery-late' | 'recovery-reopened',
  keyFor: (userId: string) => string,
): Promise<void> => {
  for (const { userId } of await findManagers(deps)) {
    const part = { key: keyFor(userId), kind, userId, recoveryId: recovery._id };
    await deps.store.noteParts.planAgain(part, now);
  }
};

const ask = async ({ store }: LookDeps, { recovery, now }: Look): Promise<void> => {
  const { _id: recoveryId, ownerId: userId } = recovery;
  const key = askKey(recovery);
  if (!key || isStandIn(userId)) return;
  await store.noteParts.planAgain({ key, kind: 'recovery-ask', userId, recoveryId }, now);
};

const tell: Record<FollowUp, (deps: LookDeps, look: Look) => Promise<void>> = {
  overdue: tellOwner,
  late: (deps, look) =>
    tellManagers(deps, look, 'recovery-late', (userId) =>
      notePartKey['recovery-late'](look.recovery._id, userId),
    ),
  ask,
};

const lookAt = async (deps: LookDeps, look: Look): Promise<void> => {
  const { recovery, time, now } = look;
  const { due, lookAt } = followUpsOf(recovery, time, now);
  if (recovery.state === 'open' && timesReopened(recovery) > 0)
    await tellManagers(deps, look, 'recovery-reopened', (userId) => reopenedKey(recovery, userId));
  for (const each of due) await tell[each](deps, look);
  const askedAt = due.includes('ask') ? (recovery.askedAt ?? now) : undefined;
  await deps.store.recoveries.settleLook(recovery, { lookAt, askedAt });
};

/** Plans what is due of each that changed, or whose time has come. All of it can be repeated, also by other replicas. */
export const lookAtRecoveries = async (deps: LookDeps, now: Date): Promise<void> => {
  const time = await workingTime(deps);
  for (;;) {
    const found = await deps.store.recoveries.dueToLook(now, batchSize);
    if (found.length === 0) return;
    for (const recovery of found)
      try {
        await lookAt(deps, { recovery, time, now });
      } catch (error) {
        if (pauseMs(error) !== undefined) throw error;
        deps.logger.warn({ feature: 'recovery', err: error }, 'what is due could not be planned yet');
        await deps.store.recoveries.settleLook(recovery, { lookAt: new Date(now.getTime() + laterMs) });
      }
  }
};
