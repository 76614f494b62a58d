import type { Deps } from '../../deps.ts';
import { isManager } from '../../domain/person.ts';

/** Whether somebody manages the workspace. Throws when Slack cannot be asked: nobody is told no for that. */
export const managesWorkspace = async ({ people }: Pick<Deps, 'people'>, userId: string): Promise<boolean> =>
  isManager(await people.find(userId));
