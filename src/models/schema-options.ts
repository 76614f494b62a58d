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

/** In a filter: of a field that is not set. */
export const absent = { $exists: false } as const;

const duplicateKey = 11000;

/** Whether a write was refused because its unique key is taken already. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof mongoose.mongo.MongoServerError && error.code === duplicateKey;

/** For writes that have nothing to do with each other. Mongoose would leave out in silence what its schema refuses. */
export const unordered = { ordered: false, throwOnValidationError: true } as const;

/** Runs inserts of which some may be there already. Resolves with the indexes of those that were. */
export const indexesTaken = async (insert: () => Promise<unknown>): Promise<Set<number>> => {
  try {
    await insert();
    return new Set();
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error;
    const refused = [error.writeErrors].flat();
    if (refused.some(({ code }) => code !== duplicateKey)) throw error;
    return new Set(refused.map(({ index }) => index));
  }
};

/** Runs an upsert that may race with another for the same key: the loser of the race tries once more. */
export const retryDuplicateKeyOnce = async <T>(upsert: () => Promise<T>): Promise<T> => {
  try {
    return await upsert();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return upsert();
  }
};
