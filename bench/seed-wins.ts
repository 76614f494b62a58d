import mongoose from 'mongoose';
import type { ClockedBot } from './clocked-bot.ts';
import { becomesTrue, type Workspace, wallOf } from './workspace.ts';

const LIMIT_MS = 30_000;
const DAY_MS = 86_400_000;
const DAYS = 730;
const AT_ONCE = 500;
/** Every so many wins one is exceptional. */
const EXCEPTIONAL_EVERY = 10;

interface Scene {
  workspace: Workspace;
  bot: ClockedBot;
  signal: AbortSignal;
}

interface StoredWin {
  _id: string;
  authorId: string;
  heroIds: string[];
  postedAt: Date;
  week: string;
  wall?: { channelId: string; ts: string };
}

export const weekOf = (at: Date): string => {
  const thursday = new Date(at.getTime() + (4 - (at.getUTCDay() || 7)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const number = Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS + 1) / 7);
  return `${year}-W${String(number).padStart(2, '0')}`;
};

export const postOne = async ({ workspace, signal }: Scene, user: string): Promise<void> => {
  await workspace.act('command', { user, channel: 'general', command: '/brag', text: 'called Mrs Lee back' });
  const isThere = async () => wallOf(await workspace.state()).wins.length === 1;
  if (!(await becomesTrue(isThere, LIMIT_MS, signal))) throw new Error('The first win is not on the wall');
};

/** Writes down other wins like one that somebody posted: those of two years, by everybody in turn. */
export const seedWins = async (scene: Scene, count: number): Promise<void> => {
  const { users } = await scene.workspace.state();
  const people = users.filter(({ name }) => name.startsWith('person-')).map(({ id }) => id);
  await postOne(scene, users.find(({ id }) => id === people[0])?.name ?? '');
  const client = await new mongoose.mongo.MongoClient(scene.bot.mongodbUri).connect();
  try {
    const wins = client.db().collection<StoredWin>('wins');
    const pattern = await wins.findOne({ 'wall.ts': { $exists: true } });
    if (!pattern) throw new Error('The first win is not stored');
    const nowMs = scene.bot.nowMs();
    const like = (n: number): StoredWin & Record<string, unknown> => {
      const postedAt = new Date(nowMs - (n * DAYS * DAY_MS) / count);
      const [authorId = '', heroId = ''] = [people[n % people.length], people[(n * 7 + n) % people.length]];
      const isExceptional = n % EXCEPTIONAL_EVERY === 0;
      return {
        ...pattern,
        _id: `bench-${n}`,
        authorId,
        heroIds: [...new Set([heroId, authorId])],
        postedAt,
        week: weekOf(postedAt),
        wall: { channelId: pattern.wall?.channelId ?? '', ts: `${1_000_000_000 + n}.000100` },
        nominationCount: isExceptional ? 4 : n % 3,
        ...(isExceptional && { exceptionalAnnouncedAt: postedAt }),
      };
    };
    const seeded = Array.from({ length: count - 1 }, (_, n) => like(n + 1));
    for (let start = 0; start < seeded.length; start += AT_ONCE)
      await wins.insertMany(seeded.slice(start, start + AT_ONCE));
  } finally {
    await client.close();
  }
};
