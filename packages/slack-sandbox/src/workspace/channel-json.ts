import type { JsonObject } from '../json.ts';
import { activeMembers, botIsMember, connectedTeams } from './lookup.ts';
import type { Channel, Workspace } from './types.ts';

const topic = { value: '', creator: '', last_set: 0 };

const directMessageJson = (channel: Channel): JsonObject => ({
  id: channel.id,
  created: channel.created,
  is_im: true,
  is_org_shared: false,
  is_archived: channel.isArchived,
  user: channel.user,
});

/** A conversation as Slack's API shows it to the bot. */
export const channelJson = (workspace: Workspace, channel: Channel, withMemberCount = false): JsonObject => {
  if (channel.isIm) return directMessageJson(channel);
  const connected = connectedTeams(workspace, channel);
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_general: channel.isGeneral,
    is_archived: channel.isArchived,
    is_member: botIsMember(workspace, channel),
    is_shared: connected.length > 0,
    is_ext_shared: connected.length > 0,
    is_org_shared: false,
    ...(connected.length > 0 && { connected_team_ids: connected }),
    created: channel.created,
    creator: channel.creator,
    context_team_id: workspace.team.id,
    updated: channel.created * 1000,
    topic,
    purpose: topic,
    previous_names: [],
    ...(withMemberCount && { num_members: activeMembers(workspace, channel).length }),
  };
};
