import { sameWinWindowMs } from '../domain/win.ts';
import { decidePending, type PendingReactionDeps } from '../operations/nomination/pending-reaction.ts';
import { reconcileMarked, reconcileRecent } from '../operations/nomination/reconcile.ts';
import type { Job } from './job.ts';

const everyMs = 3_600_000;

/** Decides what is pending, compares with Slack what was marked for it, and at start and every hour all that is recent. */
export const createReconcileJob =
  (deps: PendingReactionDeps): Job =>
  async (now, isFirst) => {
    const { models, installation } = deps;
    const { teamId } = installation;
    await decidePending(deps, now);
    await reconcileMarked(deps);
    const isTurn = await models.workspaces.claimReconciling(teamId, now, everyMs);
    if (!isTurn && !isFirst) return;
    try {
      await reconcileRecent(deps, now);
    } catch (error) {
      await models.workspaces.releaseReconciling(teamId, now);
      throw error;
    }
    await models.submissions.forgetBefore(teamId, new Date(now.getTime() - 2 * sameWinWindowMs));
    await deps.outbox.deliverDue();
  };
