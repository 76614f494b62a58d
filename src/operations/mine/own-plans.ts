import type { Deps } from '../../deps.ts';

const mostShown = 3;

/** What somebody plans to do, the next first. */
export const ownPlans = async ({ store }: Pick<Deps, 'store'>, userId: string) => {
  const open = await store.plans.openOf(userId, mostShown + 1);
  const next = open.slice(0, mostShown).map(({ customerAlias, treat, day }) => ({
    customerAlias: customerAlias ?? undefined,
    treat,
    day,
  }));
  return { next, hasMore: open.length > mostShown };
};
