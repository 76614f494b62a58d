import { addWeeks, parseWeekName, type WeekName } from './calendar.ts';
import { thisWeek } from './digest-week.ts';

export type DigestRequest =
  | { kind: 'so-far'; week: WeekName }
  | { kind: 'closed'; week: WeekName }
  | { kind: 'malformed'; thisWeek: WeekName }
  | { kind: 'no-such-week'; year: number; weeksInYear: number }
  | { kind: 'future'; week: WeekName };

/** Why there is no digest to show: what was asked for is no week, is still to come or is over without one. */
export type DigestRefusal =
  | Exclude<DigestRequest, { kind: 'so-far' | 'closed' }>
  | { kind: 'not-yet'; week: WeekName; dueAt: Date }
  | { kind: 'none'; week: WeekName };

/** Which week somebody asks for with `/brag digest …`: nothing, `last` or a week's name. */
export const readDigestRequest = (typed: string, now: Date, zone: string): DigestRequest => {
  const current = thisWeek(now, zone);
  if (typed === '') return { kind: 'so-far', week: current };
  if (typed.toLowerCase() === 'last') return { kind: 'closed', week: addWeeks(current, -1) };
  const reading = parseWeekName(typed);
  if (reading.kind === 'malformed') return { kind: 'malformed', thisWeek: current };
  if (reading.kind === 'no-such-week') return reading;
  const { week } = reading;
  if (week > current) return { kind: 'future', week };
  return { kind: week === current ? 'so-far' : 'closed', week };
};
