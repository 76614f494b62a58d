import { managersChange } from '../../src/operations/workspace/change-managers.ts';
import type { TestTeam } from './bot.ts';

/** These lead the team from now on. */
export const nameManagers = async ({ store, deps }: TestTeam, ...managerIds: string[]): Promise<void> => {
  const workspace = await store.workspace.read();
  await store.workspace.changeSettings(managersChange(workspace, managerIds, 'UANN', deps.clock.now()));
};
