import { addDays, dayOf, instantOf, startOfDay } from './calendar.ts';
import { earliestNoteAt, isNoteTime } from './note.ts';
import type { RecoveryProgress } from './recovery.ts';
import { contactAt } from './recovery-contact.ts';
import { isWorkingTime, oneWorkingDayAfter, type WorkingTime } from './working-hours.ts';

/** So long after it was put right its owner is asked how it is. */
const askAfterDays = 7;
/** So much later they are asked again, who have not asked the customer yet. */
const askAgainAfterDays = 3;

/** What the rules need to know of one. */
export interface FollowFacts extends RecoveryProgress {
  contactDueAt: Date;
  fixedAt?: Date | null | undefined;
  /** When its owner wants to be asked; absent: a week after it was put right. */
  askAt?: Date | null | undefined;
}

/** Nobody has been in touch with the customer, who should have heard from somebody by now: also once it is reopened. */
export const isOverdue = (recovery: FollowFacts, now: Date): boolean =>
  recovery.state === 'open' && recovery.contactDueAt <= now && contactAt(recovery) === undefined;

/** When its owner is asked whether all is right again: in the note of that day. */
export const askAtOf = ({ fixedAt, askAt }: FollowFacts, zone: string): Date | undefined => {
  if (askAt) return askAt;
  return fixedAt ? startOfDay(addDays(dayOf(fixedAt, zone), askAfterDays), zone) : undefined;
};

export const askAgainAt = (now: Date, zone: string): Date =>
  startOfDay(addDays(dayOf(now, zone), askAgainAfterDays), zone);

/** `overdue`: its owner is to hear of it. `late`: those who lead the team as well. `ask`: is all right again? */
export type FollowUp = 'overdue' | 'late' | 'ask';

export interface FollowUps {
  /** Each with the time at which it came due: what is told in a note is in the next one after that. */
  due: { what: FollowUp; at: Date }[];
  /** When something else comes due, as long as nothing changes. */
  lookAt: Date | undefined;
}

const contactFollowUps = (recovery: FollowFacts, time: WorkingTime, now: Date): FollowUps => {
  const { contactDueAt } = recovery;
  if (contactAt(recovery)) return { due: [], lookAt: undefined };
  if (contactDueAt > now) return { due: [], lookAt: contactDueAt };
  const lateAt = oneWorkingDayAfter(contactDueAt, time);
  const overdue = { what: 'overdue', at: contactDueAt } as const;
  return lateAt > now
    ? { due: [overdue], lookAt: lateAt }
    : { due: [overdue, { what: 'late', at: lateAt }], lookAt: undefined };
};

/** All that is due by now, however long ago: each is said once, whoever looks and how often. */
export const followUpsOf = (recovery: FollowFacts, time: WorkingTime, now: Date): FollowUps => {
  if (recovery.state === 'open') return contactFollowUps(recovery, time, now);
  const askAt = recovery.state === 'right' ? askAtOf(recovery, time.zone) : undefined;
  if (!askAt) return { due: [], lookAt: undefined };
  return askAt > now ? { due: [], lookAt: askAt } : { due: [{ what: 'ask', at: askAt }], lookAt: undefined };
};

/**
 * When the owner of something serious is told in a message of its own: at once while the team works, or it is a time for
 * notes where they are; and else in their next morning.
 */
export const tellOwnerAt = (now: Date, ownZone: string, time: WorkingTime): Date => {
  const today = dayOf(now, ownZone);
  if (isWorkingTime(now, time) || isNoteTime(today, ownZone, now)) return now;
  const morning = instantOf(today, earliestNoteAt, ownZone);
  return morning > now ? morning : instantOf(addDays(today, 1), earliestNoteAt, ownZone);
};
