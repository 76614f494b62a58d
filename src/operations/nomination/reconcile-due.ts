import { sameWinWindowMs } from '../../domain/win.ts';
import { decidePending, type PendingReactionDeps } from './pending-reaction.ts';
import { reconcileMarked, reconcileRecent } from './reconcile.ts';

export const reconcileEveryMs = 3_600_000;

/** Decides what is pending, compares with Slack what was marked for it, and every hour all that is recent. */
export const reconcileDue = async (deps: PendingReactionDeps, now: Date): Promise<void> => {
  const { store } = deps;
  await decidePending(deps, now);
  await reconcileMarked(deps);
  if (!(await store.workspace.claimTurn('reconciledAt', now, reconcileEveryMs))) return;
  try {
    await reconcileRecent(deps, now);
  } catch (error) {
    await store.workspace.releaseTurn('reconciledAt', now);
    throw error;
  }
  await store.submissions.forgetBefore(new Date(now.getTime() - 2 * sameWinWindowMs));
};
