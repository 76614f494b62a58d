import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace and channel. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    channelId: String,
    /** Slack's timestamp (seconds.microseconds) of the bot's coming, or of when it first noticed that it is there. */
    joinedTs: { type: String, required: true },
    /** What people did to its messages until then is known. */
    knownUntil: Date,
    /** When to look through it; absent when nothing is left to look at until the channels are listed again. */
    lookAt: Date,
  },
  { ...schemaOptions, collection: 'channels' },
);

schema.index({ teamId: 1, lookAt: 1 }, { partialFilterExpression: { lookAt: { $exists: true } } });
schema.index({ lookAt: 1, teamId: 1 }, { partialFilterExpression: { lookAt: { $exists: true } } });

export type Channel = InferSchemaType<typeof schema>;

const modelFor = (connection: Connection) => connection.model('Channel', schema);

const channelsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (channelId: string) => ({ _id: `${teamId}:${channelId}`, teamId });
  const upsert = (channelId: string, update: object) =>
    retryDuplicateKeyOnce(() =>
      model
        .findOneAndUpdate(one(channelId), update, { upsert: true, returnDocument: 'after' })
        .lean<Channel>()
        .orFail(),
    );

  return {
    /** The bot came, perhaps again: the latest time counts, in whatever order Slack tells. */
    recordJoined: (channelId: string, joinedTs: string) =>
      upsert(channelId, { $max: { joinedTs }, $set: { channelId } }),

    /** Which of these channels the bot is known to have come to. */
    async known(channelIds: readonly string[]): Promise<Set<string>> {
      const ids = channelIds.map((channelId) => one(channelId)._id);
      const found = await model.find({ _id: { $in: ids }, teamId }, { channelId: 1 }).lean();
      return new Set(found.flatMap(({ channelId }) => channelId ?? []));
    },

    /** The channel as it is known; one that is new counts as joined now. */
    meet: (channelId: string, nowTs: string) =>
      upsert(channelId, { $setOnInsert: { joinedTs: nowTs }, $set: { channelId } }),

    /** Has a channel looked through, unless that is to be done already. */
    async planLook(channelId: string, nowTs: string, lookAt: Date): Promise<void> {
      await upsert(channelId, { $setOnInsert: { joinedTs: nowTs }, $set: { channelId }, $min: { lookAt } });
    },

    /** Takes the channel that waits longest to be looked through; it is due again at `nextLookAt`, unless it is done. */
    async claimLook(now: Date, nextLookAt: Date): Promise<string | undefined> {
      const claimed = await model
        .findOneAndUpdate({ teamId, lookAt: { $lte: now } }, { $set: { lookAt: nextLookAt } })
        .sort({ lookAt: 1 })
        .lean();
      return claimed?.channelId ?? undefined;
    },

    async putOffLook(channelId: string, lookAt: Date): Promise<void> {
      await model.updateOne(one(channelId), { $set: { lookAt } });
    },

    async settleLook(channelId: string): Promise<void> {
      await model.updateOne(one(channelId), { $unset: { lookAt: 1 } });
    },

    /** The channel has another id now. What is known of either holds for both: the earlier, so that nothing is missed. */
    async followChannel(from: string, to: string): Promise<void> {
      const old = await model.findOne(one(from)).lean();
      if (!old) return;
      const { joinedTs, knownUntil, lookAt } = old;
      await upsert(to, {
        $min: { joinedTs, ...(knownUntil && { knownUntil }), ...(lookAt && { lookAt }) },
        $set: { channelId: to },
      });
      await model.deleteOne(one(from));
    },

    /** Two replicas may both have looked: the later look stands. */
    async recordKnown(channelId: string, until: Date): Promise<void> {
      await model.updateOne(one(channelId), { $max: { knownUntil: until } });
    },
  };
};

/** How far the channels that the bot is in were looked through for nominations that it was not told of. */
export const createChannels = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces with a channel to look through now. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { lookAt: { $lte: now } }),

    of: (teamId: string) => channelsOf(model, teamId),
  };
};
