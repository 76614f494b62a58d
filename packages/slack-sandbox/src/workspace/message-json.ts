import type { File } from '../answers.ts';
import { type JsonObject, withoutUndefined } from '../json.ts';
import { isOutsider, repliesTo } from './lookup.ts';
import type { Channel, Message, Workspace } from './types.ts';

/** Slack may leave people out of a reaction's list when they are many; its count is right all the same. */
const LISTED_USERS = 50;

const reactionsJson = (message: Message, isComplete: boolean) =>
  message.reactions.length === 0
    ? undefined
    : message.reactions.map(({ name, users }) => ({
        name,
        users: isComplete ? [...users] : users.slice(0, LISTED_USERS),
        count: users.length,
      }));

const threadJson = (channel: Channel, message: Message): JsonObject => {
  if (message.threadTs === undefined) return {};
  if (message.threadTs !== message.ts) {
    return {
      thread_ts: message.threadTs,
      parent_user_id: channel.messages.get(message.threadTs)?.user,
    };
  }
  const replies = repliesTo(channel, message.ts);
  const replyUsers = [...new Set(replies.flatMap((reply) => reply.user ?? reply.botId ?? []))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: replyUsers.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: replyUsers,
    is_locked: false,
    subscribed: false,
  };
};

/** Whose workspace a message comes from; those of another organisation have it said three times. */
const teamJson = (workspace: Workspace, message: Message): JsonObject => {
  const author = workspace.people.get(message.user ?? '');
  const team = author?.teamId ?? workspace.team.id;
  return author && isOutsider(workspace, author) ? { team, user_team: team, source_team: team } : { team };
};

/** What kind of message it is, in Slack's words; a plain one has none. */
export const subtypeOf = (message: Message): string | undefined => {
  if (message.subtype) return message.subtype;
  if (message.isBroadcast) return 'thread_broadcast';
  if (message.user === undefined) return 'bot_message';
  return message.files ? 'file_share' : undefined;
};

const fileJson = ({ id, name, mimetype }: File, message: Message): JsonObject => {
  const seconds = Math.floor(Number(message.ts));
  const [, extension = ''] = /\.(\w+)$/.exec(name) ?? [];
  return {
    id,
    created: seconds,
    timestamp: seconds,
    name,
    title: name,
    mimetype,
    filetype: extension,
    pretty_type: extension.toUpperCase(),
    user: message.user,
    editable: false,
    size: 1024,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: true,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    has_rich_preview: false,
    file_access: 'visible',
  };
};

const filesJson = (message: Message): JsonObject =>
  message.files
    ? {
        files: message.files.map((file) => fileJson(file, message)),
        upload: false,
        display_as_bot: false,
      }
    : {};

/** A reply that is shown in the channel as well brings along what it replies to. */
const rootJson = (workspace: Workspace, channel: Channel | undefined, message: Message): JsonObject => {
  const root = message.isBroadcast ? channel?.messages.get(message.threadTs ?? '') : undefined;
  return root ? { root: messageJson(workspace, root) } : {};
};

export const botProfile = (workspace: Workspace, botId: string): JsonObject | undefined => {
  const person = [...workspace.people.values()].find((candidate) => candidate.botId === botId);
  return (
    person && {
      id: botId,
      app_id: person.appId,
      user_id: person.id,
      name: person.realName,
      deleted: person.deleted,
      updated: person.updated,
      team_id: workspace.team.id,
      icons: {},
    }
  );
};

/** What is left of a deleted message that has replies. */
const tombstone = (channel: Channel, message: Message): JsonObject => ({
  type: 'message',
  subtype: 'tombstone',
  text: 'This message was deleted.',
  user: 'USLACKBOT',
  hidden: true,
  ts: message.ts,
  ...threadJson(channel, message),
});

/** A message as Slack's API shows it. */
export const messageJson = (
  workspace: Workspace,
  message: Message,
  { withMetadata = false, isComplete = false } = {},
): JsonObject => {
  const channel = workspace.channels.get(message.channel);
  if (channel && message.deleted) return tombstone(channel, message);
  return withoutUndefined({
    type: 'message',
    subtype: subtypeOf(message),
    user: message.user,
    username: message.username,
    bot_id: message.botId,
    app_id: message.appId,
    workflow_id: message.workflowId,
    bot_profile: message.botId && message.user ? botProfile(workspace, message.botId) : undefined,
    text: message.text,
    ts: message.ts,
    ...teamJson(workspace, message),
    blocks: message.blocks,
    attachments: message.attachments,
    ...filesJson(message),
    metadata: withMetadata ? message.metadata : undefined,
    edited: message.edited,
    reactions: reactionsJson(message, isComplete),
    ...(channel && threadJson(channel, message)),
    ...rootJson(workspace, channel, message),
  });
};
