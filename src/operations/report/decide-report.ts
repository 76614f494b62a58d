import type { Deps } from '../../deps.ts';
import { leaseMs } from '../../domain/delivery.ts';
import type { DecideOutcome, ReportDecision } from '../../domain/report.ts';
import { isClosed, weekWhenPutBack } from '../../domain/win-put-back.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Win } from '../../models/win-schema.ts';
import { mayJudge } from './judge.ts';

export type DecideDeps = Pick<Deps, 'store' | 'people' | 'workspace'>;

/** Whether a digest told of its week with it: while it is folded, none does. */
const wasTold = ({ week, folded, review }: Win, workspace: Workspace): boolean =>
  folded && review?.wasWeekOpen ? false : isClosed(week ?? undefined, workspace);

/**
 * What somebody who leads the team decides about a win that was reported: once, in one write, whoever else does. What
 * follows is written down before.
 */
export const decideReport = async (
  deps: DecideDeps,
  winId: string,
  how: ReportDecision,
  userId: string,
  now: Date,
): Promise<DecideOutcome> => {
  const { store } = deps;
  if (!(await mayJudge(deps, userId))) return { kind: 'not-allowed' };
  for (;;) {
    const win = await store.wins.find(winId);
    if (!win) return { kind: 'forgotten' };
    const { review } = win;
    if (review && !review.isOpen && review.how && review.byId)
      return { kind: 'decided-before', how: review.how, byId: review.byId };
    if (win.withdrawn?.at || !review?.isOpen) return { kind: 'gone' };
    await store.reports.followSoon(winId, new Date(now.getTime() + leaseMs));
    const workspace = await deps.workspace();
    const wasWeekOpen = !wasTold(win, workspace);
    const week = weekWhenPutBack(win.week ?? undefined, { wasWeekOpen }, workspace, now);
    if (!(await store.wins.decideReview(win, { how, byId: userId, week, wasWeekOpen }, now))) continue;
    if (how === 'taken-down') await store.submissions.release(winId);
    await store.reports.followSoon(winId, now);
    return { kind: 'decided', how };
  }
};
