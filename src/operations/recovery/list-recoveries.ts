import type { Deps } from '../../deps.ts';
import { isOverdue } from '../../domain/recovery-follow.ts';
import { recoveryWeekFrom, sameCauseDays, sameCauses } from '../../domain/recovery-week.ts';
import type { RecoveryList } from '../../views/recovery/recovery-list.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { workingTime } from './contact-due.ts';
import { shownOf } from './recovery-card.ts';
import { countedRecoveries } from './recovery-week.ts';

export type ListDeps = Pick<Deps, 'store' | 'people' | 'workspace'>;

const mostListed = 15;

/** What those who lead the team read of all of them; undefined for anybody else. Throws when Slack cannot say who leads. */
export const listRecoveries = async (
  deps: ListDeps,
  userId: string,
  now: Date,
): Promise<RecoveryList | undefined> => {
  if (!(await managesWorkspace(deps, userId))) return undefined;
  const start = new Date(now.getTime() - sameCauseDays * 86_400_000);
  // What happened in this moment is in it.
  const span = { start, end: new Date(now.getTime() + 1) };
  const [recoveries, working] = await Promise.all([
    countedRecoveries(deps, span),
    deps.store.recoveries.working(),
  ]);
  const overdueFirst = [
    ...working.filter((each) => isOverdue(each, now)),
    ...working.filter((each) => !isOverdue(each, now)),
  ];
  const shown = await Promise.all(overdueFirst.slice(0, mostListed).map((each) => shownOf(deps, each)));
  return {
    figures: recoveryWeekFrom(recoveries, span, await workingTime(deps), now),
    causes: sameCauses(recoveries, span.end),
    shown,
    others: working.length - shown.length,
  };
};
