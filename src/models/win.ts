import { type Connection, type InferSchemaType, type QueryFilter, Schema } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import { nominatorIds } from '../domain/nomination.ts';
import { ladder, principles, type WinDetails } from '../domain/win.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';
import { createWinWeeks } from './win-week.ts';

// Schemas of their own, because mongoose stores a nested object without one as {} when it is not set.
const place = new Schema(
  { channelId: { type: String, required: true }, ts: { type: String, required: true } },
  { _id: false, strict: 'throw' },
);
const withdrawal = new Schema(
  { at: Date, by: String, why: { type: String, enum: ['taken-down', 'message-deleted'] } },
  { _id: false, strict: 'throw' },
);

const schema = new Schema(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    authorId: { type: String, required: true },
    heroIds: { type: [String], required: true },
    /** Wire text in which only credited people are references; see domain/slack-text.ts. */
    text: { type: String, required: true },
    /** Names as they were, for everybody the text or the credits speak of. */
    names: { type: Map, of: String, required: true },
    source: {
      kind: { type: String, enum: ['command', 'composer', 'message'], required: true },
      channelId: String,
      ts: String,
      nominatedBy: String,
    },
    customerAlias: String,
    rung: { type: String, enum: ladder },
    principle: { type: String, enum: principles },
    postedAt: { type: Date, required: true },
    /** The ISO week that it belongs to, decided in the workspace's zone when it was posted, and for good. */
    week: String,
    /** The challenge and its day that it was done for, when it was. */
    runId: String,
    dayId: String,
    withdrawn: { type: withdrawal },
    /** Counts edits, so that a form opened before another edit cannot overwrite it unseen. */
    edition: { type: Number, required: true },
    editions: [{ _id: false, text: String, heroIds: [String], replacedAt: Date, replacedBy: String }],
    /** Where the wall message is, once it is posted. */
    wall: { type: place },
    /** Derived from `nominations` and rebuildable at any time. */
    nominatorIds: { type: [String], required: true },
    nominationCount: { type: Number, required: true },
    /** Rises with every change of a vote: a count is only written if no vote changed while it was made. */
    tally: { type: Number, required: true },
    exceptionalAnnouncedAt: Date,
    /** Rises with every visible change; the wall message is stale until the newest revision is shown. */
    revision: { type: Number, required: true },
    isWallStale: { type: Boolean, required: true },
    /** Until then Slack may still carry out an update that it did not answer, over a newer one. */
    silentUntil: Date,
    /** Something about its reactions could not be read: compare with Slack at the next tick. */
    needsReconciling: { type: Boolean, required: true },
  },
  { ...schemaOptions, collection: 'wins' },
);

schema.index({ teamId: 1, postedAt: -1 });
schema.index({ teamId: 1, week: 1 });
/** Since when somebody has been credited. */
schema.index({ teamId: 1, heroIds: 1, week: 1 });
schema.index({ teamId: 1, runId: 1 }, { partialFilterExpression: { runId: { $exists: true } } });
schema.index(
  { teamId: 1, 'wall.channelId': 1, 'wall.ts': 1 },
  { unique: true, partialFilterExpression: { 'wall.ts': { $exists: true } } },
);
schema.index(
  { teamId: 1, 'source.channelId': 1, 'source.ts': 1 },
  { unique: true, partialFilterExpression: { 'source.ts': { $exists: true } } },
);
schema.index({ teamId: 1, isWallStale: 1 }, { partialFilterExpression: { isWallStale: true } });
schema.index({ teamId: 1, needsReconciling: 1 }, { partialFilterExpression: { needsReconciling: true } });

type WinDocument = InferSchemaType<typeof schema>;

const modelFor = (connection: Connection) => connection.model('Win', schema);
export type WinModel = ReturnType<typeof modelFor>;
const findLean = (model: ReturnType<typeof modelFor>, filter: QueryFilter<WinDocument>) =>
  model.findOne(filter).lean();
