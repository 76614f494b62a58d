import type { Deps } from '../../deps.ts';
import { ownRecoveries } from '../../operations/recovery/open-recovery.ts';
import { shownOf } from '../../operations/recovery/recovery-card.ts';
import { managesWorkspace } from '../../operations/workspace/manager.ts';
import { type OwnRecoveries, recoveryForm } from '../../views/recovery/recovery-form.ts';
import { type OpenSystem, showSystem } from '../brag-system.ts';

const mostShown = 10;

export const ownFor = async (
  deps: Pick<Deps, 'store' | 'workspace'>,
  userId: string,
): Promise<OwnRecoveries> => {
  const { shown, others } = await ownRecoveries(deps, userId, mostShown);
  return { shown: await Promise.all(shown.map((each) => shownOf(deps, each))), others };
};

/** Opens the form for another, with somebody's own above it. */
export const openRecovery: OpenSystem = async (deps, args) => {
  const { userId } = args;
  const own = await ownFor(deps, userId);
  const view = recoveryForm({
    metadata: '',
    own,
    customerData: [],
    what: '',
    mayList: await managesWorkspace(deps, userId).catch(() => false),
    ownerId: userId,
    helperIds: [],
  });
  await showSystem(args, view);
};
