import type { Receipt } from '../delivery/outcome.ts';
import type { JsonObject } from '../json.ts';
import type { World } from '../world.ts';
import { activeInGroup } from './lookup.ts';
import type { UserGroup } from './types.ts';
import { userGroupJson } from './user-group-json.ts';
import { addUserGroup } from './workspace.ts';

export const createUserGroup = (
  world: World,
  given: Pick<UserGroup, 'handle' | 'name' | 'users'>,
): { group: UserGroup; receipts: Receipt[] } => {
  const group = addUserGroup(world.workspace, given, world.clock.ms());
  return { group, receipts: [announce(world, group, 'subteam_created')] };
};

export const changeUserGroup = (
  world: World,
  group: UserGroup,
  change: Partial<Pick<UserGroup, 'name' | 'users' | 'deleted'>>,
): Receipt[] => {
  const { users: before, updated: previously } = group;
  Object.assign(group, change, { updated: Math.floor(world.clock.ms() / 1000) });
  const receipts = [announce(world, group, 'subteam_updated')];
  const added = group.users.filter((userId) => !before.includes(userId));
  const removed = before.filter((userId) => !group.users.includes(userId));
  if (added.length + removed.length === 0) return receipts;
  const event = {
    type: 'subteam_members_changed',
    subteam_id: group.id,
    team_id: world.workspace.team.id,
    date_previous_update: previously,
    date_update: group.updated,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
    event_ts: world.workspace.newTs(),
  };
  return [...receipts, world.gateway.announce(event)];
};

const announce = (world: World, group: UserGroup, type: string): Receipt => {
  world.changes.mark('userGroups', group);
  const subteam: JsonObject = {
    ...userGroupJson(world.workspace, group),
    users: activeInGroup(world.workspace, group),
  };
  return world.gateway.announce({ type, subteam, event_ts: world.workspace.newTs() });
};
