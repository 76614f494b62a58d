import { type Connection, type InferSchemaType, type QueryFilter, Schema } from 'mongoose';
import { ladder, principles, toldAnswers } from '../domain/win.ts';
import { schemaOptions } from './schema-options.ts';

// Schemas of their own, because mongoose stores a nested object without one as {} when it is not set.
const place = new Schema(
  { channelId: { type: String, required: true }, ts: { type: String, required: true } },
  { _id: false, strict: 'throw' },
);
const withdrawal = new Schema(
  {
    at: Date,
    by: String,
    why: { type: String, enum: ['taken-down', 'message-deleted'] },
    /** Its week had no digest yet. */
    wasWeekOpen: Boolean,
    /** Managers decided so, after a report. */
    isDecided: Boolean,
  },
  { _id: false, strict: 'throw' },
);
/** What became of reports of a win: of the `round`th time that managers are asked, or the last that they were. */
const review = new Schema(
  {
    round: { type: Number, required: true },
    isOpen: { type: Boolean, required: true },
    how: { type: String, enum: ['kept', 'taken-down'] },
    byId: String,
    at: Date,
    /** The edition that was kept. */
    edition: Number,
    /** Whether its week was not told of yet when it was folded. */
    wasWeekOpen: Boolean,
  },
  { _id: false, strict: 'throw' },
);

/** In words as they were when it was told. */
const madeRight = new Schema(
  {
    cause: { type: String, required: true },
    steps: { type: [String], required: true },
    change: { type: String, required: true },
  },
  { _id: false, strict: 'throw' },
);

const customer = new Schema(
  { answer: { type: String, enum: toldAnswers, required: true }, words: String },
  { _id: false, strict: 'throw' },
);

const schema = new Schema(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    authorId: { type: String, required: true },
    heroIds: { type: [String], required: true },
    /** Without whom it would not have worked: none of them a hero, and counted apart. Absent: none. */
    helperIds: { type: [String], default: undefined },
    /** User groups that it credits, by the names that its text has for them; absent: none. */
    groupNames: { type: [String], default: undefined },
    /** Wire text in which only credited people are references; see domain/slack-text.ts. */
    text: { type: String, required: true },
    /** Names as they were, for everybody the text or the credits speak of. */
    names: { type: Map, of: String, required: true },
    source: {
      kind: { type: String, enum: ['command', 'composer', 'message'], required: true },
      channelId: String,
      ts: String,
      /** Who made it a win by a reaction; absent: its author put it on the wall. */
      nominatedBy: String,
      /** Slack's timestamp of the newest edit of that message that is known. */
      editedTs: String,
      /** The message that it is a reply to. */
      threadTs: String,
      /** Who wrote that message, when the win's author is somebody else. */
      writerId: String,
      /** It holds a picture. */
      hasPicture: Boolean,
      /** The words are the author's own: they neither follow that message nor go with it. */
      isRetold: Boolean,
      /** That message was deleted, and the win is not. */
      isGone: Boolean,
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
    /** What it came of, when it did: a little extra, a plan, something that was made right. */
    ideaId: String,
    planId: String,
    recoveryId: String,
    /** It tells how that was made right, and is not withdrawn: of one recovery there is one. */
    isStory: Boolean,
    /** Of one that tells how something was made right. */
    madeRight: { type: madeRight },
    /** The bot picked it, when it was posted: its customer is to be asked. */
    isPicked: Boolean,
    /** What its customer says of it and may be told, as the so manieth version of their answer has it. */
    customer: { type: customer },
    customerVersion: Number,
    /** When its customer first answered, if they say that it helped: read out or not. */
    customerHappyAt: Date,
    withdrawn: { type: withdrawal },
    /** How often it was put back. */
    timesBack: Number,
    /** It was put back, and its message is to be posted anew. */
    isOffWall: Boolean,
    /** It was reported, and is neither shown nor counted until managers decide; since when. */
    folded: Date,
    review: { type: review },
    /** Counts edits, so that a form opened before another edit cannot overwrite it unseen. */
    edition: { type: Number, required: true },
    editions: [
      {
        _id: false,
        text: String,
        heroIds: [String],
        helperIds: { type: [String], default: undefined },
        replacedAt: Date,
        replacedBy: String,
      },
    ],
    /** Where the wall message is, once it is posted. */
    wall: { type: place },
    /** Slack does not take it in any form: it counts in no week, unless an edit makes it another. */
    isUnpostable: Boolean,
    /** Derived from `nominations` and rebuildable at any time. */
    nominatorIds: { type: [String], required: true },
    nominationCount: { type: Number, required: true },
    /** Rises with every change of a vote: a count is only written if no vote changed while it was made. */
    votesVersion: { type: Number, required: true },
    /**
     * Whether a vote made it exceptional, and not another threshold; or else that is announced all the same. Absent in
     * wins that nobody counted since that is kept.
     */
    isEarned: Boolean,
    exceptionalAnnouncedAt: Date,
    /** When its author was asked for what it does not say, which is once. */
    tipAskedAt: Date,
    /** Rises with every visible change; the wall message is stale until the newest revision is shown. */
    revision: { type: Number, required: true },
    isWallStale: { type: Boolean, required: true },
    /** How often Slack refused to show this revision, and when to try again. */
    unshown: { type: new Schema({ revision: Number, times: Number, until: Date }, { _id: false }) },
    /** Until then Slack may still carry out an update that it did not answer, over a newer one. */
    silentUntil: Date,
    /** Something about its reactions could not be read: compare with Slack at the next tick. */
    needsReconciling: { type: Boolean, required: true },
    /** Something that running totals go by has changed; how often it did; and everybody they may count it for. */
    isTallyStale: Boolean,
    tallyVersion: Number,
    talliedIds: { type: [String], default: undefined },
    /** About to be deleted, since stories are not kept that long. */
    isForgotten: Boolean,
  },
  { ...schemaOptions, collection: 'wins' },
);

