import mongoose from 'mongoose';

/**
 * Options every schema shares. An unknown path in a query throws instead of being dropped, which would turn
 * `find({ typo })` into `find({})`. Indexes and collections are made once at start, not on first use.
 */
export const schemaOptions = {
  strict: 'throw',
  strictQuery: 'throw',
  autoIndex: false,
  autoCreate: false,
  versionKey: false,
  minimize: false,
} as const;

/** Whether a write was refused because its unique key is taken already. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof mongoose.mongo.MongoServerError && error.code === 11000;

/** Runs an upsert that may race with another for the same key: the loser of the race tries once more. */
export const retryDuplicateKeyOnce = async <T>(upsert: () => Promise<T>): Promise<T> => {
  try {
    return await upsert();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return upsert();
  }
};
