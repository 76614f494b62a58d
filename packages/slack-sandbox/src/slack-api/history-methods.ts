import { repliesTo } from '../workspace/lookup.ts';
import { messageJson } from '../workspace/message-json.ts';
import { microsOf } from '../workspace/timestamps.ts';
import type { Channel, Message, Workspace } from '../workspace/types.ts';
import { readableChannel } from './access.ts';
import { type Methods, method } from './method.ts';
import { page } from './paging.ts';
import { SlackError } from './slack-error.ts';

interface Period {
  oldest?: string;
  latest?: string;
  inclusive?: boolean;
}

const inPeriod = ({ oldest, latest, inclusive = false }: Period) => {
  const from = oldest === undefined ? undefined : microsOf(oldest);
  const until = latest === undefined ? undefined : microsOf(latest);
  return ({ ts }: Message): boolean => {
    const at = microsOf(ts);
    if ((inclusive && at === from) || (inclusive && at === until)) return true;
    return (from === undefined || at > from) && (until === undefined || at < until);
  };
};

const isReply = (message: Message) => message.threadTs !== undefined && message.threadTs !== message.ts;

/** A deleted message stays as a tombstone while it has replies. */
const isShown = (channel: Channel, message: Message) =>
  !message.deleted || repliesTo(channel, message.ts).length > 0;

const byTime = (a: Message, b: Message) => microsOf(a.ts) - microsOf(b.ts);

const shown = (workspace: Workspace, messages: readonly Message[], withMetadata = false) =>
  messages.map((message) => messageJson(workspace, message, { withMetadata }));

const periodArguments = {
  channel: 'text!',
  cursor: 'text',
  limit: 'number',
  oldest: 'text',
  latest: 'text',
  inclusive: 'flag',
  include_all_metadata: 'flag',
} as const;

export const historyMethods: Methods = {
  'conversations.history': method({
    tier: 3,
    arguments: periodArguments,
    run(world, { channel: channelId, cursor, limit, include_all_metadata, ...period }) {
      const channel = readableChannel(world, channelId);
      const listed = [...channel.messages.values()]
        .filter((message) => (message.isBroadcast || !isReply(message)) && isShown(channel, message))
        .filter(inPeriod(period))
        .sort((a, b) => byTime(b, a));
      const { items, hasMore, metadata } = page(listed, (message) => message.ts, {
        cursor,
        limit,
        usual: 100,
        most: 999,
      });
      return {
        messages: shown(world.workspace, items, include_all_metadata),
        has_more: hasMore,
        pin_count: 0,
        ...(hasMore && metadata),
      };
    },
  }),

  'conversations.replies': method({
    tier: 3,
    arguments: { ...periodArguments, ts: 'text!' },
    run(world, { channel: channelId, ts, cursor, limit, include_all_metadata, ...period }) {
      const channel = readableChannel(world, channelId);
      const named = channel.messages.get(ts);
      const parent = channel.messages.get(named?.threadTs ?? ts);
      if (!parent || !isShown(channel, parent)) throw new SlackError('thread_not_found');
      const replies = repliesTo(channel, parent.ts).filter(inPeriod(period)).sort(byTime);
      const { items, hasMore, metadata } = page([parent, ...replies], (message) => message.ts, {
        cursor,
        limit,
        usual: 1000,
        most: 1000,
      });
      return {
        messages: shown(world.workspace, items, include_all_metadata),
        has_more: hasMore,
        ...(hasMore && metadata),
      };
    },
  }),
};
