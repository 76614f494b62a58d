import type { Receipt } from '../delivery/outcome.ts';
import type { JsonObject } from '../json.ts';
import {
  archiveChannel,
  changeChannelId,
  createChannel,
  deleteChannel,
  joinChannel,
  leaveChannel,
  makePrivate,
  makePublic,
  renameChannel,
  unarchiveChannel,
} from '../workspace/channels.ts';
import { findChannel } from '../workspace/lookup.ts';
import type { Channel, Person } from '../workspace/types.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { ControlError } from './control-error.ts';
import {
  actorIn,
  channelIn,
  channelNamed,
  joinedChannelIn,
  oneOf,
  optionalFlag,
  optionalText,
  personIn,
  requiredText,
} from './request.ts';
import { happened } from './result.ts';

const firstAdmin = (world: World): Person => {
  const admin = [...world.workspace.people.values()].find((person) => person.isAdmin && !person.deleted);
  if (!admin)
    throw new ControlError('The workspace has no admin left: make somebody one with /_sandbox/user.');
  return admin;
};

const freeName = (world: World, name: string): string => {
  const bare = name.replace(/^#/, '');
  if (!/^[a-z0-9_-]{1,80}$/.test(bare)) {
    throw new ControlError(`"${bare}" is no channel name: use up to 80 small letters, digits, - and _.`);
  }
  if (findChannel(world.workspace, bare)) throw new ControlError(`There is a channel "${bare}" already.`);
  return bare;
};

type ChannelAction = (
  world: World,
  body: JsonObject,
  admin: Person,
) => { channel: Channel; receipt: Receipt | undefined };

const onChannel =
  (change: (world: World, channel: Channel, adminId: string) => Receipt): ChannelAction =>
  (world, body, admin) => {
    const channel = channelNamed(world, requiredText(body, 'channel'));
    return { channel, receipt: change(world, channel, admin.id) };
  };

const channelActions: { [action: string]: ChannelAction } = {
  create: (world, body, admin) =>
    createChannel(
      world,
      freeName(world, optionalText(body, 'name') ?? requiredText(body, 'channel')),
      admin.id,
      optionalFlag(body, 'private') ?? false,
    ),
  archive: onChannel(archiveChannel),
  unarchive: onChannel(unarchiveChannel),
  delete: onChannel(deleteChannel),
  'make-private': onChannel(makePrivate),
  'make-public': onChannel(makePublic),
  'change-id': onChannel(changeChannelId),
  rename(world, body) {
    const channel = channelNamed(world, requiredText(body, 'channel'));
    return { channel, receipt: renameChannel(world, channel, freeName(world, requiredText(body, 'name'))) };
  },
};

/** Who comes or goes: "who" if it is given, and else "user". */
const whoIn = (world: World, body: JsonObject): Person =>
  personIn(world, body, body.who === undefined ? 'user' : 'who');

export const membership: Actions = {
  async join(world, body) {
    const person = whoIn(world, body);
    const channel = channelNamed(world, requiredText(body, 'channel'));
    if (channel.isPrivate) throw new ControlError(`#${channel.name} is private: somebody in it must invite.`);
    return happened([joinChannel(world, channel, person.id)]);
  },

  async leave(world, body) {
    const person = whoIn(world, body);
    return happened([leaveChannel(world, channelIn(world, body, person), person.id, person.id)]);
  },

  async invite(world, body) {
    const person = actorIn(world, body);
    const channel = joinedChannelIn(world, body, person);
    return happened([joinChannel(world, channel, personIn(world, body, 'who').id, person.id)]);
  },

  async kick(world, body) {
    const person = actorIn(world, body);
    const channel = channelIn(world, body, person);
    return happened([leaveChannel(world, channel, personIn(world, body, 'who').id, person.id)]);
  },

  async channel(world, body) {
    const action = oneOf(body, 'action', Object.keys(channelActions));
    const { channel, receipt } = channelActions[action]?.(world, body, firstAdmin(world)) ?? {};
    return happened([receipt], { id: channel?.id });
  },
};