schema.index({ teamId: 1, postedAt: -1 });
schema.index({ teamId: 1, week: 1 });
/** Whose badge another threshold changes. */
schema.index({ teamId: 1, nominationCount: 1 });
/** Since when somebody has been credited. */
schema.index({ teamId: 1, heroIds: 1, week: 1 });
/** A person's last wins, and what they are credited in this month: Home, however many they have. */
schema.index({ teamId: 1, heroIds: 1, postedAt: -1 });
schema.index({ teamId: 1, authorId: 1, postedAt: -1 });
/** What somebody nominated. */
schema.index({ teamId: 1, nominatorIds: 1, postedAt: -1 });
schema.index(
  { teamId: 1, helperIds: 1, postedAt: -1 },
  { partialFilterExpression: { helperIds: { $exists: true } } },
);
/** The latest exceptional win. */
schema.index(
  { teamId: 1, exceptionalAnnouncedAt: -1 },
  { partialFilterExpression: { exceptionalAnnouncedAt: { $exists: true } } },
);
schema.index({ teamId: 1, runId: 1 }, { partialFilterExpression: { runId: { $exists: true } } });
schema.index({ teamId: 1, ideaId: 1 }, { partialFilterExpression: { ideaId: { $exists: true } } });
schema.index(
  { teamId: 1, 'wall.channelId': 1, 'wall.ts': 1 },
  { unique: true, partialFilterExpression: { 'wall.ts': { $exists: true } } },
);
schema.index(
  { teamId: 1, 'source.channelId': 1, 'source.ts': 1 },
  { unique: true, partialFilterExpression: { 'source.ts': { $exists: true } } },
);
schema.index({ teamId: 1, planId: 1 }, { partialFilterExpression: { planId: { $exists: true } } });
schema.index({ teamId: 1, recoveryId: 1 }, { unique: true, partialFilterExpression: { isStory: true } });
schema.index(
  { teamId: 1, customerHappyAt: 1 },
  { partialFilterExpression: { customerHappyAt: { $exists: true } } },
);
schema.index({ isWallStale: 1, teamId: 1 }, { partialFilterExpression: { isWallStale: true } });
schema.index({ isOffWall: 1, teamId: 1 }, { partialFilterExpression: { isOffWall: true } });
schema.index({ teamId: 1, 'review.isOpen': 1 }, { partialFilterExpression: { 'review.isOpen': true } });
schema.index({ needsReconciling: 1, teamId: 1 }, { partialFilterExpression: { needsReconciling: true } });
schema.index(
  { isTallyStale: 1, teamId: 1, postedAt: -1 },
  { partialFilterExpression: { isTallyStale: true } },
);

export type WinFields = InferSchemaType<typeof schema>;

export const winModel = (connection: Connection) => connection.model('Win', schema);
export type WinModel = ReturnType<typeof winModel>;

export const findWin = (model: WinModel, filter: QueryFilter<WinFields>) => model.findOne(filter).lean();
/** A plain object, not a mongoose document. */
export type Win = NonNullable<Awaited<ReturnType<typeof findWin>>>;

/** A message in Slack. */
export interface Place {
  channelId: string;
  ts: string;
}

export const standing = { withdrawn: { $exists: false } } as const;
/** What is shown to people: not one that is reported, until managers decide. */
export const shown = { ...standing, folded: { $exists: false } } as const;
/** What counts in a week. */
export const counted = { ...shown, isUnpostable: { $ne: true }, isForgotten: { $ne: true } } as const;
/** On the wall and behind, and not put off. Of one that is not there yet, it is found out when it is posted. */
export const staleBy = (now: Date) => ({
  isWallStale: true,
  wall: { $exists: true },
  'unshown.until': { $not: { $gt: now } },
});
/** In every write that withdraws a win: what it told can be told again. */
export const notStory = { isStory: 1 } as const;
export const shownAnew = { $inc: { revision: 1 }, $set: { isWallStale: true } } as const;
/** In every write that changes whether a win counts, whom it credits or who nominated it. */
export const tallyStale = { $inc: { tallyVersion: 1 }, $set: { isTallyStale: true } } as const;
/** Whoever is counted from now on; nobody is taken out, since totals may have counted it for them. */
export const countedFor = (userIds: readonly string[]) => ({
  $addToSet: { talliedIds: { $each: [...userIds] } },
});
