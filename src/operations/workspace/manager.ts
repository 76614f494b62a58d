import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import { isActiveAdmin, isManager, type Person } from '../../domain/person.ts';
import type { WhomToAsk } from '../../domain/workspace-manager.ts';

type ManagerDeps = Pick<Deps, 'people' | 'workspace'>;

/** Whether somebody manages the workspace. Throws when Slack cannot be asked: nobody is told no for that. */
export const managesWorkspace = async (
  { people, workspace }: ManagerDeps,
  userId: string,
): Promise<boolean> => isManager(await people.find(userId), await workspace());

/**
 * Everybody who manages the workspace, in the order in which they are named. Throws when Slack cannot be asked.
 * `admins`: those of Slack, where they were just listed.
 */
export const findManagers = async (
  { people, workspace }: ManagerDeps,
  admins?: readonly Person[],
): Promise<readonly Person[]> => {
  const { managerIds } = await workspace();
  if (managerIds === undefined) return admins ?? people.findAdmins();
  const named = await Promise.all(managerIds.map((userId) => people.find(userId)));
  return named.filter((person): person is Person => isManager(person, { managerIds }));
};

/** A person waits, and where nobody is named everybody has to be listed. */
const askLimitMs = 700;

/** Whom somebody can ask who may not do a thing because they are no manager. What Slack does not say in time is left out. */
export const whomToAsk = async (deps: ManagerDeps, userId: string): Promise<WhomToAsk> => {
  const [managers, asker] = await Promise.all([
    pTimeout(findManagers(deps), { milliseconds: askLimitMs }).catch(() => []),
    pTimeout(deps.people.find(userId), { milliseconds: askLimitMs }).catch(() => undefined),
  ]);
  return { managerIds: managers.map((person) => person.userId), mayChoose: isActiveAdmin(asker) };
};
