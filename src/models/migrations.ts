import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

interface Migration {
  /** Never used again for another change, and never changed. */
  number: number;
  run(connection: Connection, now: Date): Promise<unknown>;
}

const rename = (connection: Connection, collection: string, from: string, to: string) =>
  connection.collection(collection).updateMany({ [from]: { $exists: true } }, { $rename: { [from]: to } });

/** A workspace from before that was noted has had the bot since its first win at the latest. */
const noteWhenMet = async (connection: Connection, now: Date): Promise<void> => {
  const workspaces = connection.collection<{ _id: string; metAt?: Date }>('workspaces');
  for await (const { _id } of workspaces.find({ metAt: { $exists: false } })) {
    const first = await connection.collection('wins').findOne({ teamId: _id }, { sort: { postedAt: 1 } });
    await workspaces.updateOne(
      { _id, metAt: { $exists: false } },
      { $set: { metAt: first?.postedAt ?? now } },
    );
  }
};

/** Those who lead a team that has used the bot are told, once, that they can choose who does. */
const oweChoice = (connection: Connection) =>
  connection.collection('workspaces').updateMany(
    {
      'settings.managerIds': { $exists: false },
      $or: [{ wallChannelId: { $exists: true } }, { lostWall: { $exists: true } }],
    },
    { $set: { owesChoice: true } },
  );

/** Wins from before there were running totals are counted with the next ticks. */
const countIntoTallies = (connection: Connection) =>
  connection.collection('wins').updateMany({ tallyVersion: { $exists: false } }, [
    {
      $set: {
        isTallyStale: true,
        tallyVersion: 0,
        talliedIds: { $setUnion: ['$heroIds', '$nominatorIds'] },
      },
    },
  ]);

/** Changes of what is stored, oldest first. Each can be run again, and by two replicas at once. */
const migrations: readonly Migration[] = [
  { number: 1, run: (connection) => rename(connection, 'wins', 'tally', 'votesVersion') },
  { number: 2, run: (connection) => rename(connection, 'runs', 'word', 'noticeOwed') },
  { number: 3, run: noteWhenMet },
  { number: 4, run: oweChoice },
  { number: 5, run: countIntoTallies },
];

const schema = new Schema(
  { _id: { type: Number, required: true }, doneAt: { type: Date, required: true } },
  { ...schemaOptions, collection: 'migrations' },
);

/** Which changes of the stored documents were made. */
export const createMigrations = (connection: Connection) => {
  const model = connection.model('Migration', schema);
  return {
    model,

    /** Makes every change that was not made yet, in order. */
    async run(now: Date): Promise<void> {
      const done = new Set((await model.find().lean()).map(({ _id }) => _id));
      for (const migration of migrations.filter(({ number }) => !done.has(number))) {
        await migration.run(connection, now);
        try {
          await model.create({ _id: migration.number, doneAt: now });
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
    },
  };
};
