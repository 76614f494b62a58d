import { isWithin, type Span } from './calendar.ts';
import { isGuessedUp, movedUp, type PlanRungs } from './plan.ts';

/** What a week's plans came to, as a team: never by person. */
export interface PlanWeek {
  plannedCount: number;
  doneCount: number;
  /** Customers who moved up: by what they did or said, and by our guess. */
  confirmedCount: number;
  guessedCount: number;
  /** Plans that their owners show to managers. */
  sharedCount: number;
}

export interface WeekPlan extends PlanRungs {
  doneAt: Date;
  laterAt: Date | undefined;
  /** When the customer of the win that came of it said that it helped, if they did. */
  customerAt?: Date | undefined;
}

/** When it was first known that its customer moved up: by what they did, or by their own word. */
const confirmedAt = (plan: WeekPlan): Date | undefined => {
  const byFacts = movedUp(plan) === 'confirmed' ? plan.laterAt : undefined;
  const byWord = plan.later === 'same' ? undefined : plan.customerAt;
  const [first] = [byFacts, byWord]
    .filter((each) => each !== undefined)
    .sort((a, b) => a.getTime() - b.getTime());
  return first;
};

/**
 * What a plan that was done adds to a week: a guess in the week in which somebody made it, and what confirms it in the
 * week in which that was first seen. One that guessed so at once does not guess the same again, and nobody guesses any more
 * what is known.
 */
export const moveInWeek = (plan: WeekPlan, span: Span): 'confirmed' | 'guess' | undefined => {
  const knownAt = confirmedAt(plan);
  if (knownAt && knownAt < span.end) return isWithin(span, knownAt) ? 'confirmed' : undefined;
  const isDone = isWithin(span, plan.doneAt);
  if (isWithin(span, plan.laterAt)) {
    const move = movedUp(plan);
    return move === 'guess' && !isDone && isGuessedUp(plan) ? undefined : move;
  }
  return isDone && isGuessedUp(plan) ? 'guess' : undefined;
};

/** Undefined when nothing was planned, done or seen. */
export const planWeekFrom = (counts: PlanWeek): PlanWeek | undefined =>
  counts.plannedCount + counts.doneCount + counts.confirmedCount + counts.guessedCount > 0
    ? counts
    : undefined;
