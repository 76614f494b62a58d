import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import type { PersonRow } from './person-row.ts';
import { retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const place = new Schema(
  { channelId: { type: String, required: true }, ts: { type: String, required: true } },
  { _id: false, strict: 'throw' },
);
const list = { type: [String], required: true } as const;

const schema = new Schema(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    /** Whose data is deleted: until it is done, and they are told. */
    userId: String,
    /** The id that stands for them. */
    standIn: String,
    askedAt: { type: Date, required: true },
    /** When to go on, or the end of the lease of whoever does. Absent once nothing is left to do. */
    dueAt: Date,
    holder: String,
    /** How often it could not be gone on with. */
    tries: { type: Number, required: true },
    /** What is left to be done in Slack: messages to delete, and what is to be shown anew. */
    messages: { type: [place], required: true },
    deliveryKeys: list,
    partKeys: list,
    winIds: list,
    /** Wins that go with everything that belongs to them, at the end. */
    goneWinIds: list,
    /** What was done, in numbers alone: what is kept of it for good. */
    counts: { type: Map, of: Number, required: true },
    erasedAt: Date,
    finishedAt: Date,
    /** By which what they did before is known again, should Slack tell of it late; and until when. */
    print: { type: new Schema({ salt: String, hash: String }, { _id: false, strict: 'throw' }) },
    printUntil: Date,
  },
  { ...schemaOptions, collection: 'erasures' },
);

schema.index({ dueAt: 1, teamId: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
schema.index(
  { teamId: 1, userId: 1 },
  { unique: true, partialFilterExpression: { userId: { $exists: true } } },
);
schema.index({ teamId: 1, printUntil: 1 });

export type Erasure = InferSchemaType<typeof schema>;

/** What is left to be done in Slack. */
export interface SlackWork {
  messages?: readonly { channelId: string; ts: string }[];
  deliveryKeys?: readonly string[];
  partKeys?: readonly string[];
  winIds?: readonly string[];
  goneWinIds?: readonly string[];
}

const modelFor = (connection: Connection) => connection.model('Erasure', schema);

const erasuresOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (id: string) => ({ _id: id, teamId });
  const find = (filter: object) => model.findOne({ ...filter, teamId }).lean();

  return {
    /** While their data is being deleted, and never after. */
    async exportOf(userId: string): Promise<PersonRow[]> {
      const found = await find({ userId });
      return found ? [{ askedAt: found.askedAt }] : [];
    },

    find: (id: string) => find(one(id)),

    /** What a person has asked for, if it is not done yet. */
    ofPerson: (userId: string) => find({ userId }),

    /** Written down before anything is deleted. Resolves with the one that counts, also when it was asked for twice. */
    async begin(asked: {
      id: string;
      userId: string;
      standIn: string;
      print: { salt: string; hash: string };
      printUntil: Date;
      now: Date;
    }): Promise<string> {
      const { id, now, userId: _userId, ...fields } = asked;
      const created = { _id: id, ...fields, askedAt: now, dueAt: now, tries: 0, counts: {} };
      const lists = { messages: [], deliveryKeys: [], partKeys: [], winIds: [], goneWinIds: [] };
      const stored = await retryDuplicateKeyOnce(() =>
        model
          .findOneAndUpdate(
            { teamId, userId: asked.userId },
            { $setOnInsert: { ...created, ...lists } },
            { upsert: true, returnDocument: 'after' },
          )
          .lean(),
      );
      return stored?._id ?? id;
    },

    due: (now: Date) => model.find({ teamId, dueAt: { $lte: now } }).lean(),

    /** Takes it, if it is due or whoever had it is gone. Of several replicas one does. */
    claim: (id: string, holder: string, now: Date, until: Date) =>
      model
        .findOneAndUpdate(
          { ...one(id), dueAt: { $lte: now } },
          { $set: { holder, dueAt: until } },
          { returnDocument: 'after' },
        )
        .lean(),

    /** Notes what is left to be done in Slack, before the documents that say so are gone. */
    async noteWork(id: string, work: SlackWork): Promise<void> {
      const added = Object.entries(work).map(([field, items]) => [field, { $each: [...items] }]);
      await model.updateOne(one(id), { $addToSet: Object.fromEntries(added) });
    },

    async settleWork(id: string, work: SlackWork): Promise<void> {
      const done = Object.entries(work).map(([field, items]) => [field, [...items]]);
      await model.updateOne(one(id), { $pullAll: Object.fromEntries(done) });
    },

    async count(id: string, name: string, by: number): Promise<void> {
      if (by > 0) await model.updateOne(one(id), { $inc: { [`counts.${name}`]: by } });
    },

    async recordErased(id: string, now: Date): Promise<void> {
      await model.updateOne({ ...one(id), erasedAt: { $exists: false } }, { $set: { erasedAt: now } });
    },

    async putOff(id: string, holder: string, dueAt: Date): Promise<void> {
      await model.updateOne(
        { ...one(id), holder },
        { $set: { dueAt }, $inc: { tries: 1 }, $unset: { holder: 1 } },
      );
    },

    /** All is done but to tell them. */
    async settle(id: string): Promise<void> {
      await model.updateOne(one(id), { $unset: { dueAt: 1, holder: 1 } });
    },

    /** They are told, or nobody can tell them: what is left is numbers. */
    async finish(id: string, now: Date): Promise<void> {
      await model.updateOne(one(id), {
        $set: { finishedAt: now, messages: [], deliveryKeys: [], partKeys: [], winIds: [], goneWinIds: [] },
        $unset: { userId: 1, standIn: 1, dueAt: 1, holder: 1 },
      });
    },

    /** By what those are known again of whom Slack may still tell what they did before. */
    async prints(now: Date) {
      const found = await model.find({ teamId, printUntil: { $gt: now } }, { print: 1, askedAt: 1 }).lean();
      return found.flatMap(({ print, askedAt }) =>
        print?.salt && print.hash ? [{ salt: print.salt, hash: print.hash, askedAt }] : [],
      );
    },

    /** Nobody is known again any more after that. */
    async forgetPrints(now: Date): Promise<void> {
      await model.updateMany({ teamId, printUntil: { $lte: now } }, { $unset: { print: 1, printUntil: 1 } });
    },
  };
};

/** Who asked for their data to be deleted, until it is; and what was done, in numbers. */
export const createErasures = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces where something is to be gone on with. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { dueAt: { $lte: now } }),

    of: (teamId: string) => erasuresOf(model, teamId),
  };
};
