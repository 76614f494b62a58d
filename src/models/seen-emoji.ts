import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace and name. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
  },
  { ...schemaOptions, collection: 'seenemoji' },
);

const modelFor = (connection: Connection) => connection.model('SeenEmoji', schema);

const seenEmojiOf = (model: ReturnType<typeof modelFor>, teamId: string) => ({
  async note(name: string): Promise<void> {
    try {
      await model.create({ _id: `${teamId}:${name}`, teamId });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  },

  /** Those of some emoji that nobody here was seen to react with. */
  async unseen(names: readonly string[]): Promise<string[]> {
    const found = await model.find({ _id: { $in: names.map((name) => `${teamId}:${name}`) }, teamId }).lean();
    const seen = new Set(found.map(({ _id }) => _id));
    return names.filter((name) => !seen.has(`${teamId}:${name}`));
  },
});

/** Which custom emoji somebody reacted with: Slack names a workspace's own only with a right that nothing else needs. */
export const createSeenEmoji = (connection: Connection) => {
  const model = modelFor(connection);
  return { model, of: (teamId: string) => seenEmojiOf(model, teamId) };
};
