import type { Deps } from '../deps.ts';
import { followEverybody } from './challenge/follow-person.ts';
import { followLeavers } from './plan/follow-plan.ts';
import { adoptWall } from './wall/adopt-wall.ts';
import { tellOfChoice } from './wall/managers-choice.ts';
import { settleZone } from './workspace/read-workspace.ts';

/**
 * What is done for a workspace when this process first meets it: everything that is compared with Slack every
 * hour is due at once, its wall is found and its zone settled. Who moved or left meanwhile is looked at beside that, since no
 * nudge waits for it. Throws when Slack or the database is away; all of it can be repeated.
 */
export const meetWorkspace = async (
  deps: Deps,
  defaultWallChannelId: string | undefined,
  now: Date,
): Promise<void> => {
  const { store, background, installation } = deps;
  await store.workspace.forgetTurns();
  if (installation.name) await store.workspace.recordSlackName(installation.name);
  await adoptWall(deps, defaultWallChannelId, now);
  await settleZone(deps);
  await tellOfChoice(deps, now);
  background.run('challenge', () => followEverybody(deps, now));
  background.run('plan', () => followLeavers(deps));
};
