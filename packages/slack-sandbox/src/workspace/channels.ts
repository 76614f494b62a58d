import type { Receipt } from '../delivery/outcome.ts';
import { withoutUndefined } from '../json.ts';
import type { World } from '../world.ts';
import { directMessage } from './lookup.ts';
import { postMessage } from './messages.ts';
import type { Channel } from './types.ts';
import { addChannel } from './workspace.ts';

/** Slack's event names begin with `group_` for private channels. */
const eventName = (channel: Channel, what: string) => `${channel.isPrivate ? 'group' : 'channel'}_${what}`;

const membershipEvent = (world: World, channel: Channel, type: string, userId: string) => ({
  type,
  user: userId,
  channel: channel.id,
  channel_type: channel.isPrivate ? 'G' : 'C',
  team: world.workspace.team.id,
  event_ts: world.workspace.newTs(),
});

/** Undefined when they are in it already. */
export const joinChannel = (
  world: World,
  channel: Channel,
  userId: string,
  inviter?: string,
): Receipt | undefined => {
  if (channel.members.has(userId)) return undefined;
  channel.members.add(userId);
  world.changes.mark('channels', channel);
  const event = withoutUndefined({
    ...membershipEvent(world, channel, 'member_joined_channel', userId),
    inviter,
  });
  return world.gateway.announceIn(channel, event);
};

/** Undefined when they are not in it. An app that is removed hears of it as `channel_left`. */
export const leaveChannel = (
  world: World,
  channel: Channel,
  userId: string,
  actorId: string,
): Receipt | undefined => {
  if (!channel.members.delete(userId)) return undefined;
  world.changes.mark('channels', channel);
  if (userId === world.workspace.bot.userId) {
    return world.gateway.announce({
      type: eventName(channel, 'left'),
      channel: channel.id,
      actor_id: actorId,
      event_ts: world.workspace.newTs(),
    });
  }
  return world.gateway.announceIn(channel, membershipEvent(world, channel, 'member_left_channel', userId));
};

export const createChannel = (
  world: World,
  name: string,
  creator: string,
  isPrivate: boolean,
): { channel: Channel; receipt: Receipt | undefined } => {
  const channel = addChannel(world.workspace, { name, creator, isPrivate }, world.clock.ms());
  world.changes.mark('channels', channel);
  if (isPrivate) return { channel, receipt: undefined };
  const event = {
    type: 'channel_created',
    channel: { id: channel.id, name, name_normalized: name, created: channel.created, creator },
    event_ts: world.workspace.newTs(),
  };
  return { channel, receipt: world.gateway.announce(event) };
};

const announceState = (world: World, channel: Channel, what: string, extra: object): Receipt => {
  world.changes.mark('channels', channel);
  return world.gateway.announceIn(channel, {
    type: eventName(channel, what),
    channel: channel.id,
    ...extra,
    event_ts: world.workspace.newTs(),
  });
};

export const archiveChannel = (world: World, channel: Channel, userId: string): Receipt => {
  channel.isArchived = true;
  return announceState(world, channel, 'archive', { user: userId, is_moved: 0 });
};

export const unarchiveChannel = (world: World, channel: Channel, userId: string): Receipt => {
  channel.isArchived = false;
  return announceState(world, channel, 'unarchive', { user: userId });
};

export const deleteChannel = (world: World, channel: Channel, userId: string): Receipt => {
  const receipt = announceState(world, channel, 'deleted', { actor_id: userId });
  world.workspace.channels.delete(channel.id);
  world.changes.markWhole();
  return receipt;
};

/** Slack tells of it in the channel only, by a message of a subtype of its own. */
const convert =
  (isPrivate: boolean, subtype: string, text: string) =>
  (world: World, channel: Channel, userId: string): Receipt => {
    channel.isPrivate = isPrivate;
    world.changes.mark('channels', channel);
    return postMessage(world, channel, { user: userId, subtype, text }).receipt;
  };

export const makePrivate = convert(
  true,
  'channel_convert_to_private',
  'made this channel *private*. Now, it can only be viewed or joined by invitation.',
);

export const makePublic = convert(
  false,
  'channel_convert_to_public',
  'made this channel *public*. Any member in this workspace can see and join it.',
);

/** The old id leads nowhere from now on; what hangs on the channel goes with it. */
export const changeChannelId = (world: World, channel: Channel): Receipt => {
  const { workspace } = world;
  const oldId = channel.id;
  const newId = workspace.newId('C');
  channel.id = newId;
  workspace.channels.delete(oldId);
  workspace.channels.set(newId, channel);
  const placed = [
    ...channel.messages.values(),
    ...workspace.ephemerals.filter((one) => one.channel === oldId),
    ...[...workspace.responseUrls.values()].filter((one) => one.channel === oldId),
  ];
  for (const one of placed) one.channel = newId;
  world.changes.markWhole();
  return world.gateway.announceIn(channel, {
    type: 'channel_id_changed',
    old_channel_id: oldId,
    new_channel_id: newId,
    event_ts: workspace.newTs(),
  });
};

export const renameChannel = (world: World, channel: Channel, name: string): Receipt => {
  channel.name = name;
  const summary = { id: channel.id, name, name_normalized: name, created: channel.created };
  return announceState(world, channel, 'rename', {
    channel: { ...summary, is_channel: !channel.isPrivate, is_mpim: false },
  });
};

/** The direct message between that person and the bot, which the first use opens. */
export const openDirectMessage = (world: World, userId: string): Channel => {
  const { workspace } = world;
  const existing = directMessage(workspace, userId);
  if (existing) return existing;
  const members = new Set([userId, workspace.bot.userId]);
  const channel = addChannel(
    workspace,
    { name: '', creator: userId, isIm: true, user: userId, members },
    world.clock.ms(),
  );
  world.changes.mark('channels', channel);
  return channel;
};
