import { takeDownWin } from '../../src/operations/win/change-win.ts';
import { actionIds } from '../../src/views/ids.ts';
import type { TestBot, TestTeam } from './bot.ts';
import type { SlackUser } from './fake-slack.ts';
import { reactionEvent } from './nomination.ts';

/** What people did, as a plain list, without a rule of the bot's in it. */
export interface PlainWin {
  winId: string;
  authorId: string;
  heroIds: string[];
  text: string;
  postedAt: Date;
  wall: { channelId: string; ts: string };
  isTakenDown: boolean;
  /** What Slack shows: whose emoji stand. */
  reactions: Map<string, Set<string>>;
  presses: Set<string>;
}

const teamSize = 200;
const emojis = ['trophy', 'star2'] as const;

export const yearUsers: readonly SlackUser[] = Array.from({ length: teamSize }, (_, index) => ({
  id: `UY${index + 1}`,
  name: `staff${index + 1}`,
  tz: 'Europe/London',
  ...(index === 0 && { is_admin: true }),
}));

/** mulberry32: the same year every time. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

/** Who counts, told apart from the bot's own rule: whoever reacted, pressed, or told of it, and is not credited. */
export const plainNominators = ({ authorId, heroIds, reactions, presses }: PlainWin): string[] => {
  const reacted = [...reactions].flatMap(([userId, emoji]) => (emoji.size > 0 ? [userId] : []));
  return [...new Set([authorId, ...reacted, ...presses])]
    .filter((userId) => !heroIds.includes(userId))
    .sort();
};

/** A few people do and see much, most little: as teams are. */
const somebody = (random: (below: number) => number): string => {
  const share = random(1_000) / 1_000;
  return `UY${1 + Math.floor(share ** 2 * teamSize)}`;
};

/**
 * A year of a team of two hundred, through the bot's own routing: wins of one to ten heroes, reactions that come and go,
 * presses of Nominate, wins that are taken down. Gives what people did, to be counted by whoever wants to compare.
 */
export const liveYear = async (
  bot: TestBot,
  team: TestTeam,
  { from, days, winCount }: { from: Date; days: number; winCount: number },
): Promise<PlainWin[]> => {
  const random = randomFrom(20_261_126);
  const wins: PlainWin[] = [];

  const post = async (): Promise<void> => {
    const authorId = somebody(random);
    const others = [
      ...new Set(Array.from({ length: [0, 0, 1, 1, 2, 9][random(6)] ?? 0 }, () => somebody(random))),
    ];
    const text = `kept promise number ${wins.length + 1} to a customer`;
    const about = others.filter((userId) => userId !== authorId);
    await team.command(authorId, `${about.map((userId) => `<@${userId}> `).join('')}${text}`);
    const win = await team.store.wins.lastOf(authorId, 1).then(([last]) => last);
    if (!win?.wall?.channelId || !win.text.endsWith(text)) throw new Error(`not on the wall: ${text}`);
    wins.push({
      winId: win._id,
      authorId,
      heroIds: about.length > 0 ? about : [authorId],
      text,
      postedAt: bot.now(),
      wall: { channelId: win.wall.channelId, ts: win.wall.ts },
      isTakenDown: false,
      reactions: new Map(),
      presses: new Set(),
    });
  };

  const react = async (win: PlainWin): Promise<void> => {
    const userId = somebody(random);
    const emoji = emojis[random(emojis.length)] ?? 'trophy';
    const stands = win.reactions.get(userId) ?? new Set();
    const isAdded = !stands.has(emoji);
    if (isAdded) stands.add(emoji);
    else stands.delete(emoji);
    win.reactions.set(userId, stands);
    const fields = { type: isAdded ? 'reaction_added' : 'reaction_removed', reaction: emoji };
    await team.event(reactionEvent(userId, win.wall, fields));
  };

  const press = async (win: PlainWin): Promise<void> => {
    const userId = somebody(random);
    // Whose emoji stands is told so, and nobody nominates their own: nothing changes.
    if (
      (win.reactions.get(userId)?.size ?? 0) === 0 &&
      userId !== win.authorId &&
      !win.heroIds.includes(userId)
    ) {
      if (win.presses.has(userId)) win.presses.delete(userId);
      else win.presses.add(userId);
    }
    await team.action(userId, actionIds.nominate, { value: win.winId });
  };

  const takeDown = async (win: PlainWin): Promise<void> => {
    win.isTakenDown = true;
    await takeDownWin(team.deps, win.winId, win.authorId, bot.now());
  };

  const recent = (): PlainWin | undefined => {
    const standing = wins.slice(-30).filter(({ isTakenDown }) => !isTakenDown);
    return standing[random(standing.length)];
  };

  const stepMs = (days * 86_400_000) / winCount;
  for (let n = 0; n < winCount; n += 1) {
    bot.setNow(new Date(from.getTime() + n * stepMs));
    await post();
    for (let votes = random(7); votes > 0; votes -= 1) {
      const win = recent();
      if (!win) continue;
      if (random(5) === 0) await press(win);
      else await react(win);
    }
    const unlucky = random(25) === 0 ? recent() : undefined;
    if (unlucky) await takeDown(unlucky);
  }
  return wins;
};