/** A plain object, not a mongoose document. */
export type Win = NonNullable<Awaited<ReturnType<typeof findLean>>>;

export interface WinContent extends WinDetails {
  text: string;
  heroIds: string[];
  names: Map<string, string>;
}

export interface NewWin extends WinContent {
  winId: string;
  teamId: string;
  authorId: string;
  source:
    | { kind: 'command' | 'composer' }
    | { kind: 'message'; channelId: string; ts: string; nominatedBy: string };
  postedAt: Date;
  week: WeekName;
  challengeDay?: { runId: string; dayId: string } | undefined;
}

export interface Place {
  channelId: string;
  ts: string;
}

/** Who wants to change a win, and whether they manage the workspace. */
export interface Changer {
  userId: string;
  isManager: boolean;
}

const mayChange = ({ userId, isManager }: Changer): QueryFilter<WinDocument> =>
  isManager ? {} : { $or: [{ authorId: userId }, { heroIds: userId }] };

const standing = { withdrawn: { $exists: false } } as const;
const shownAnew = { $inc: { revision: 1 }, $set: { isWallStale: true } } as const;

const contentFields = ({ text, heroIds, names, customerAlias, rung, principle }: WinContent) => ({
  text,
  heroIds,
  names,
  ...(customerAlias !== undefined && { customerAlias }),
  ...(rung !== undefined && { rung }),
  ...(principle !== undefined && { principle }),
});

