import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { ownDocumentsOf } from './person-document.ts';
import { isDuplicateKey, retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

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
    /** Absent means yes: before, only those that were added were written down. */
    isAdded: Boolean,
    /** The message is the bot's own: it can only be a win's. */
    isOurs: Boolean,
    /** When to look at it again. */
    dueAt: { type: Date, required: true },
    notedAt: { type: Date, required: true },
  },
  { ...schemaOptions, collection: 'pendingreactions' },
);

schema.index({ teamId: 1, dueAt: 1 });
schema.index({ dueAt: 1, teamId: 1 });
schema.index({ teamId: 1, channelId: 1, ts: 1 });

export type PendingReaction = InferSchemaType<typeof schema>;
export type NewPendingReaction = Omit<PendingReaction, '_id' | 'teamId' | 'dueAt' | 'notedAt'>;
type Message = Pick<PendingReaction, 'channelId' | 'ts'>;

const modelFor = (connection: Connection) => connection.model('PendingReaction', schema);

const pendingReactionsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = ({ channelId, ts, userId, name }: Omit<NewPendingReaction, 'eventTs'>) => ({
    _id: [teamId, channelId, ts, userId, name].join(':'),
    teamId,
  });

  return {
    ...ownDocumentsOf(model, teamId),

    /** Writes a reaction down, unless newer news of it is written down already. */
    async note(reaction: NewPendingReaction, now: Date, dueAt: Date): Promise<void> {
      const { channelId, ts, userId, name, eventTs, isAdded, isOurs } = reaction;
      const news = { channelId, ts, userId, name, eventTs, isAdded, isOurs, dueAt };
      try {
        await retryDuplicateKeyOnce(() =>
          model.updateOne(
            { ...one(reaction), eventTs: { $not: { $gt: eventTs } } },
            { $set: news, $setOnInsert: { notedAt: now } },
            { upsert: true },
          ),
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** Takes one that is due; it is due again at `nextDueAt`, unless it is settled by then. */
    claim: (now: Date, nextDueAt: Date) =>
      model.findOneAndUpdate({ teamId, dueAt: { $lte: now } }, { $set: { dueAt: nextDueAt } }).lean(),

    /** Those to one message of the bot's own. */
    at: ({ channelId, ts }: Message) => model.find({ teamId, channelId, ts, isOurs: true }).lean(),

    /** Forgets a reaction that is decided about, unless there is newer news of it. */
    async settle(reaction: NewPendingReaction): Promise<void> {
      await model.deleteOne({ ...one(reaction), eventTs: reaction.eventTs });
    },

    /** A channel has another id now. */
    async followChannel(from: string, to: string): Promise<void> {
      for (const reaction of await model.find({ teamId, channelId: from }).lean()) {
        await this.note({ ...reaction, channelId: to }, reaction.notedAt, reaction.dueAt);
        await this.settle(reaction);
      }
    },

    async forgetBefore(oldest: Date): Promise<void> {
      await model.deleteMany({ teamId, notedAt: { $lt: oldest } });
    },
  };
};

/** Reactions to people's messages about which nothing is decided yet. Slack tells of each only once. */
export const createPendingReactions = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,
    /** The workspaces where something is to be decided now. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { dueAt: { $lte: now } }),

    of: (teamId: string) => pendingReactionsOf(model, teamId),
  };
};
