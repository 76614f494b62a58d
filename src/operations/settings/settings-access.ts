import type { Deps } from '../../deps.ts';
import { isActiveAdmin } from '../../domain/person.ts';
import { managesWorkspace } from '../workspace/manager.ts';

/** `managers`: that list alone, which is the right of Slack's admins. */
export type SettingsAccess = 'all' | 'managers' | 'none';

/** Which settings somebody may change. Throws when Slack cannot be asked: nobody is told no for that. */
export const settingsAccess = async (
  deps: Pick<Deps, 'people' | 'workspace'>,
  userId: string,
): Promise<SettingsAccess> => {
  if (await managesWorkspace(deps, userId)) return 'all';
  return isActiveAdmin(await deps.people.find(userId)) ? 'managers' : 'none';
};