/** The wins of every workspace: one document a win. */
export const createWins = (connection: Connection) => {
  const model = modelFor(connection);
  const one = (teamId: string, winId: string) => ({ _id: winId, teamId });

  return {
    model,
    ...createWinWeeks(model),

    find: (teamId: string, winId: string) => findLean(model, one(teamId, winId)),

    findAt: (teamId: string, place: Place) =>
      findLean(model, { teamId, 'wall.channelId': place.channelId, 'wall.ts': place.ts }),

    findMadeFrom: (teamId: string, message: Place) =>
      findLean(model, { teamId, 'source.channelId': message.channelId, 'source.ts': message.ts }),

    /** Stores a win under its id. `exists` when the same id, or a win from the same message, is stored already. */
    async store({ winId, ...win }: NewWin): Promise<'stored' | 'exists'> {
      const nominators = nominatorIds(win, new Map());
      try {
        await model.create({
          ...contentFields(win),
          _id: winId,
          teamId: win.teamId,
          authorId: win.authorId,
          source: win.source,
          postedAt: win.postedAt,
          week: win.week,
          ...win.challengeDay,
          edition: 0,
          nominatorIds: nominators,
          nominationCount: nominators.length,
          tally: 0,
          revision: 0,
          isWallStale: false,
          needsReconciling: false,
        });
        return 'stored';
      } catch (error) {
        if (isDuplicateKey(error)) return 'exists';
        throw error;
      }
    },

    /**
     * Replaces the content if the person may change the win and nobody edited it since `edition`; the old content
     * is kept. Undefined when refused.
     */
    edit: (
      teamId: string,
      winId: string,
      edition: number,
      changer: Changer,
      content: WinContent,
      old: { text: string; heroIds: string[] },
      now: Date,
    ) =>
      model
        .findOneAndUpdate(
          { ...one(teamId, winId), ...standing, ...mayChange(changer), edition },
          {
            $set: { ...contentFields(content), isWallStale: true },
            $unset: Object.fromEntries(
              (['customerAlias', 'rung', 'principle'] as const)
                .filter((field) => content[field] === undefined)
                .map((field) => [field, 1]),
            ),
            $inc: { edition: 1, revision: 1 },
            $push: { editions: { ...old, replacedAt: now, replacedBy: changer.userId } },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /** Takes a win down if the person may. Undefined when refused or already withdrawn. */
    takeDown: (teamId: string, winId: string, changer: Changer, now: Date) =>
      model
        .findOneAndUpdate(
          { ...one(teamId, winId), ...standing, ...mayChange(changer) },
          {
            $inc: shownAnew.$inc,
            $set: { ...shownAnew.$set, withdrawn: { at: now, by: changer.userId, why: 'taken-down' } },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /** Withdraws the win whose wall message, or whose original message, was deleted in Slack. */
    withdrawDeleted: (teamId: string, place: Place, now: Date) =>
      model
        .findOneAndUpdate(
          {
            teamId,
            ...standing,
            $or: [
              { 'wall.channelId': place.channelId, 'wall.ts': place.ts },
              { 'source.channelId': place.channelId, 'source.ts': place.ts },
            ],
          },
          {
            $inc: shownAnew.$inc,
            $set: { ...shownAnew.$set, withdrawn: { at: now, why: 'message-deleted' } },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /**
     * Records where the wall message is and which revision it shows (undefined: nobody knows). True when the win
     * changed while the message was under way, and has to be shown anew.
     */
    async recordPosted(teamId: string, winId: string, place: Place, shownRevision: number | undefined) {
      const unchanged = { ...one(teamId, winId), wall: { $exists: false }, revision: shownRevision ?? -1 };
      if ((await model.updateOne(unchanged, { $set: { wall: place } })).matchedCount === 1) return false;
      await model.updateOne({ ...one(teamId, winId), wall: { $exists: false } }, { $set: { wall: place } });
      await model.updateOne(one(teamId, winId), {
        $set: { isWallStale: true, ...(shownRevision === undefined && { needsReconciling: true }) },
      });
      return true;
    },

    /**
     * False when the win changed since that revision and its message has to be shown once more, even if another
     * replica showed the newer one: nobody knows which of the two came last.
     */
    async recordShown(teamId: string, winId: string, revision: number): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(teamId, winId), revision },
        { $set: { isWallStale: false } },
      );
      if (result.matchedCount === 1) return true;
      await model.updateOne(one(teamId, winId), { $set: { isWallStale: true } });
      return false;
    },

    async recordSilence(teamId: string, winId: string, silentUntil: Date): Promise<void> {
      await model.updateOne(one(teamId, winId), { $set: { silentUntil, isWallStale: true } });
    },

    async noteVote(teamId: string, winId: string): Promise<void> {
      await model.updateOne(one(teamId, winId), { $inc: { tally: 1 } });
    },

    /** Writes a count made at `tally`. False when a vote changed meanwhile and it must be made again. */
    async recordCount(win: Win, nominatorIds: string[]): Promise<boolean> {
      const changed = nominatorIds.length !== win.nominationCount;
      const result = await model.updateOne(
        { ...one(win.teamId, win._id), tally: win.tally, edition: win.edition },
        {
          $set: { nominatorIds, nominationCount: nominatorIds.length, ...(changed && shownAnew.$set) },
          ...(changed && { $inc: shownAnew.$inc }),
        },
      );
      return result.matchedCount === 1;
    },

    async recordExceptionalAnnounced(teamId: string, winId: string, now: Date): Promise<void> {
      await model.updateOne(one(teamId, winId), { $set: { exceptionalAnnouncedAt: now } });
    },

    async setNeedsReconciling(teamId: string, winId: string, needsReconciling: boolean): Promise<void> {
      await model.updateOne(one(teamId, winId), { $set: { needsReconciling } });
    },

    stale: (teamId: string, wallChannelId: string, limit: number) =>
      model.find({ teamId, isWallStale: true, 'wall.channelId': wallChannelId }).limit(limit).lean(),

    /** The stories of a challenge, the most nominated first. */
    ofRun: (teamId: string, runId: string) =>
      model
        .find({ teamId, runId, ...standing })
        .sort({ nominationCount: -1, postedAt: 1 })
        .lean(),

    toReconcile: (teamId: string) => model.find({ teamId, needsReconciling: true }).lean(),

    postedSince: (teamId: string, since: Date) =>
      model
        .find({ teamId, postedAt: { $gte: since }, ...standing })
        .sort({ postedAt: -1 })
        .lean(),
  };
};

export type Wins = ReturnType<typeof createWins>;
