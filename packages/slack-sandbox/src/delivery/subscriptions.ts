import type { JsonObject } from '../json.ts';
import type { Manifest } from '../manifest.ts';

const messageEvents: { [channelType: string]: string } = {
  channel: 'message.channels',
  group: 'message.groups',
  im: 'message.im',
};

/** The scope without which Slack does not send an event, whatever the manifest subscribes to. */
const eventScopes: { [event: string]: string } = {
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  channel_archive: 'channels:read',
  channel_created: 'channels:read',
  channel_deleted: 'channels:read',
  channel_id_changed: 'groups:read',
  channel_left: 'channels:read',
  channel_rename: 'channels:read',
  channel_unarchive: 'channels:read',
  group_archive: 'groups:read',
  group_deleted: 'groups:read',
  group_left: 'groups:read',
  group_rename: 'groups:read',
  group_unarchive: 'groups:read',
  subteam_created: 'usergroups:read',
  subteam_members_changed: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  team_join: 'users:read',
  user_change: 'users:read',
};

/** Events of a channel's members need the scope of that kind of channel. */
const membershipScope = (event: JsonObject) => (event.channel_type === 'G' ? 'groups:read' : 'channels:read');

export const isSubscribed = (manifest: Manifest, event: JsonObject): boolean => {
  const type = String(event.type);
  const name = type === 'message' ? (messageEvents[String(event.channel_type)] ?? type) : type;
  const scope = type.startsWith('member_') ? membershipScope(event) : eventScopes[name];
  return manifest.subscribes(name) && (scope === undefined || manifest.grants(scope));
};
