import { dayOf, instantOf, type LocalTime } from './calendar.ts';
import { type Participant, type Run, type RunDay, runDays, zoneOf } from './challenge.ts';
import { latestNoteAt } from './note.ts';

/**
 * A nudge or a reminder that could not be sent by then is skipped, and its day offered for catching up: also to
 * somebody who flew on and has arrived later than that, without having been where it was due.
 */
const tooLateTime: LocalTime = latestNoteAt;
const reminderTime: LocalTime = '15:00';

export interface Nudge extends RunDay {
  dueAt: Date;
  /** From here on it is recorded as skipped. */
  tooLateAt: Date;
}

const wantsNudge = ({ days }: Participant, { dayId, on }: RunDay): boolean => {
  const facts = days[dayId];
  if (facts?.doneAt || facts?.notTodayOn === on) return false;
  return !Object.values(days).some((day) => day?.nudgedOn === on);
};

/**
 * Those of a participant's nudges that are to be recorded as skipped, and the next one, which is to be sent now if its
 * time has come. A nudge is due only while its date is today for the person, so there is one a calendar day wherever
 * they go; for somebody who flies back over the date line, one that was skipped can become due again.
 */
export const nextNudge = (
  run: Run,
  participant: Participant,
  workspaceZone: string,
  now: Date,
): { tooLate: RunDay[]; next: Nudge | undefined } => {
  if (participant.leftAt) return { tooLate: [], next: undefined };
  const zone = zoneOf(participant, workspaceZone);
  const [joinedOn, today] = [dayOf(participant.joinedAt, zone), dayOf(now, zone)];
  const lastTime = ({ on }: RunDay): Date => instantOf(on, tooLateTime, zone);
  const wanted = runDays(run).filter((day) => day.on >= joinedOn && wantsNudge(participant, day));
  const late = wanted.filter((day) => day.on < today || (day.on === today && lastTime(day) <= now));
  const tooLate = late.filter(({ dayId, on }) => participant.days[dayId]?.skippedOn !== on);
  const next = wanted[late.length];
  if (!next) return { tooLate, next };
  const dueAt = instantOf(next.on, run.nudgeAt, zone);
  return { tooLate, next: { ...next, dueAt, tooLateAt: lastTime(next) } };
};

/** When to remind somebody who asks now: at 3 pm of their own day, unless that is past. */
export const reminderAt = (
  zone: string,
  now: Date,
): { kind: 'today'; dueAt: Date; tooLateAt: Date } | { kind: 'past' } => {
  const today = dayOf(now, zone);
  const dueAt = instantOf(today, reminderTime, zone);
  if (dueAt <= now) return { kind: 'past' };
  return { kind: 'today', dueAt, tooLateAt: instantOf(today, tooLateTime, zone) };
};

/** Whether a reminder that was asked for is still wanted: a person who has answered since, or left, is left alone. */
export const wantsReminder = (participant: Participant, { dayId, on }: RunDay): boolean => {
  const facts = participant.days[dayId];
  return !participant.leftAt && !facts?.doneAt && facts?.notTodayOn !== on;
};
