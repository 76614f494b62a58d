import { type Connection, type InferSchemaType, type QueryFilter, Schema } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import { growingDelayMs } from '../domain/growing-delay.ts';
import { fallbackZone, type LostWall, type Workspace, workspaceDefaults } from '../domain/workspace.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const lostWall = new Schema(
  {
    channelId: String,
    at: Date,
    why: String,
    lookedAt: Date,
    /** When to look whether it is there again, and how often that was done in vain. */
    lookAt: Date,
    looks: Number,
  },
  { _id: false },
);

const schema = new Schema(
  {
    /** The Slack workspace's id. */
    _id: { type: String, required: true },
    /** When the bot first came: it saw nothing from before. */
    metAt: Date,
    /** When the bot was last known to be installed there, and when it was last told that it is not. */
    installedAt: Date,
    uninstalledAt: Date,
    /** Channels that have another id now, followed until then; and when to do so next. */
    movedChannels: {
      type: [new Schema({ from: String, to: String, until: Date }, { _id: false, strict: 'throw' })],
      default: undefined,
    },
    followChannelsAt: Date,
    /** The channel where wins appear; absent until there is one, and again after it is lost. */
    wallChannelId: String,
    /** The last wall that was lost, so that it is the wall again when it comes back. */
    lostWall: { type: lostWall },
    /** The same once it is the wall again, until something is posted there. */
    doubtedWall: { type: lostWall },
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
schema.index({ followChannelsAt: 1 }, { partialFilterExpression: { followChannelsAt: { $exists: true } } });
schema.index({ 'lostWall.lookAt': 1 }, { partialFilterExpression: { 'lostWall.lookAt': { $exists: true } } });

export interface MovedChannel {
  from: string;
  to: string;
  until: Date;
}

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

const lostWallOf = (lost: WorkspaceFields['lostWall']): LostWall | undefined =>
  lost?.channelId
    ? {
        channelId: lost.channelId,
        why: lost.why ?? '',
        at: lost.at ?? new Date(0),
        lookedAt: lost.lookedAt ?? undefined,
      }
    : undefined;

/** Slack may tell of an end late, when the bot is there again: the newer of the two counts. */
const isUninstalled = ({ installedAt, uninstalledAt }: Partial<WorkspaceFields>): boolean =>
  Boolean(uninstalledAt && !(installedAt && installedAt > uninstalledAt));

const noWall = { wallChannelId: { $exists: false } } as const;

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

    async isUninstalled(): Promise<boolean> {
      return isUninstalled((await model.findOne(one, { installedAt: 1, uninstalledAt: 1 }).lean()) ?? {});
    },

    async recordInstalled(at: Date): Promise<void> {
      await model.updateOne(one, { $max: { installedAt: at } });
    },

    async recordUninstalled(at: Date): Promise<void> {
      await model.updateOne(one, { $max: { uninstalledAt: at } });
    },

    /** Notes that a channel has another id now, so that all that knows the old one follows, once more at `until`. */
    async noteMovedChannel(from: string, to: string, now: Date, until: Date): Promise<void> {
      await model.updateOne(
        { ...one, movedChannels: { $not: { $elemMatch: { from, to } } } },
        { $push: { movedChannels: { from, to, until } }, $set: { followChannelsAt: now } },
      );
    },

    async movedChannels(): Promise<{ followAt: Date | undefined; moves: MovedChannel[] }> {
      const { movedChannels, followChannelsAt } = (await model.findOne(one).lean()) ?? {};
      const moves = (movedChannels ?? []).flatMap(({ from, to, until }) =>
        from && to && until ? [{ from, to, until }] : [],
      );
      return { followAt: followChannelsAt ?? undefined, moves };
    },

    /** Forgets what was followed for long enough, unless a channel was noted since `followAt` was read. */
    async settleMovedChannels(followAt: Date, left: readonly MovedChannel[]): Promise<void> {
      const [next] = left.map(({ until }) => until).sort((a, b) => a.getTime() - b.getTime());
      await model.updateOne(
        { ...one, followChannelsAt: followAt },
        next
          ? { $set: { movedChannels: [...left], followChannelsAt: next } }
          : { $unset: { movedChannels: 1, followChannelsAt: 1 } },
      );
    },

    /** A channel has another id now. */
    async followChannel(from: string, to: string): Promise<void> {
      for (const field of ['wallChannelId', 'lostWall.channelId', 'doubtedWall.channelId'] as const)
        await model.updateOne({ ...one, [field]: from }, { $set: { [field]: to } });
    },

    /** What the workspace has decided, and whether its zone is settled. */
    async read(): Promise<Workspace & { isZoneSettled: boolean }> {
      const { metAt, wallChannelId, lostWall, doubtedWall, timeZone } =
        (await model.findOne(one).lean()) ?? {};
      return {
        ...workspaceDefaults,
        metAt: metAt ?? undefined,
        wallChannelId: wallChannelId ?? undefined,
        lostWall: lostWallOf(lostWall),
        doubtedWall: lostWallOf(doubtedWall),
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
        { ...one, ...noWall },
        { $set: { wallChannelId: channelId }, $unset: { lostWall: 1, doubtedWall: 1 } },
      );
      return result.modifiedCount === 1;
    },

    /**
     * Forgets the wall if it is this channel. One that had come back, and is lost for the same reason before anything was
     * posted there, is lost since then. Undefined for all calls but the one that did.
     */
    async loseWall(channelId: string, why: string, now: Date): Promise<LostWall | undefined> {
      const again = await model
        .findOneAndUpdate(
          { ...one, wallChannelId: channelId, 'doubtedWall.why': why },
          { $unset: { wallChannelId: 1 }, $rename: { doubtedWall: 'lostWall' } },
          { returnDocument: 'after' },
        )
        .lean();
      if (again) return lostWallOf(again.lostWall);
      const lookAt = new Date(now.getTime() + growingDelayMs(0));
      const result = await model.updateOne(
        { ...one, wallChannelId: channelId },
        {
          $unset: { wallChannelId: 1, doubtedWall: 1 },
          $set: { lostWall: { channelId, at: now, why, lookAt, looks: 0 } },
        },
      );
      return result.modifiedCount === 1 ? { channelId, why, at: now, lookedAt: undefined } : undefined;
    },

    /** Makes the lost wall the wall again, if it is this channel. True for the one call that did. */
    async restoreWall(channelId: string): Promise<boolean> {
      const result = await model.updateOne(
        { ...one, ...noWall, 'lostWall.channelId': channelId },
        { $set: { wallChannelId: channelId }, $rename: { lostWall: 'doubtedWall' } },
      );
      return result.modifiedCount === 1;
    },

    async trustWall(channelId: string): Promise<void> {
      await model.updateOne({ ...one, 'doubtedWall.channelId': channelId }, { $unset: { doubtedWall: 1 } });
    },

    /** Has it looked whether the lost wall is there again by then; `anew` when there is a reason to think so. */
    async planWallLook(channelId: string, lookAt: Date, { anew = false } = {}): Promise<void> {
      await model.updateOne(
        { ...one, 'lostWall.channelId': channelId },
        { $min: { 'lostWall.lookAt': lookAt }, ...(anew && { $set: { 'lostWall.looks': 0 } }) },
      );
    },

    /** The lost wall, if it is time to look whether it is there again: for one caller, of all replicas. */
    async claimWallLook(now: Date): Promise<LostWall | undefined> {
      const { lostWall: lost } = (await model.findOne({ ...one, ...noWall }).lean()) ?? {};
      if (!lost?.channelId || !lost.lookAt || lost.lookAt > now) return undefined;
      const looks = (lost.looks ?? 0) + 1;
      const lookAt = new Date(now.getTime() + growingDelayMs(looks));
      const result = await model.updateOne(
        { ...one, 'lostWall.channelId': lost.channelId, 'lostWall.lookAt': lost.lookAt },
        { $set: { 'lostWall.lookedAt': now, 'lostWall.lookAt': lookAt, 'lostWall.looks': looks } },
      );
      return result.modifiedCount === 1 ? lostWallOf(lost) : undefined;
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

    /** Those of these workspaces where the bot is not installed any more. */
    async uninstalled(teamIds: readonly string[]): Promise<string[]> {
      const left = { _id: { $in: [...teamIds] }, uninstalledAt: { $exists: true } };
      const found = await model.find(left, { installedAt: 1, uninstalledAt: 1 }).lean();
      return found.filter(isUninstalled).map(({ _id }) => _id);
    },

    /** The workspaces where a channel has another id now. */
    teamsWithMovedChannels: (now: Date) => teams({ followChannelsAt: { $lte: now } }),

    /** The workspaces whose lost wall is to be looked at. */
    teamsWithLostWall: (now: Date) => teams({ 'lostWall.lookAt': { $lte: now } }),

    /** The workspaces whose turn it is, because they had none for so long. */
    teamsWithTurn: (turn: Turn, now: Date, everyMs: number) =>
      teams(notSince(turn, new Date(now.getTime() - everyMs))),

    of: (teamId: string) => workspaceOf(model, teamId),
  };
};
