import mongoose from 'mongoose';
import type { ClockedBot } from './clocked-bot.ts';
import { postOne, weekOf } from './seed-wins.ts';
import type { Workspace } from './workspace.ts';

export const NOMINATORS = 10;
const DAY_MS = 86_400_000;
const DAYS = 730;
const AT_ONCE = 1_000;

interface Scene {
  workspace: Workspace;
  bot: ClockedBot;
  signal: AbortSignal;
}

/** Few do and see much, most little: the square of a share, spread without chance. */
const heroOf = (n: number, count: number, people: readonly string[]): string => {
  const share = ((n * 7919) % count) / count;
  return people[Math.floor(share ** 2 * people.length)] ?? '';
};

const nominatorsOf = (n: number, heroId: string, people: readonly string[]): string[] =>
  Array.from({ length: NOMINATORS + 1 }, (_, index) => people[(n * 31 + index * 3) % people.length] ?? '')
    .filter((userId) => userId !== heroId)
    .slice(0, NOMINATORS);

/** Writes down wins of two years with their nominations, as wins are stored that no running total knows yet. */
export const seedNominated = async (scene: Scene, count: number): Promise<void> => {
  const { users } = await scene.workspace.state();
  const people = users.filter(({ name }) => name.startsWith('person-')).map(({ id }) => id);
  await postOne(scene, users.find(({ id }) => id === people[0])?.name ?? '');
  const client = await new mongoose.mongo.MongoClient(scene.bot.mongodbUri).connect();
  try {
    const wins = client.db().collection<{ _id: string }>('wins');
    const pattern = await wins.findOne({ 'wall.ts': { $exists: true } });
    if (!pattern) throw new Error('The first win is not stored');
    const nowMs = scene.bot.nowMs();
    const like = (n: number) => {
      const postedAt = new Date(nowMs - (n * DAYS * DAY_MS) / count);
      const heroId = heroOf(n, count, people);
      const nominatorIds = nominatorsOf(n, heroId, people);
      return {
        ...pattern,
        _id: `bench-${n}`,
        authorId: heroId,
        heroIds: [heroId],
        nominatorIds,
        nominationCount: nominatorIds.length,
        postedAt,
        week: weekOf(postedAt),
        exceptionalAnnouncedAt: postedAt,
        isTallyStale: true,
        tallyVersion: 1,
        talliedIds: [heroId, ...nominatorIds],
        wall: { channelId: 'CBENCH', ts: `${1_000_000_000 + n}.000100` },
      };
    };
    for (let start = 1; start < count; start += AT_ONCE) {
      scene.signal.throwIfAborted();
      const length = Math.min(AT_ONCE, count - start);
      await wins.insertMany(Array.from({ length }, (_, n) => like(start + n)));
    }
  } finally {
    await client.close();
  }
};
