import type { Deps } from '../../deps.ts';
import { type Erased, withStandIn } from '../../models/person-row.ts';
import { managersChange } from '../workspace/change-managers.ts';

/** Somebody else may change settings at every attempt. */
const mostAttempts = 5;

/** Takes a person off the list of managers, by nobody in particular. False when they are not on it any more. */
export const leaveManagers = async (
  { store }: Pick<Deps, 'store'>,
  erased: Erased,
  now: Date,
): Promise<boolean> => {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const workspace = await store.workspace.read();
    const { managerIds } = workspace;
    if (!managerIds?.includes(erased.userId)) return false;
    const others = managerIds.filter((each) => each !== erased.userId);
    const change = managersChange(workspace, others, erased.standIn, now);
    const from = withStandIn(managerIds, erased);
    const fields = [{ field: 'managerIds' as const, from, to: others }];
    if (await store.workspace.changeSettings({ ...change, fields, why: 'left' })) return true;
  }
  throw new Error('The list of managers is being changed by others');
};
