import {
  addDays,
  type CalendarDay,
  dayOf,
  instantOf,
  isCalendarDay,
  isLocalTime,
  isWeekend,
  type LocalTime,
  mondayOf,
  startOfDay,
  weekdayOf,
  zoneOr,
} from './calendar.ts';
import type { ChallengePack } from './challenge-pack.ts';
import { earliestNoteAt, latestNoteHour } from './note.ts';

/** A nudge comes in the note. */
export const earliestNudgeAt: LocalTime = earliestNoteAt;
export const latestNudgeAt: LocalTime = latestNoteHour;
const defaultClosesAt: LocalTime = '16:00';

export interface Run {
  id: string;
  packId: string;
  /** The pack's days in their order; each takes one weekday, from `startDay` on. */
  dayIds: readonly string[];
  startDay: CalendarDay;
  nudgeAt: LocalTime;
  closesAt?: LocalTime | undefined;
}

/**
 * What happened to one day of a pack. The calendar days tell which date a fact belongs to, so that a run which is
 * moved starts afresh; only what was done stays done.
 */
export interface DayFacts {
  nudgedOn?: CalendarDay | undefined;
  skippedOn?: CalendarDay | undefined;
  notTodayOn?: CalendarDay | undefined;
  doneAt?: Date | undefined;
}

export interface Participant {
  joinedAt: Date;
  leftAt?: Date | undefined;
  timeZone?: string | undefined;
  days: Readonly<Record<string, DayFacts | undefined>>;
}

export interface RunDay {
  dayId: string;
  on: CalendarDay;
}

/** One day of a run, as a button or a form names it. */
export interface DayRef {
  runId: string;
  dayId: string;
}

/** Why a click on something about a challenge changes nothing. */
export type ChallengeRefusal =
  | 'gone'
  | 'cancelled'
  | 'over'
  | 'left'
  | 'no-such-day'
  | 'not-yet'
  | 'done-already'
  | 'past-three'
  | 'not-eligible'
  | 'not-manager'
  | 'closed';

/** What is wrong with the plan of a run, by the field that it is wrong in. */
export type PlanFault =
  | { field: 'pack'; why: 'no-such-pack' }
  | { field: 'startDay'; why: 'not-a-day' | 'weekend' | 'not-a-monday' | 'past' }
  | {
      field: 'startDay';
      why: 'overlaps';
      other: { pack: ChallengePack | undefined; days: readonly RunDay[] } | undefined;
    }
  | { field: 'nudgeAt'; why: 'not-a-time' };

export type Box = 'done' | 'open' | 'missed' | 'not-today' | 'future';

/** Later than 19:00 would leave next to no time before a nudge is too late. */
export const isNudgeTime = (time: string): boolean =>
  isLocalTime(time) && time >= earliestNudgeAt && time <= latestNudgeAt;

/** Why a run cannot start on a day. Five days fit into one week only when it starts on Monday. */
export const startRefusal = (
  startDay: string,
  dayCount: number,
): 'not-a-day' | 'weekend' | 'not-a-monday' | undefined => {
  if (!isCalendarDay(startDay)) return 'not-a-day';
  if (isWeekend(startDay)) return 'weekend';
  return dayCount >= 5 && weekdayOf(startDay) !== 1 ? 'not-a-monday' : undefined;
};

const weekdayAfter = (startDay: CalendarDay, count: number): CalendarDay => {
  const weekdays = weekdayOf(startDay) - 1 + count;
  return addDays(mondayOf(startDay), Math.floor(weekdays / 5) * 7 + (weekdays % 5));
};

/** Which calendar day each day of the pack is. Never a weekend. */
export const runDays = (run: Run): RunDay[] =>
  run.dayIds.map((dayId, index) => ({ dayId, on: weekdayAfter(run.startDay, index) }));

const mondayAfter = (run: Run): CalendarDay =>
  addDays(mondayOf(weekdayAfter(run.startDay, run.dayIds.length - 1)), 7);

