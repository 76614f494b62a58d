import type { Channel, Message, Person, UserGroup, Workspace } from './types.ts';

/** By id, or by name with or without its @. */
export const findPerson = (workspace: Workspace, idOrName: string): Person | undefined => {
  const name = idOrName.replace(/^@/, '').toLowerCase();
  return (
    workspace.people.get(idOrName) ??
    [...workspace.people.values()].find((person) => person.name.toLowerCase() === name)
  );
};

/** By id, or by name with or without its #. A direct message has an id only. */
export const findChannel = (workspace: Workspace, idOrName: string): Channel | undefined => {
  const name = idOrName.replace(/^#/, '').toLowerCase();
  return (
    workspace.channels.get(idOrName) ??
    [...workspace.channels.values()].find((channel) => !channel.isIm && channel.name === name)
  );
};

/** By id, or by handle with or without its @. */
export const findUserGroup = (workspace: Workspace, idOrHandle: string): UserGroup | undefined => {
  const handle = idOrHandle.replace(/^@/, '').toLowerCase();
  return (
    workspace.userGroups.get(idOrHandle) ??
    [...workspace.userGroups.values()].find((group) => group.handle.toLowerCase() === handle)
  );
};

export const directMessage = (workspace: Workspace, userId: string): Channel | undefined =>
  [...workspace.channels.values()].find((channel) => channel.isIm && channel.user === userId);

export const isMember = (channel: Channel, userId: string): boolean => channel.members.has(userId);

export const botIsMember = (workspace: Workspace, channel: Channel): boolean =>
  !workspace.isUninstalled && isMember(channel, workspace.bot.userId);

const isActive = (workspace: Workspace, userId: string): boolean =>
  workspace.people.get(userId)?.deleted === false;

/** Members who have not been deactivated: Slack lists no others. */
export const activeMembers = (workspace: Workspace, channel: Channel): string[] =>
  [...channel.members].filter((userId) => isActive(workspace, userId));

export const activeInGroup = (workspace: Workspace, group: UserGroup): string[] =>
  group.users.filter((userId) => isActive(workspace, userId));

/** From another organisation, through Slack Connect. */
export const isOutsider = (workspace: Workspace, { teamId }: Person): boolean =>
  teamId !== undefined && teamId !== workspace.team.id;

const outsidersIn = (workspace: Workspace, channel: Channel): Person[] =>
  [...channel.members].flatMap((userId) => {
    const person = workspace.people.get(userId);
    return person && isOutsider(workspace, person) ? [person] : [];
  });

/** The workspaces of those who are in the channel through Slack Connect. */
export const connectedTeams = (workspace: Workspace, channel: Channel): string[] => [
  ...new Set(outsidersIn(workspace, channel).flatMap(({ teamId }) => teamId ?? [])),
];

/** Slack's `is_stranger`: an outsider who shares no channel with the app. */
export const isStranger = (workspace: Workspace, person: Person): boolean =>
  isOutsider(workspace, person) &&
  ![...workspace.channels.values()].some(
    (channel) => isMember(channel, person.id) && botIsMember(workspace, channel),
  );

export const findMessage = (channel: Channel, ts: string): Message | undefined => {
  const message = channel.messages.get(ts);
  return message?.deleted ? undefined : message;
};

/** Replies in a thread, oldest first, without the message that started it. */
export const repliesTo = (channel: Channel, threadTs: string): Message[] =>
  [...channel.messages.values()].filter(
    (message) => message.threadTs === threadTs && message.ts !== threadTs && !message.deleted,
  );

export const channelType = (channel: Channel): 'im' | 'group' | 'channel' => {
  if (channel.isIm) return 'im';
  return channel.isPrivate ? 'group' : 'channel';
};
