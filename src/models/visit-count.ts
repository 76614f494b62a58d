import { type Connection, Schema } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { schemaOptions } from './schema-options.ts';

const collection = 'visitcounts';

/** In the form of rate-limiter-flexible, which alone reads and writes them. */
const schema = new Schema(
  {
    /** What is counted, as a keyed print (`VisitSalt`), with the name of the limit before it. */
    key: { type: String, required: true },
    points: { type: Number, required: true },
    /** The database deletes it then, up to a minute later. */
    expire: { type: Date, required: true },
  },
  { ...schemaOptions, collection },
);

schema.index({ key: 1 }, { unique: true });
schema.index({ expire: 1 }, { expireAfterSeconds: 0 });

export interface VisitLimit {
  /** Limits of different names count apart. */
  name: string;
  most: number;
  perSeconds: number;
}

/** Resolves with how long to wait, when there were too many, and otherwise with undefined. */
export type CountVisit = (key: string) => Promise<number | undefined>;

/** What a limiter of the library says: it rejects when there were too many. */
export const waitMsOf = async (counted: Promise<RateLimiterRes>): Promise<number | undefined> => {
  try {
    await counted;
    return undefined;
  } catch (error) {
    if (error instanceof RateLimiterRes) return error.msBeforeNext;
    throw error;
  }
};

/** How often something was asked for lately, for all replicas. */
export const createVisitCounts = (connection: Connection) => ({
  model: connection.model('VisitCount', schema),

  counter({ name, most, perSeconds }: VisitLimit): CountVisit {
    const limiter = new RateLimiterMongo({
      storeClient: connection,
      tableName: collection,
      disableIndexesCreation: true,
      keyPrefix: name,
      points: most,
      duration: perSeconds,
      // Whoever has had their share is refused without asking the database again.
      inMemoryBlockOnConsumed: most,
    });
    return (key) => waitMsOf(limiter.consume(key));
  },
});
