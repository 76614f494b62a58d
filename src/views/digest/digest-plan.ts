import type { PlanWeek } from '../../domain/plan-week.ts';
import { actions, button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type MessagePart, part } from '../message-part.ts';
import { counted, listed } from '../words.ts';

const customers = (count: number): string => counted(count, 'customer', 'customers');

/** What was seen is told apart from what we guess. */
const movedWords = ({ confirmedCount, guessedCount }: PlanWeek): string => {
  const moved = [
    ...(confirmedCount > 0 ? [`${customers(confirmedCount)}, as they showed or told us`] : []),
    ...(guessedCount > 0 ? [`${customers(guessedCount)}, by our own guess`] : []),
  ];
  return moved.length > 0 ? ` Moved up the ladder: ${moved.join('; ')}.` : '';
};

/** Plans of the week, as a team. */
export const planParts = (plans: PlanWeek | null | undefined): MessagePart[] => {
  if (!plans) return [];
  const { plannedCount, doneCount } = plans;
  const counts = [
    ...(plannedCount > 0 ? [`${plannedCount} planned`] : []),
    ...(doneCount > 0 ? [`${doneCount} done`] : []),
  ];
  const words = counts.length > 0 ? ` ${listed(counts)}.` : '';
  return [part(`:gift: *Treats for customers:*${words}${movedWords(plans)}`)];
};

/** For managers: that there is something to look at, as a number only. */
export const managerPlanParts = (plans: PlanWeek | null | undefined): MessagePart[] => {
  if (!plans || plans.sharedCount === 0) return [];
  const text = `:gift: ${counted(plans.sharedCount, 'open plan is', 'open plans are')} shared with managers: you may be able to help.`;
  return [{ text, blocks: [section(text), actions(button(actionIds.planShared, 'Show them'))] }];
};
