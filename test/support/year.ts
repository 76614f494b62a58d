import { noDetails } from '../../src/domain/win.ts';
import { followTallies } from '../../src/operations/board/follow-tallies.ts';
import { closeDueWeeks } from '../../src/operations/digest/close-week.ts';
import { decideReport } from '../../src/operations/report/decide-report.ts';
import { fileReport } from '../../src/operations/report/file-report.ts';
import { takeDownWin } from '../../src/operations/win/change-win.ts';
import { putBackWin } from '../../src/operations/win/put-back.ts';
import { actionIds } from '../../src/views/ids.ts';
import type { TestBot, TestTeam } from './bot.ts';
import type { SlackUser } from './fake-slack.ts';
import { reactionEvent } from './nomination.ts';
import {
  isCounted,
  type PlainWeek,
  type PlainWin,
  type PlainWord,
  plainIsoWeek,
  plainWeekAfter,
  plainWeekOf,
} from './plain-count.ts';

export interface PlainYear {
  wins: PlainWin[];
  words: PlainWord[];
  /** What each closed week came to at the moment when it was closed. */
  weeks: Map<string, PlainWeek>;
}

export const zone = 'Europe/London';
const teamSize = 200;
const adminId = 'UY1';
const emojis = ['trophy', 'star2'] as const;
const hourMs = 3_600_000;

export const yearUsers: readonly SlackUser[] = Array.from({ length: teamSize }, (_, index) => ({
  id: `UY${index + 1}`,
  name: `staff${index + 1}`,
  tz: zone,
  ...(index === 0 && { is_admin: true }),
}));

type Random = (below: number) => number;

/** mulberry32: the same year every time. */
const randomFrom = (seed: number): Random => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

/** A few people do and see much, most little: as teams are. */
const somebody = (random: Random): string => {
  const share = random(1_000) / 1_000;
  return `UY${1 + Math.floor(share ** 2 * teamSize)}`;
};

/**
 * A year of a team of two hundred, through the bot's own routing: wins of one to ten heroes, reactions that come and go,
 * presses of Nominate, wins that are taken down and put back, reports, words to one person, and digests. Gives what
 * people did, to be counted by whoever wants to compare.
 */
export const liveYear = async (
  bot: TestBot,
  team: TestTeam,
  { from, days, winCount }: { from: Date; days: number; winCount: number },
): Promise<PlainYear> => {
  const random = randomFrom(20_261_126);
  const wins: PlainWin[] = [];
  const words: PlainWord[] = [];
  const weeks = new Map<string, PlainWeek>();

  /** Digests are made before somebody does the next thing, as they would be by the minute. */
  const goTo = async (instant: Date): Promise<void> => {
    bot.setNow(instant);
    await closeDueWeeks(team.deps, instant);
    const closed = await team.store.digests.find(plainWeekAfter(plainIsoWeek(instant, zone), -1));
    if (closed && !weeks.has(closed.week)) weeks.set(closed.week, plainWeekOf(wins, closed.week));
  };

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
      week: plainIsoWeek(bot.now(), zone),
      wall: { channelId: win.wall.channelId, ts: win.wall.ts },
      isTakenDown: false,
      isFolded: false,
      wasReported: false,
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
    // Whoever takes their last emoji away nominates no more, also if they pressed the button before.
    if (stands.size === 0) win.presses.delete(userId);
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

  /** By its author, who may think better of it within a day. */
  const takeDown = async (win: PlainWin, backAfterHours: number | undefined): Promise<void> => {
    win.isTakenDown = true;
    const wasOpen = !weeks.has(win.week);
    await takeDownWin(team.deps, win.winId, win.authorId, bot.now());
    if (backAfterHours === undefined) return;
    await goTo(new Date(bot.now().getTime() + backAfterHours * hourMs));
    await putBack(win, win.authorId, wasOpen);
  };

  /**
   * Its new message has no reactions: those of the old one count on, as presses do. What a digest would have told of,
   * had it been there, is in the next.
   */
  const putBack = async (win: PlainWin, userId: string, wasOpen: boolean): Promise<void> => {
    const { kind } = await putBackWin(team.deps, win.winId, userId, { isWithout: false }, bot.now());
    if (kind !== 'put-back') throw new Error(`not put back: ${kind}`);
    await team.deps.outbox.deliverDue();
    const wall = (await team.store.wins.find(win.winId))?.wall;
    if (!wall || wall.ts === win.wall.ts) throw new Error('it is not on the wall again');
    win.isTakenDown = false;
    win.wall = wall;
    if (wasOpen && weeks.has(win.week)) win.week = plainIsoWeek(bot.now(), zone);
    for (const [reactor, stands] of win.reactions) if (stands.size > 0) win.presses.add(reactor);
    win.reactions.clear();
  };

  const report = async (win: PlainWin): Promise<void> => {
    const filed = await fileReport(
      team.deps,
      { winId: win.winId, reason: 'names a customer' },
      somebody(random),
      bot.now(),
    );
    if (filed.kind !== 'reported') return;
    win.isFolded = true;
    win.wasReported = true;
  };

  const decide = async (win: PlainWin): Promise<void> => {
    const how = random(2) === 0 ? 'kept' : 'taken-down';
    await decideReport(team.deps, win.winId, how, adminId, bot.now());
    win.isFolded = false;
    win.isTakenDown = how === 'taken-down';
    if (how === 'taken-down' && random(2) === 0) await putBack(win, adminId, !weeks.has(win.week));
  };

  const tell = async (): Promise<void> => {
    const [authorId, heroId] = [somebody(random), somebody(random)];
    if (authorId === heroId) return;
    const wordId = `${team.teamId}-P${words.length}`;
    const word = { wordId, authorId, text: 'you stayed calm', givenAt: bot.now(), ...noDetails };
    await team.store.privateWords.give(word, [heroId]);
    const [given] = await team.store.privateWords.ofWord(wordId);
    const isTakenBack = random(4) === 0;
    if (isTakenBack && given) await team.store.privateWords.takeBack(given, authorId, bot.now());
    words.push({ authorId, heroId, givenAt: bot.now(), isTakenBack });
  };

  const recent = (): PlainWin | undefined => {
    const standing = wins.slice(-30).filter(isCounted);
    return standing[random(standing.length)];
  };

  const stepMs = (days * 24 * hourMs) / winCount;
  for (let n = 0; n < winCount; n += 1) {
    await goTo(new Date(Math.max(bot.now().getTime(), from.getTime() + n * stepMs)));
    await post();
    for (let votes = random(7); votes > 0; votes -= 1) {
      const win = recent();
      if (!win) continue;
      if (random(5) === 0) await press(win);
      else await react(win);
    }
    const unlucky = random(5) === 0 ? recent() : undefined;
    if (unlucky) await takeDown(unlucky, random(2) === 0 ? 1 + random(23) : undefined);
    // On a Sunday, and back once the digest of its week was made without it.
    const latest = wins.at(-1);
    if (bot.now().getUTCDay() === 0 && latest && isCounted(latest)) await takeDown(latest, 23);
    const doubted = random(12) === 0 ? recent() : undefined;
    if (doubted && !doubted.wasReported) await report(doubted);
    const folded = wins.find(({ isFolded }) => isFolded);
    if (folded && random(5) === 0) await decide(folded);
    if (random(6) === 0) await tell();
    if (random(10) === 0) await followTallies(team.deps, 1 + random(40));
  }
  for (const win of wins.filter((each) => isCounted(each) && !each.wasReported).slice(-2)) await report(win);
  return { wins, words, weeks };
};
