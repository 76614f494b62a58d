import { type Connection, type InferSchemaType, type QueryFilter, Schema } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import { fallbackZone, type Workspace, workspaceDefaults } from '../domain/workspace.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** The Slack workspace's id. */
    _id: { type: String, required: true },
    /** When the bot first came: it saw nothing from before. */
    metAt: Date,
    /** The channel where wins appear; absent until there is one, and again after it is lost. */
    wallChannelId: String,
    /** The last wall that was lost, so that it is the wall again when it comes back. */
    lostWall: { type: new Schema({ channelId: String, at: Date, why: String }, { _id: false }) },
    /** IANA name: decides where the workspace's days and weeks begin. */
    timeZone: String,
    /** When its recent wins were last compared with Slack, and its channels last listed for missed nominations. */
    reconciledAt: Date,
    channelsListedAt: Date,
    /** The newest week whose digest is made, or that began before the bot came; and when the next one is due. */
    lastClosedWeek: String,
    nextDigestAt: Date,
    /** When to look whether the managers are to be asked about Customer Service Week. */
    nextAskAt: Date,
  },
  { ...schemaOptions, collection: 'workspaces' },
);

schema.index({ nextDigestAt: 1 });
schema.index({ nextAskAt: 1 });
schema.index({ reconciledAt: 1 });
schema.index({ channelsListedAt: 1 });

type WorkspaceFields = InferSchemaType<typeof schema>;
type Turn = 'reconciledAt' | 'channelsListedAt';

const modelFor = (connection: Connection) => connection.model('Workspace', schema);

/** Due at a time, or never planned, or planned for later than is possible: then the clock was wrong. */
const dueAt = (
  field: 'nextDigestAt' | 'nextAskAt',
  now: Date,
  latest: Date,
): QueryFilter<WorkspaceFields> => ({
  $or: [{ [field]: { $lte: now } }, { [field]: { $gt: latest } }, { [field]: null }],
});

/** Not done since then, or never. */
const notSince = (field: Turn, oldest: Date): QueryFilter<WorkspaceFields> => ({
  $or: [{ [field]: { $lte: oldest } }, { [field]: null }],
});

const workspaceOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = { _id: teamId };

  return {
    /** Notes that the bot is there, and since when. */
    async meet(now: Date): Promise<void> {
      try {
        await model.updateOne(one, { $setOnInsert: { metAt: now } }, { upsert: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** What the workspace has decided, and whether its zone is settled. */
    async read(): Promise<Workspace & { isZoneSettled: boolean }> {
      const { metAt, wallChannelId, lostWall, timeZone } = (await model.findOne(one).lean()) ?? {};
      return {
        ...workspaceDefaults,
        metAt: metAt ?? undefined,
        wallChannelId: wallChannelId ?? undefined,
        lostWall: lostWall?.channelId
          ? { channelId: lostWall.channelId, why: lostWall.why ?? '' }
          : undefined,
        zone: timeZone ?? fallbackZone,
        isZoneSettled: Boolean(timeZone),
      };
    },

    /** Settles the zone if it is not settled yet. */
    async setTimeZoneIfNone(timeZone: string): Promise<void> {
      await model.updateOne({ ...one, timeZone: { $exists: false } }, { $set: { timeZone } });
    },

    /** Makes a channel the wall if there is none. True for the one call that did. */
    async setWallIfNone(channelId: string): Promise<boolean> {
      const result = await model.updateOne(
        { ...one, wallChannelId: { $exists: false } },
        { $set: { wallChannelId: channelId }, $unset: { lostWall: 1 } },
      );
      return result.modifiedCount === 1;
    },

    /** Forgets the wall if it is this channel. True for the one call that did. */
    async loseWall(channelId: string, why: string, now: Date): Promise<boolean> {
      const result = await model.updateOne(
        { ...one, wallChannelId: channelId },
        { $unset: { wallChannelId: 1 }, $set: { lostWall: { channelId, at: now, why } } },
      );
      return result.modifiedCount === 1;
    },

    /**
     * The workspace if a digest is due, or if none is planned, or for later than `latest`: then the clock was wrong
     * when it was planned. Undefined when there is nothing to do.
     */
    async withDueDigest(now: Date, latest: Date) {
      const found = await model.findOne({ ...one, ...dueAt('nextDigestAt', now, latest) }).lean();
      if (!found) return undefined;
      const isPlanned = found.nextDigestAt && found.nextDigestAt <= now;
      return { lastClosedWeek: (isPlanned && found.lastClosedWeek) || undefined };
    },

    async lastClosedWeek(): Promise<WeekName | undefined> {
      const found = await model.findOne(one).lean();
      return found?.lastClosedWeek ?? undefined;
    },

    /** Every replica that closed the week writes the same. */
    async recordClosedWeek(lastClosedWeek: WeekName, nextDigestAt: Date): Promise<void> {
      await model.updateOne(one, { $set: { lastClosedWeek, nextDigestAt } });
    },

    async planAsk(nextAskAt: Date): Promise<void> {
      await model.updateOne(one, { $set: { nextAskAt } });
    },

    /** True for the one caller, of all replicas, whose turn it is. */
    async claimTurn(turn: Turn, now: Date, everyMs: number): Promise<boolean> {
      const oldest = new Date(now.getTime() - everyMs);
      const result = await model.updateOne({ ...one, ...notSince(turn, oldest) }, { $set: { [turn]: now } });
      return result.modifiedCount === 1;
    },

    /** Gives a turn back that came to nothing, so that the next tick takes it. */
    async releaseTurn(turn: Turn, claimedAt: Date): Promise<void> {
      await model.updateOne({ ...one, [turn]: claimedAt }, { $unset: { [turn]: 1 } });
    },

    /** Has everything that is done every so often done at the next tick. */
    async forgetTurns(): Promise<void> {
      await model.updateOne(one, { $unset: { reconciledAt: 1, channelsListedAt: 1 } });
    },
  };
};

/** What is known of each workspace: one document each, made when the bot first meets it. */
export const createWorkspaces = (connection: Connection) => {
  const model = modelFor(connection);
  const teams = async (filter: QueryFilter<WorkspaceFields>): Promise<string[]> =>
    model.distinct('_id', filter);

  return {
    model,

    /** The workspaces with a digest to close, none planned, or one planned for after `latest`. */
    teamsWithDueDigest: (now: Date, latest: Date) => teams(dueAt('nextDigestAt', now, latest)),

    teamsWithDueAsk: (now: Date, latest: Date) => teams(dueAt('nextAskAt', now, latest)),

    /** The workspaces whose turn it is, because they had none for so long. */
    teamsWithTurn: (turn: Turn, now: Date, everyMs: number) =>
      teams(notSince(turn, new Date(now.getTime() - everyMs))),

    of: (teamId: string) => workspaceOf(model, teamId),
  };
};
