import type { LocalTime } from './calendar.ts';
import { canManage, ineligibility, type Person } from './person.ts';

/** Whom somebody can ask who is no manager. */
export interface WhomToAsk {
  /** Who leads the team; none where nobody does, or where that is not known just now. */
  managerIds: readonly string[];
  /** Slack's admins may say who leads the team. */
  mayChoose: boolean;
}

/** More would be a team, not who leads it. */
export const mostManagers = 20;

/** Why somebody cannot lead the team. */
export type Unfit = 'unknown' | 'bot' | 'deactivated' | 'stranger' | 'guest';

export const whyUnfit = (person: Person | undefined): Unfit | undefined => {
  if (canManage(person)) return undefined;
  return ineligibility(person) ?? 'guest';
};

/** Why nobody can be named like this. */
export type ManagersFault =
  | { why: 'nobody' }
  | { why: 'too-many' }
  | { why: 'unfit'; people: readonly { userId: string; why: Unfit }[] };

/**
 * The team always has somebody who leads it: so the last one cannot go while nobody else is named. Whoever leads it already
 * and cannot any more is taken off the list otherwise (operations/workspace/change-managers.ts), and is nobody's fault.
 */
export const managersFault = (
  { from = [], to }: { from: readonly string[] | undefined; to: readonly string[] },
  personOf: (userId: string) => Person | undefined,
): ManagersFault | undefined => {
  if (to.length > mostManagers) return { why: 'too-many' };
  const people = to.flatMap((userId) => {
    const why = from.includes(userId) ? undefined : whyUnfit(personOf(userId));
    return why ? [{ userId, why }] : [];
  });
  if (people.length > 0) return { why: 'unfit', people };
  return to.some((userId) => canManage(personOf(userId))) ? undefined : { why: 'nobody' };
};

/** What whoever invited the bot to its first channel is asked, and can take as it is. */
export interface FirstSettings {
  managerIds: readonly string[];
  /** 1 is Monday. */
  weekday: number;
  time: LocalTime;
}

export type FirstOutcome =
  | { kind: 'set' }
  | { kind: 'not-manager' | 'no-such-time' | 'changed-meanwhile' }
  | { kind: 'faulty'; fault: ManagersFault };
