import { DateTime } from 'luxon';
import mongoose from 'mongoose';
import type { Scene } from './participants.ts';

/** Where the generated people move to. */
const ZONE = 'Europe/London';
const PARTS = 3;

/** A win of somebody's that somebody else took down: each part of each note tells of it, with all of its text. */
const win = (teamId: string, [authorId = '', by = '']: string[], at: Date) => ({
  _id: 'bench-win',
  teamId,
  authorId,
  heroIds: [authorId],
  names: {},
  text: 'called Mrs Lee back on my lunch break, she laughed and stayed',
  source: { kind: 'command' },
  postedAt: at,
  nominationCount: 0,
  nominatorIds: [],
  votesVersion: 0,
  revision: 0,
  edition: 0,
  withdrawn: { at, by, why: 'taken-down' },
});

/** Everybody generated has three parts that come due at one minute. Resolves with that, and with the keys of their notes. */
export const gatherNoteParts = async ({
  workspace,
  bot,
}: Scene): Promise<{ dueMs: number; keys: string[] }> => {
  const { users, team } = await workspace.state();
  const generated = users.filter(({ name }) => name.startsWith('person-'));
  for (const { name: user } of generated) await workspace.act('user', { user, set: { tz: ZONE } });
  const people = generated.map(({ id }) => id);
  const day = DateTime.fromMillis(bot.nowMs(), { zone: ZONE }).startOf('week').plus({ weeks: 1 });
  const dueAt = day.set({ hour: 9 }).toJSDate();
  const parts = people.flatMap((userId) =>
    Array.from({ length: PARTS }, (_, index) => ({
      _id: `bench:${userId}:${index}`,
      teamId: team.id,
      userId,
      kind: 'taken-down',
      winId: 'bench-win',
      state: 'waiting',
      dueAt,
      lookAt: dueAt,
    })),
  );
  const client = await new mongoose.mongo.MongoClient(bot.mongodbUri).connect();
  try {
    const database = client.db();
    await database.collection<{ _id: string }>('wins').insertOne(win(team.id, people, dueAt));
    for (let start = 0; start < parts.length; start += 500)
      await database.collection<{ _id: string }>('noteparts').insertMany(parts.slice(start, start + 500));
  } finally {
    await client.close();
  }
  return {
    dueMs: dueAt.getTime(),
    keys: people.map((userId) => `note:${team.id}:${userId}:${day.toISODate()}`),
  };
};
