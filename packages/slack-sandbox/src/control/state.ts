import type * as answers from '../answers.ts';
import { withoutUndefined } from '../json.ts';
import type { ChangeSets } from '../workspace/changes.ts';
import { activeInGroup, activeMembers } from '../workspace/lookup.ts';
import { subtypeOf } from '../workspace/message-json.ts';
import type { Channel, Message, Person, UserGroup, ViewRecord, Workspace } from '../workspace/types.ts';
import { viewJson } from '../workspace/views.ts';
import type { World } from '../world.ts';

const person = (who: Person): answers.User =>
  withoutUndefined({
    id: who.id,
    name: who.name,
    realName: who.realName,
    tz: who.tz,
    isAdmin: who.isAdmin,
    isBot: who.isBot,
    isRestricted: who.isRestricted,
    deleted: who.deleted,
    teamId: who.teamId,
  });

const channelState = (workspace: Workspace, channel: Channel): answers.Channel =>
  withoutUndefined({
    id: channel.id,
    name: channel.name,
    isPrivate: channel.isPrivate,
    isIm: channel.isIm,
    user: channel.user,
    isArchived: channel.isArchived,
    members: activeMembers(workspace, channel),
  });

const userGroup = (workspace: Workspace, group: UserGroup): answers.UserGroup => ({
  id: group.id,
  handle: group.handle,
  name: group.name,
  users: activeInGroup(workspace, group),
  deleted: group.deleted,
});

const authorId = (workspace: Workspace, message: Message): string | undefined =>
  message.user ?? [...workspace.people.values()].find(({ botId }) => botId === message.botId)?.id;

const messageState = (workspace: Workspace, message: Message): answers.Message =>
  withoutUndefined({
    channel: message.channel,
    ts: message.ts,
    threadTs: message.threadTs,
    user: authorId(workspace, message),
    botId: message.botId,
    username: message.username,
    subtype: subtypeOf(message),
    text: message.text,
    blocks: message.blocks,
    attachments: message.attachments,
    files: message.files,
    metadata: message.metadata,
    edited: message.edited,
    deleted: message.deleted,
    reactions: message.reactions,
  });

const viewState = (world: World, record: ViewRecord): answers.View =>
  withoutUndefined({
    id: record.id,
    user: record.user,
    type: record.type,
    open: record.open,
    view: viewJson(world, record),
    errors: record.errors,
  });

const now = (world: World): Pick<answers.State, 'now' | 'team' | 'bot'> => ({
  now: world.clock.now().toISOString(),
  team: world.workspace.team,
  bot: { ...world.workspace.bot, ready: world.isBotReady },
});

interface Items {
  users: Iterable<Person>;
  channels: Iterable<Channel>;
  userGroups: Iterable<UserGroup>;
  messages: Iterable<Message>;
  ephemerals: Iterable<answers.Ephemeral>;
  views: Iterable<ViewRecord>;
}

const shown = (world: World, items: Items): answers.State => ({
  ...now(world),
  users: [...items.users].map(person),
  channels: [...items.channels].map((channel) => channelState(world.workspace, channel)),
  userGroups: [...items.userGroups].map((group) => userGroup(world.workspace, group)),
  messages: [...items.messages].map((message) => messageState(world.workspace, message)),
  ephemerals: [...items.ephemerals],
  views: [...items.views].map((record) => viewState(world, record)),
});

/** The whole workspace. */
export const stateOf = (world: World): answers.State => {
  const { people, channels, userGroups, ephemerals, views } = world.workspace;
  const all = [...channels.values()];
  const messages = all.flatMap((channel) => [...channel.messages.values()]);
  return shown(world, {
    users: people.values(),
    channels: all,
    userGroups: userGroups.values(),
    messages,
    ephemerals,
    views: views.values(),
  });
};

/** What changed, in the shape of the whole, with lists of the changed items only. */
export const changedState = (world: World, changed: ChangeSets): answers.State => shown(world, changed);

/** What people can use of the app, and how the tester has set the sandbox. */
export const appOf = ({ manifest, gateway, limits }: World): answers.AppInfo => ({
  name: manifest.appName,
  commands: manifest.commands,
  shortcuts: manifest.shortcuts,
  hasHomeTab: manifest.hasHomeTab,
  hasMessagesTab: manifest.hasMessagesTab,
  isMessagesTabReadOnly: manifest.isMessagesTabReadOnly,
  delivery: gateway.events.settings(),
  limits: limits.isReal() ? 'real' : 'none',
});
