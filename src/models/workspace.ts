import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** The Slack workspace's id. */
    _id: { type: String, required: true },
    /** The channel where wins appear; absent until there is one, and again after it is lost. */
    wallChannelId: String,
    /** The last wall that was lost, so that it is the wall again when it comes back. */
    lostWall: { type: new Schema({ channelId: String, at: Date, why: String }, { _id: false }) },
    /** IANA name: decides where the workspace's days and weeks begin. */
    timeZone: String,
    reconciledAt: Date,
    /** The newest week whose digest is made, or that began before the bot came; and when the next one is due. */
    lastClosedWeek: String,
    nextDigestAt: Date,
  },
  { ...schemaOptions, collection: 'workspaces' },
);

schema.index({ nextDigestAt: 1 });

export type Workspace = InferSchemaType<typeof schema>;

/** What is known of each workspace: one document each, made when the bot first meets it. */
export const createWorkspaces = (connection: Connection) => {
  const model = connection.model('Workspace', schema);

  const meet = async (teamId: string): Promise<void> => {
    try {
      await model.updateOne({ _id: teamId }, {}, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  };

  return {
    model,
    meet,

    async wallChannelId(teamId: string): Promise<string | undefined> {
      const found = await model.findOne({ _id: teamId }).lean();
      return found?.wallChannelId ?? undefined;
    },

    async lostWall(teamId: string) {
      const found = await model.findOne({ _id: teamId }).lean();
      return found?.lostWall?.channelId ? found.lostWall : undefined;
    },

    async timeZone(teamId: string): Promise<string | undefined> {
      const found = await model.findOne({ _id: teamId }).lean();
      return found?.timeZone ?? undefined;
    },

    /** Settles the zone if it is not settled yet. */
    async setTimeZoneIfNone(teamId: string, timeZone: string): Promise<void> {
      await model.updateOne({ _id: teamId, timeZone: { $exists: false } }, { $set: { timeZone } });
    },

    /** Makes a channel the wall if there is none. True for the one call that did. */
    async setWallIfNone(teamId: string, channelId: string): Promise<boolean> {
      const result = await model.updateOne(
        { _id: teamId, wallChannelId: { $exists: false } },
        { $set: { wallChannelId: channelId }, $unset: { lostWall: 1 } },
      );
      return result.modifiedCount === 1;
    },

    /** Forgets the wall if it is this channel. True for the one call that did. */
    async loseWall(teamId: string, channelId: string, why: string, now: Date): Promise<boolean> {
      const result = await model.updateOne(
        { _id: teamId, wallChannelId: channelId },
        { $unset: { wallChannelId: 1 }, $set: { lostWall: { channelId, at: now, why } } },
      );
      return result.modifiedCount === 1;
    },

    /**
     * The workspace if a digest is due, or if none is planned, or for later than `latest`: then the clock was wrong
     * when it was planned. Undefined when there is nothing to do.
     */
    async withDueDigest(teamId: string, now: Date, latest: Date) {
      const due = [{ $lte: now }, { $gt: latest }, { $exists: false }].map((nextDigestAt) => ({
        nextDigestAt,
      }));
      const found = await model.findOne({ _id: teamId, $or: due }).lean();
      if (!found) return undefined;
      const isPlanned = found.nextDigestAt && found.nextDigestAt <= now;
      return { lastClosedWeek: (isPlanned && found.lastClosedWeek) || undefined };
    },

    async lastClosedWeek(teamId: string): Promise<WeekName | undefined> {
      const found = await model.findOne({ _id: teamId }).lean();
      return found?.lastClosedWeek ?? undefined;
    },

    /** Every replica that closed the week writes the same. */
    async recordClosedWeek(teamId: string, lastClosedWeek: WeekName, nextDigestAt: Date): Promise<void> {
      await model.updateOne({ _id: teamId }, { $set: { lastClosedWeek, nextDigestAt } });
    },

    /** True for the one caller, of all replicas, whose turn it is to reconcile. */
    async claimReconciling(teamId: string, now: Date, everyMs: number): Promise<boolean> {
      const result = await model.updateOne(
        { _id: teamId, reconciledAt: { $not: { $gt: new Date(now.getTime() - everyMs) } } },
        { $set: { reconciledAt: now } },
      );
      return result.modifiedCount === 1;
    },

    /** Gives a turn back that came to nothing, so that the next tick takes it. */
    async releaseReconciling(teamId: string, claimedAt: Date): Promise<void> {
      await model.updateOne({ _id: teamId, reconciledAt: claimedAt }, { $unset: { reconciledAt: 1 } });
    },
  };
};

export type Workspaces = ReturnType<typeof createWorkspaces>;
