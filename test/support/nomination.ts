import { weekOf } from '../../src/domain/calendar.ts';
import { noDetails } from '../../src/domain/win.ts';
import type { Place, Win } from '../../src/models/win-schema.ts';
import { actionIds } from '../../src/views/ids.ts';
import { demoUsers, type TestBot, type TestTeam } from './bot.ts';
import type { SlackCall, SlackUser } from './fake-slack.ts';

/** Enough for twenty at once. */
export const crowd: readonly SlackUser[] = Array.from({ length: 20 }, (_, index) => ({
  id: `UC${index + 1}`,
  name: `crowd${index + 1}`,
}));

export const nominationUsers: readonly SlackUser[] = [
  ...demoUsers,
  ...crowd,
  { id: 'UGONE', name: 'gone', deleted: true },
  { id: 'UFAR', name: 'far', is_stranger: true },
];

let moments = 0;

/** A moment after all earlier ones, as Slack writes it. */
export const nextTs = (): string => {
  moments += 1;
  return `${1_791_375_000 + moments}.000100`;
};

/** What Slack tells of a reaction to a message of the bot's, unless `fields` say otherwise. */
export const reactionEvent = (userId: string, { channelId, ts }: Place, fields: object = {}) => ({
  type: 'reaction_added',
  user: userId,
  reaction: 'trophy',
  item_user: 'UBOT',
  item: { type: 'message', channel: channelId, ts },
  event_ts: nextTs(),
  ...fields,
});

export type WallWin = Win & { wall: Place };

/** A win that somebody posts, once it is on the wall. */
export const postToWall = async ({ command, store }: Pick<TestTeam, 'command' | 'store'>) => {
  moments += 1;
  const text = `found key ${moments}`;
  await command('UJO', text);
  const win = (await store.wins.postedSince(new Date(0))).find((each) => each.text === text);
  if (!win?.wall) throw new Error('The win is not on the wall');
  return { ...win, wall: win.wall };
};

/** A win that is stored as being on the wall. Its author is its hero, unless somebody else is. */
export const winOnWall = async (
  { store, deps }: Pick<TestTeam, 'store' | 'deps'>,
  { author = 'UJO', hero = author }: { author?: string; hero?: string } = {},
): Promise<WallWin> => {
  const ts = nextTs();
  const winId = `W${ts}`;
  const postedAt = deps.clock.now();
  await store.wins.store({
    winId,
    authorId: author,
    heroIds: [hero],
    text: 'found the key',
    names: new Map(),
    source: { kind: 'command' },
    postedAt,
    week: weekOf(postedAt, 'Europe/London'),
    ...noDetails,
  });
  const wall = { channelId: 'CWALL', ts };
  await store.wins.recordPosted(winId, wall, 0);
  const win = await store.wins.find(winId);
  if (!win) throw new Error('The win is not stored');
  return { ...win, wall };
};

/** Nominates by the button. */
export const press = ({ action }: Pick<TestTeam, 'action'>, userId: string, winId: string, ts = nextTs()) =>
  action(userId, actionIds.nominate, { value: winId, action_ts: ts });

export interface ShownMessage {
  user?: string | undefined;
  bot_id?: string;
  subtype?: string;
  text?: string;
  thread_ts?: string;
  permalink?: string;
  edited?: { ts: string };
  files?: { mimetype: string; mode?: string }[];
  reactions?: { name: string; users: string[]; count: number }[];
}

export const shownReaction = (name: string, users: string[]) => ({ name, users, count: users.length });

/** What Slack shows of single messages when it is asked about their reactions; of others, that they are gone. */
export const showMessages = ({ slack }: Pick<TestBot, 'slack'>) => {
  const shown = new Map<string, ShownMessage>();
  const answer = ({ channel, timestamp }: SlackCall['args']): object => {
    const message = shown.get(`${channel}:${timestamp}`);
    return message ? { message } : { ok: false, error: 'message_not_found' };
  };
  slack.answersWith('reactions.get', answer);
  return {
    answer,
    show: ({ channelId, ts }: Place, message: ShownMessage) => shown.set(`${channelId}:${ts}`, message),
    forget: ({ channelId, ts }: Place) => shown.delete(`${channelId}:${ts}`),
  };
};
