import type { Deps } from '../../deps.ts';
import type { Span } from '../../domain/calendar.ts';
import { type CountsOf, type IdeaCounts, noCounts } from '../../domain/idea.ts';

/** So long back it counts what was done: half a year, so that what was new once does not lead for ever. */
const countedForMs = 183 * 86_400_000;

/** The little extra of each win whose customer says that it helped, but where that is known of its plan already. */
const confirmedByCustomers = async ({ store }: Pick<Deps, 'store'>, span: Span): Promise<string[]> => {
  const extras = await store.wins.confirmedExtras(span);
  const known = await store.plans.confirmedAmong(extras.flatMap(({ planId }) => planId ?? []));
  return extras.flatMap(({ ideaId, planId }) => (planId && known.has(planId) ? [] : [ideaId]));
};

/**
 * What became of ideas in a time, by their ids. Nothing is ever added to a number: all are counted anew from what is
 * stored, so that a win that is taken down counts no more, and one that is put back counts again. A plan that was done
 * without a win counts as done as well. What confirms one is what its customer did, or says of the win: once, where both do.
 */
export const countsInTime = async (
  { store }: Pick<Deps, 'store'>,
  span: Span,
): Promise<ReadonlyMap<string, IdeaCounts>> => {
  const [wins, planned] = await Promise.all([store.wins.doneByIdea(span), store.plans.doneByIdea(span)]);
  const counts = new Map([...wins].map(([ideaId, done]) => [ideaId, { ...noCounts, done }]));
  for (const { ideaId, done, confirmed } of planned) {
    const byWins = counts.get(ideaId)?.done ?? 0;
    counts.set(ideaId, { done: byWins + done, confirmed });
  }
  for (const ideaId of await confirmedByCustomers({ store }, span)) {
    const { done, confirmed } = counts.get(ideaId) ?? noCounts;
    counts.set(ideaId, { done, confirmed: confirmed + 1 });
  }
  return counts;
};

/** The same for the order in which ideas are offered. */
export const ideaCounts = async (deps: Pick<Deps, 'store'>, now: Date): Promise<CountsOf> => {
  const start = new Date(now.getTime() - countedForMs);
  const counts = await countsInTime(deps, { start, end: new Date(now.getTime() + 1) });
  return (ideaId) => counts.get(ideaId) ?? noCounts;
};
