import type { Deps } from '../../deps.ts';
import { isActiveAdmin } from '../../domain/person.ts';
import { findManagers, managesWorkspace } from '../workspace/manager.ts';

type JudgeDeps = Pick<Deps, 'people' | 'workspace'>;

/** Who decides about reports: those who manage the workspace, and where nobody does, its Slack admins. */
export const findJudges = async (deps: JudgeDeps): Promise<string[]> => {
  const managers = await findManagers(deps);
  const judges = managers.length > 0 ? managers : await deps.people.findAdmins();
  return judges.map(({ userId }) => userId);
};

/** Whether somebody decides about reports. Throws when Slack cannot be asked. */
export const mayJudge = async (deps: JudgeDeps, userId: string): Promise<boolean> => {
  if (await managesWorkspace(deps, userId)) return true;
  if (!isActiveAdmin(await deps.people.find(userId))) return false;
  return (await findManagers(deps)).length === 0;
};
