import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { ownDocumentsOf } from './person-document.ts';
import { type PersonRow, personRow } from './person-row.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const file = new Schema(
  {
    index: { type: Number, required: true },
    name: { type: String, required: true },
    mediaType: { type: String, required: true },
    /** In bytes, as it is downloaded. */
    size: { type: Number, required: true },
    /** Compressed (gzip), in base64. */
    content: { type: String, required: true },
  },
  { _id: false, strict: 'throw' },
);

const schema = new Schema(
  {
    /** Workspace, person and what was asked for: one set at a time. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    userId: { type: String, required: true },
    /** Of this set, which may be replaced by another. */
    setId: { type: String, required: true },
    /** What the files are, in words. */
    what: { type: String, required: true },
    /** Of the token in its link, which is not stored; absent when it goes out in messages. */
    tokenHash: String,
    /** Those that were not downloaded yet. */
    files: { type: [file], required: true },
    handedAt: { type: Date, required: true },
    /** The database deletes it then, up to a minute later. */
    expiresAt: { type: Date, required: true },
  },
  { ...schemaOptions, collection: 'downloads' },
);

schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
schema.index({ tokenHash: 1 }, { unique: true, partialFilterExpression: { tokenHash: { $exists: true } } });
schema.index({ teamId: 1, userId: 1 });

export type Download = InferSchemaType<typeof schema>;
export type DownloadFile = InferSchemaType<typeof file>;

export interface NewDownload extends Pick<Download, 'userId' | 'setId' | 'what' | 'handedAt' | 'expiresAt'> {
  /** Tells apart what one person asks for. */
  order: string;
  tokenHash?: string;
  files: Omit<DownloadFile, 'index'>[];
}

const modelFor = (connection: Connection) => connection.model('Download', schema);

const downloadsOf = (model: ReturnType<typeof modelFor>, teamId: string) => ({
  ...ownDocumentsOf(model, teamId),

  /** What was handed to them lately; what is in the files they have, and their link is a secret. */
  async exportOf(userId: string): Promise<PersonRow[]> {
    const found = await model.find({ teamId, userId }, { 'files.content': 0 }).lean();
    return found.map((each) => personRow(each, ['tokenHash']));
  },

  /**
   * Stores a set in place of the last one that was asked for in the same way, unless that was less than `windowMs` ago:
   * then false, for all but one of those who ask at one moment.
   */
  async replace({ order, files, tokenHash, ...set }: NewDownload, windowMs: number): Promise<boolean> {
    const oldest = new Date(set.handedAt.getTime() - windowMs);
    try {
      await model.updateOne(
        { _id: `${teamId}:${set.userId}:${order}`, teamId, handedAt: { $lte: oldest } },
        {
          $set: {
            ...set,
            files: files.map((each, index) => ({ index, ...each })),
            ...(tokenHash && { tokenHash }),
          },
          ...(!tokenHash && { $unset: { tokenHash: 1 as const } }),
        },
        { upsert: true },
      );
      return true;
    } catch (error) {
      // It is there, and not that old.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  },

  /** A set as long as it was not replaced by another. */
  find: (setId: string, userId: string, now: Date) =>
    model.findOne({ teamId, userId, setId, expiresAt: { $gt: now } }).lean(),
});

/** Files that were handed to somebody, until they have them: an hour at most. */
export const createDownloads = (connection: Connection) => {
  const model = modelFor(connection);
  const open = (tokenHash: string, now: Date) => ({ tokenHash, expiresAt: { $gt: now } });
  return {
    model,

    /** What can be downloaded yet behind a link. */
    async listed(tokenHash: string, now: Date) {
      const found = await model.findOne(open(tokenHash, now), { 'files.content': 0 }).lean();
      return found && found.files.length > 0 ? found : undefined;
    },

    /** Takes one file out, for whoever comes first. */
    async take(tokenHash: string, index: number, now: Date): Promise<DownloadFile | undefined> {
      const before = await model
        .findOneAndUpdate(
          { ...open(tokenHash, now), 'files.index': index },
          { $pull: { files: { index } } },
          { returnDocument: 'before' },
        )
        .lean();
      return before?.files.find((each) => each.index === index);
    },

    of: (teamId: string) => downloadsOf(model, teamId),
  };
};
