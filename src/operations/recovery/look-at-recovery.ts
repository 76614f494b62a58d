import type { Deps } from '../../deps.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { timesReopened } from '../../domain/recovery-end.ts';
import { type FollowUp, followUpsOf } from '../../domain/recovery-follow.ts';
import type { WorkingTime } from '../../domain/working-hours.ts';
import { pauseMs } from '../../errors.ts';
import type { Recovery } from '../../models/recovery.ts';
import { findManagers } from '../workspace/manager.ts';
import { workingTime } from './contact-due.ts';
import { askKey, reopenedKey } from './follow-key.ts';
import { tellByMessage, tellInNote } from './overdue-delivery.ts';
import { ownMessageAt } from './own-message.ts';

export type LookDeps = Pick<Deps, 'store' | 'people' | 'workspace' | 'logger'>;

const batchSize = 50;
/** Slack cannot say who leads the team, say. */
const laterMs = 10 * 60_000;

interface Look {
  recovery: Recovery;
  time: WorkingTime;
  now: Date;
}

const tellOwner = async (deps: LookDeps, { recovery, now }: Look): Promise<void> => {
  if (isStandIn(recovery.ownerId)) return;
  const at = await ownMessageAt(deps, recovery, now);
  await (at ? tellByMessage(deps, recovery, at) : tellInNote(deps, recovery, now));
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
