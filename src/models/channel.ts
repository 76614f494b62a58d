import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace and channel. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    /** Slack's timestamp (seconds.microseconds) of the bot's coming, or of when it first noticed that it is there. */
    joinedTs: { type: String, required: true },
    /** What people did to its messages until then is known. */
    knownUntil: Date,
  },
  { ...schemaOptions, collection: 'channels' },
);

export type Channel = InferSchemaType<typeof schema>;

/** How far the channels that the bot is in were looked through for nominations that it was not told of. */
export const createChannels = (connection: Connection) => {
  const model = connection.model('Channel', schema);
  const one = (teamId: string, channelId: string) => ({ _id: `${teamId}:${channelId}`, teamId });
  const upsert = (teamId: string, channelId: string, update: object) =>
    retryDuplicateKeyOnce(() =>
      model
        .findOneAndUpdate(one(teamId, channelId), update, { upsert: true, returnDocument: 'after' })
        .lean<Channel>()
        .orFail(),
    );

  return {
    model,

    /** The bot came, perhaps again: the latest time counts, in whatever order Slack tells. */
    recordJoined: (teamId: string, channelId: string, joinedTs: string) =>
      upsert(teamId, channelId, { $max: { joinedTs } }),

    /** The channel as it is known; one that is new counts as joined now. */
    meet: (teamId: string, channelId: string, nowTs: string) =>
      upsert(teamId, channelId, { $setOnInsert: { joinedTs: nowTs } }),

    /** Two replicas may both have looked: the later look stands. */
    recordKnown: (teamId: string, channelId: string, until: Date) =>
      model.updateOne(one(teamId, channelId), { $max: { knownUntil: until } }),
  };
};

export type Channels = ReturnType<typeof createChannels>;
