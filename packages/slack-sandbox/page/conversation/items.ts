import type { Ephemeral, Message, State, User } from '../../src/answers.ts';

/** A message, or what one person alone sees. */
export type Item = Message & { isEphemeral?: boolean };

const fromEphemeral = (ephemeral: Ephemeral, botUserId: string): Item => ({
  ...ephemeral,
  user: botUserId,
  isEphemeral: true,
  reactions: [],
});

const isReply = ({ threadTs, ts }: Item) => threadTs !== undefined && threadTs !== ts;

const byTime = (a: Item, b: Item) => Number(a.ts) - Number(b.ts);

/** All that the person sees in a channel and its threads, oldest first. */
export const itemsIn = (state: State, channelId: string, me: User): Item[] => {
  const own = state.ephemerals.filter(
    (one) => one.channel === channelId && one.user === me.id && !one.deleted,
  );
  const messages: Item[] = state.messages.filter(({ channel }) => channel === channelId);
  return [...messages, ...own.map((one) => fromEphemeral(one, state.bot.userId))].sort(byTime);
};

export const repliesIn = (items: readonly Item[], threadTs: string): Item[] =>
  items.filter((item) => isReply(item) && item.threadTs === threadTs && !item.deleted);

/** A reply that is shown in the channel as well. */
export const isBroadcast = ({ subtype }: Item): boolean => subtype === 'thread_broadcast';

/** Deleted messages vanish, unless a thread hangs on them. */
export const mainItems = (items: readonly Item[]): Item[] =>
  items.filter(
    (item) =>
      (!isReply(item) || isBroadcast(item)) && (!item.deleted || repliesIn(items, item.ts).length > 0),
  );
