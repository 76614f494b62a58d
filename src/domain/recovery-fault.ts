import { addDays, type CalendarDay, dayOf } from './calendar.ts';
import { isUnseen } from './human-text.ts';
import { maxAliasUnits, maxWhatUnits, type RecoveryPlan, type RecoveryWords } from './recovery.ts';

/** What is wrong with what was typed about it, by its field; nothing when nothing is. */
export interface WordsFaults {
  what?: 'blank' | 'too-long';
  customerAlias?: 'blank' | 'too-long';
}

const textFault = (text: string | undefined, most: number): 'blank' | 'too-long' | undefined => {
  if (text === undefined || isUnseen(text)) return 'blank';
  return text.length > most ? 'too-long' : undefined;
};

export const wordsFaults = ({
  what,
  customerAlias,
}: Pick<RecoveryWords, 'what' | 'customerAlias'>): WordsFaults => {
  const faults = {
    what: textFault(what, maxWhatUnits),
    customerAlias: textFault(customerAlias, maxAliasUnits),
  };
  return {
    ...(faults.what && { what: faults.what }),
    ...(faults.customerAlias && { customerAlias: faults.customerAlias }),
  };
};

/** Nobody waits longer for something to be put right; who types a later day has mistyped the year. */
const mostDaysAhead = 366;

export interface PlanFaults {
  fixBy?: 'past' | 'too-far';
  followUpOn?: 'past' | 'too-far' | 'before-fixed';
  updateDueAt?: 'past' | 'too-far';
}

const dayFault = (day: CalendarDay | undefined, today: CalendarDay): 'past' | 'too-far' | undefined => {
  if (day === undefined) return undefined;
  if (day < today) return 'past';
  return day > addDays(today, mostDaysAhead) ? 'too-far' : undefined;
};

const wordFault = (
  updateDueAt: RecoveryPlan['updateDueAt'],
  now: Date,
  zone: string,
): 'past' | 'too-far' | undefined => {
  if (updateDueAt === undefined || updateDueAt === 'said') return undefined;
  return updateDueAt <= now ? 'past' : dayFault(dayOf(updateDueAt, zone), dayOf(now, zone));
};

/** What is wrong with the days of a plan. What is as it was before may lie in the past by now. */
export const planFaults = (
  plan: RecoveryPlan,
  before: RecoveryPlan,
  { now, zone }: { now: Date; zone: string },
): PlanFaults => {
  const today = dayOf(now, zone);
  const fixBy = plan.fixBy === before.fixBy ? undefined : dayFault(plan.fixBy, today);
  const isEarly = plan.fixBy !== undefined && plan.followUpOn !== undefined && plan.followUpOn < plan.fixBy;
  const followUpOn =
    (plan.followUpOn === before.followUpOn ? undefined : dayFault(plan.followUpOn, today)) ??
    (isEarly ? 'before-fixed' : undefined);
  const isSameWord = String(plan.updateDueAt) === String(before.updateDueAt);
  const updateDueAt = isSameWord ? undefined : wordFault(plan.updateDueAt, now, zone);
  return {
    ...(fixBy && { fixBy }),
    ...(followUpOn && { followUpOn }),
    ...(updateDueAt && { updateDueAt }),
  };
};
