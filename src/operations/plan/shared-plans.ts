import type { Deps } from '../../deps.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { ineligibility } from '../../domain/person.ts';
import type { SharedPlan } from '../../views/plan/plan-list.ts';
import { managesWorkspace } from '../workspace/manager.ts';

const mostShown = 20;
const shownForDays = 30;

/** The plans that their owners show to managers: for managers alone. Undefined for everybody else. */
export const readSharedPlans = async (
  deps: Pick<Deps, 'store' | 'people' | 'workspace'>,
  userId: string,
  now: Date,
): Promise<SharedPlan[] | undefined> => {
  if (!(await managesWorkspace(deps, userId))) return undefined;
  const since = addDays(dayOf(now, (await deps.workspace()).zone), -shownForDays);
  const plans = await deps.store.plans.shared(since, mostShown);
  const shown = await Promise.all(
    plans.map(async (plan): Promise<SharedPlan[]> => {
      const person = await deps.people.find(plan.userId);
      if (!person || ineligibility(person)) return [];
      const { customerAlias, treat, day, state } = plan;
      return [
        {
          name: person.name,
          customerAlias: customerAlias ?? undefined,
          treat,
          day,
          isDone: state === 'done',
        },
      ];
    }),
  );
  return shown.flat();
};
