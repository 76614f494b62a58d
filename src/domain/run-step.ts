import {
  addDays,
  type CalendarDay,
  dayOf,
  instantOf,
  type LocalTime,
  startOfDay,
  type WeekName,
  weekOfDay,
} from './calendar.ts';
import { catchUpEndsAt, closingAt, type Run, runDays } from './challenge.ts';
import { inviteOn } from './service-week.ts';

const morning: LocalTime = '09:00';
/** A closing that downtime delayed is still a celebration on the days after the weekend. */
const closingLateAfterMs = 5 * 24 * 3_600_000;
const weekMs = 7 * 24 * 3_600_000;

/** What a run does by itself, as far as it has come. */
export interface RunSteps extends Run {
  /** Whether the wall is invited, and told of the closing. */
  isAnnounced: boolean;
  /** The start day for which the wall was invited: a run that is moved invites anew. */
  invitedFor?: CalendarDay | undefined;
  closedAt?: Date | undefined;
}

/** Whole weeks, because catching up takes the rest of the last one: two runs never share a week. */
export const weeksOf = (run: Run): WeekName[] => [...new Set(runDays(run).map(({ on }) => weekOfDay(on)))];

/** The last calendar day on which a day can be caught up: a Sunday. */
export const lastDayOf = (run: Run): CalendarDay => addDays(dayOf(catchUpEndsAt(run, 'UTC'), 'UTC'), -1);

/** Where a calendar day ends last. */
const lastZone = 'Etc/GMT+12';

/** When nobody can answer a day any more, wherever they are. */
export const everywhereOverAt = (run: Run): Date => catchUpEndsAt(run, lastZone);

export const inviteAt = (run: Run, workspaceZone: string): Date =>
  instantOf(inviteOn(run.startDay), morning, workspaceZone);

export const closingTooLateAt = (run: Run, workspaceZone: string): Date =>
  new Date(closingAt(run, workspaceZone).getTime() + closingLateAfterMs);

/** When the wall is invited, seen from the moment when a run is planned or changed. */
export type Invitation = 'none' | 'on-friday' | 'now' | 'done';

export const invitationOf = (run: RunSteps, workspaceZone: string, now: Date): Invitation => {
  if (!run.isAnnounced) return 'none';
  if (run.invitedFor === run.startDay) return 'done';
  return inviteAt(run, workspaceZone) <= now ? 'now' : 'on-friday';
};

/** What is to be done now, in this order. Nobody is invited any more once the run is to be closed. */
export const stepsDue = (run: RunSteps, workspaceZone: string, now: Date): ('invite' | 'close')[] => {
  if (run.closedAt) return [];
  if (closingAt(run, workspaceZone) <= now) return ['close'];
  const isInviteOwed = run.isAnnounced && run.invitedFor !== run.startDay;
  return isInviteOwed && inviteAt(run, workspaceZone) <= now ? ['invite'] : [];
};

/** When to look at a run again; undefined once nothing is left to do. */
export const nextStepAt = (run: RunSteps, workspaceZone: string): Date | undefined => {
  if (run.closedAt) return undefined;
  const isInviteOwed = run.isAnnounced && run.invitedFor !== run.startDay;
  return isInviteOwed ? inviteAt(run, workspaceZone) : closingAt(run, workspaceZone);
};

/** From when a manager can be asked about a Service Week: in the note of that day of theirs. */
export const askAt = (askOn: CalendarDay, zone: string): Date => startOfDay(askOn, zone);

/** Until when it makes sense to say that a run has moved: also to whoever had that day's note already. */
export const movedUntil = (run: Run, workspaceZone: string): Date => closingAt(run, workspaceZone);

/** Until when it makes sense to say that a run was called off: also on the Monday after a Friday. */
export const calledOffUntil = (run: Run, workspaceZone: string, calledOffAt: Date): Date => {
  const end = catchUpEndsAt(run, workspaceZone);
  const weekLater = new Date(calledOffAt.getTime() + weekMs);
  return end > weekLater ? end : weekLater;
};

export const certificateUntil = (completeAt: Date): Date => new Date(completeAt.getTime() + 4 * weekMs);
