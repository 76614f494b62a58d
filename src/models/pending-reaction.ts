import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const text = { type: String, required: true } as const;
const schema = new Schema(
  {
    /** Workspace, message, person and emoji: told twice, it is decided about once. */
    _id: text,
    teamId: text,
    channelId: text,
    ts: text,
    userId: text,
    name: text,
    eventTs: text,
    /** When to look at it again. */
    dueAt: { type: Date, required: true },
    notedAt: { type: Date, required: true },
  },
  { ...schemaOptions, collection: 'pendingreactions' },
);

schema.index({ teamId: 1, dueAt: 1 });

export type PendingReaction = InferSchemaType<typeof schema>;
type Noted = Omit<PendingReaction, '_id' | 'teamId' | 'dueAt' | 'notedAt'>;

/** Reactions to people's messages about which nothing is decided yet. Slack tells of each only once. */
export const createPendingReactions = (connection: Connection) => {
  const model = connection.model('PendingReaction', schema);
  const one = (teamId: string, { channelId, ts, userId, name }: Noted) => ({
    _id: [teamId, channelId, ts, userId, name].join(':'),
    teamId,
  });

  return {
    model,

    async note(teamId: string, reaction: Noted, now: Date, dueAt: Date): Promise<void> {
      await retryDuplicateKeyOnce(() =>
        model.updateOne(
          one(teamId, reaction),
          { $set: { ...reaction, dueAt }, $setOnInsert: { notedAt: now } },
          { upsert: true },
        ),
      );
    },

    /** Takes one that is due; it is due again at `nextDueAt`, unless it is settled by then. */
    claim: (teamId: string, now: Date, nextDueAt: Date) =>
      model.findOneAndUpdate({ teamId, dueAt: { $lte: now } }, { $set: { dueAt: nextDueAt } }).lean(),

    async settle(teamId: string, reaction: Noted): Promise<void> {
      await model.deleteOne(one(teamId, reaction));
    },

    async forgetBefore(teamId: string, oldest: Date): Promise<void> {
      await model.deleteMany({ teamId, notedAt: { $lt: oldest } });
    },
  };
};

export type PendingReactions = ReturnType<typeof createPendingReactions>;
