import type { JsonObject } from '../json.ts';
import type { UserGroup, Workspace } from './types.ts';

/** A user group as Slack's API shows it, without its members. */
export const userGroupJson = ({ team, people }: Workspace, group: UserGroup): JsonObject => {
  const owner = [...people.values()].find(({ isOwner }) => isOwner)?.id;
  return {
    id: group.id,
    team_id: team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: group.created,
    date_update: group.updated,
    date_delete: group.deleted ? group.updated : 0,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: '',
    created_by: owner,
    updated_by: owner,
    deleted_by: group.deleted ? owner : null,
    prefs: { channels: [], groups: [] },
  };
};
