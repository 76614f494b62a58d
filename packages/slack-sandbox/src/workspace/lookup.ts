import type { Channel, Message, Person, Workspace } from './types.ts';

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

export const directMessage = (workspace: Workspace, userId: string): Channel | undefined =>
  [...workspace.channels.values()].find((channel) => channel.isIm && channel.user === userId);

export const isMember = (channel: Channel, userId: string): boolean => channel.members.has(userId);

export const botIsMember = (workspace: Workspace, channel: Channel): boolean =>
  !workspace.isUninstalled && isMember(channel, workspace.bot.userId);

/** Members who have not been deactivated: Slack lists no others. */
export const activeMembers = (workspace: Workspace, channel: Channel): string[] =>
  [...channel.members].filter((userId) => workspace.people.get(userId)?.deleted === false);

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
