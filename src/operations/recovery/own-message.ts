import type { Deps } from '../../deps.ts';
import { dayOf, zoneOr } from '../../domain/calendar.ts';
import { wantsTopic } from '../../domain/note.ts';
import { tellOwnerAt } from '../../domain/recovery-follow.ts';
import { isSnoozed } from '../../domain/snooze.ts';
import type { Recovery } from '../../models/recovery.ts';
import { workingTime } from './contact-due.ts';

export type OwnerDeps = Pick<Deps, 'store' | 'people' | 'workspace'>;

/** When its owner is told in a message of its own, that does not wait for the note; undefined: it comes in that. */
export const ownMessageAt = async (
  deps: OwnerDeps,
  { severity, ownerId }: Pick<Recovery, 'severity' | 'ownerId'>,
  now: Date,
): Promise<Date | undefined> => {
  if (severity !== 'serious') return undefined;
  const { store, people } = deps;
  const [preferences, owner] = await Promise.all([store.preferences.find(ownerId), people.find(ownerId)]);
  if (!wantsTopic(preferences, 'recoveries')) return undefined;
  const time = await workingTime(deps);
  const zone = zoneOr(owner?.timeZone, time.zone);
  return isSnoozed(preferences.snoozedUntil, dayOf(now, zone)) ? undefined : tellOwnerAt(now, zone, time);
};
