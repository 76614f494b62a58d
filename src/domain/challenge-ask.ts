import { type CalendarDay, instantOf } from './calendar.ts';
import type { RunDay } from './challenge.ts';
import type { ChallengePack } from './challenge-pack.ts';
import { askManagersOn, remindManagersOn, serviceWeekOf } from './service-week.ts';

/** What the managers' answer to the question before Customer Service Week has come to. */
export type AskOutcome =
  | { kind: 'started' | 'called-off'; by: string; pack: ChallengePack; days: readonly RunDay[] }
  | { kind: 'declined'; by: string }
  | { kind: 'too-late' };

/** Where a calendar day begins first. */
const firstZone = 'Pacific/Kiritimati';

/** When the managers are first to be asked about a Service Week: as soon as its day begins anywhere. */
export const asksFrom = (monday: CalendarDay): Date => instantOf(askManagersOn(monday), '00:00', firstZone);

const remindsFrom = (monday: CalendarDay): Date => instantOf(remindManagersOn(monday), '00:00', firstZone);

export type AskStep = 'ask' | 'remind';

export interface AskFacts {
  /** Undefined while nobody was asked. */
  ask: { askedAt: Date; remindedAt?: Date | null | undefined } | undefined;
  /** It is answered, a run has that week, or it has begun. */
  isClosed: boolean;
}

/**
 * What is to be done now about a Service Week whose managers may be asked, and when to look again: for the reminder, or
 * about next year's. Whoever was asked at three weeks or later, as all were by earlier versions, is not reminded.
 */
export const askStep = (
  monday: CalendarDay,
  { ask, isClosed }: AskFacts,
  now: Date,
): { step: AskStep | undefined; lookAt: Date } => {
  const nextYears = asksFrom(serviceWeekOf(Number(monday.slice(0, 4)) + 1));
  if (isClosed) return { step: undefined, lookAt: nextYears };
  const reminder = remindsFrom(monday);
  const lookAt = now < reminder ? reminder : nextYears;
  if (!ask) return { step: 'ask', lookAt };
  const isOwed = now >= reminder && ask.askedAt < reminder && !ask.remindedAt;
  return { step: isOwed ? 'remind' : undefined, lookAt };
};