/** When the run is closed on the wall: on the Friday of its last day. */
export const closingAt = (run: Run, workspaceZone: string): Date =>
  instantOf(addDays(mondayAfter(run), -3), run.closesAt ?? defaultClosesAt, workspaceZone);

/** Catching up is possible until the Sunday after the run has passed in the person's zone. */
export const catchUpEndsAt = (run: Run, zone: string): Date => startOfDay(mondayAfter(run), zone);
export const isOver = (run: Run, zone: string, now: Date): boolean => now >= catchUpEndsAt(run, zone);

export const zoneOf = ({ timeZone }: Participant, workspaceZone: string): string =>
  zoneOr(timeZone, workspaceZone);

/** A nudged day stays open for somebody who then flew back over the date line. */
const isAhead = ({ on }: RunDay, facts: DayFacts | undefined, today: CalendarDay): boolean =>
  on > today && facts?.nudgedOn !== on;

const boxOf = (day: RunDay, facts: DayFacts | undefined, today: CalendarDay): Box => {
  if (facts?.doneAt) return 'done';
  if (facts?.notTodayOn === day.on) return 'not-today';
  if (isAhead(day, facts, today)) return 'future';
  return day.on < today ? 'missed' : 'open';
};

/** The boxes of one participant. What is missed or was put off can be caught up until the run is over. */
export const progress = (
  run: Run,
  participant: Participant,
  workspaceZone: string,
  now: Date,
): (RunDay & { box: Box })[] => {
  const today = dayOf(now, zoneOf(participant, workspaceZone));
  return runDays(run).map((day) => ({ ...day, box: boxOf(day, participant.days[day.dayId], today) }));
};

type DaysOfRun = Pick<Run, 'dayIds'>;

const doneDays = ({ dayIds }: DaysOfRun, { days }: Pick<Participant, 'days'>): string[] =>
  dayIds.filter((dayId) => days[dayId]?.doneAt !== undefined);

export const isAllDone = (run: DaysOfRun, participant: Pick<Participant, 'days'>): boolean =>
  doneDays(run, participant).length === run.dayIds.length;

/** What became of a run, in numbers. */
export interface RunTally {
  /** Who are in it. */
  participantCount: number;
  tookPartCount: number;
  doneCount: number;
  finishedCount: number;
  /** How many did each day. */
  doneByDay: Map<string, number>;
}

export const emptyTally = ({ dayIds }: DaysOfRun): RunTally => ({
  participantCount: 0,
  tookPartCount: 0,
  doneCount: 0,
  finishedCount: 0,
  doneByDay: new Map(dayIds.map((dayId) => [dayId, 0])),
});

/**
 * Counts one more person. Whoever did at least one day took part, also when they left afterwards; joining alone is not
 * that.
 */
export const countPerson = (run: DaysOfRun, tally: RunTally, participant: Participant): void => {
  const done = doneDays(run, participant);
  if (!participant.leftAt) tally.participantCount += 1;
  if (done.length > 0) tally.tookPartCount += 1;
  if (isAllDone(run, participant)) tally.finishedCount += 1;
  tally.doneCount += done.length;
  for (const dayId of done) tally.doneByDay.set(dayId, (tally.doneByDay.get(dayId) ?? 0) + 1);
};

/** Why an answer to a day (done, not today, remind me) cannot be taken. Old buttons stay on screen for ever. */
export const answerRefusal = (
  run: Run,
  participant: Participant,
  dayId: string,
  workspaceZone: string,
  now: Date,
): ChallengeRefusal | undefined => {
  if (participant.leftAt) return 'left';
  if (isOver(run, zoneOf(participant, workspaceZone), now)) return 'over';
  const day = progress(run, participant, workspaceZone, now).find((each) => each.dayId === dayId);
  if (!day) return 'no-such-day';
  return day.box === 'future' ? 'not-yet' : undefined;
};
