import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import {
  causes,
  problems,
  type RecoveryReader,
  recoveryStates,
  severities,
  workingStates,
} from '../domain/recovery.ts';
import { schemaOptions } from './schema-options.ts';

const part = { _id: false, strict: 'throw' } as const;
const done = new Schema({ at: { type: Date, required: true }, byId: { type: String, required: true } }, part);

/** What it was before it was reopened, to be undone. */
const before = new Schema(
  {
    call: done,
    fixed: done,
    followUp: done,
    /** Absent of what an earlier version reopened. */
    contactDueAt: Date,
    closedAt: Date,
    closedBy: String,
    cause: { type: String, enum: causes },
    change: String,
  },
  part,
);
const reopening = new Schema(
  { at: { type: Date, required: true }, byId: { type: String, required: true }, was: before },
  part,
);

const schema = new Schema(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    /** The form that it was opened in: sent twice, it opens one. */
    formId: { type: String, required: true },
    openedBy: { type: String, required: true },
    openedAt: { type: Date, required: true },
    /** As typed; empty once it was taken back. */
    what: { type: String, default: '' },
    problem: { type: String, enum: problems, required: true },
    customerAlias: String,
    severity: { type: String, enum: severities, required: true },
    doesCustomerKnow: { type: Boolean, required: true },
    ownerId: { type: String, required: true },
    helperIds: { type: [String], required: true },
    /** Everybody who was ever given its card, whoever works on it now. */
    cardIds: { type: [String], required: true },
    contactDueAt: { type: Date, required: true },
    steps: {
      type: new Schema(
        { call: done, listen: done, own: done, offer: done, fixed: done, followUp: done },
        part,
      ),
      required: true,
    },
    offer: String,
    cost: String,
    /** Calendar days of the workspace's. */
    fixBy: String,
    followUpOn: String,
    /** The one planned word to the customer while it takes longer. */
    update: {
      type: new Schema({ dueAt: { type: Date, required: true }, sentAt: Date, byId: String }, part),
    },
    state: { type: String, enum: recoveryStates, required: true },
    fixedAt: Date,
    closedAt: Date,
    closedBy: String,
    cause: { type: String, enum: causes },
    change: String,
    /** The form that it was closed in. */
    closeFormId: String,
    /** Each time that it was not right after all. */
    reopened: { type: [reopening], default: undefined },
    /** When its owner is asked whether all is right again, unless that is a week after it was put right; when they were. */
    askAt: Date,
    askedAt: Date,
    /** The win that tells it, and the form that its owner tells it in. */
    storyWinId: String,
    /** That win is taken down. */
    isStoryDown: Boolean,
    storyFormId: String,
    storyClaimedAt: Date,
    /** The win whose customer was not helped, when one was opened because of their answer: one at a time. */
    originWinId: String,
    /** Rises with every change: copies of its card go by it. */
    version: { type: Number, required: true },
    /** Of which all copies were shown. */
    shownVersion: Number,
    /** When that was begun: what could be undone then may be offered there. */
    shownAt: Date,
    /** Rises when what was written, planned, or who works on it changes: forms go by it. */
    edition: { type: Number, required: true },
    changedAt: { type: Date, required: true },
    /** When to see to it that everybody has its card as it is. Absent once nothing is left to see to. */
    followAt: Date,
    /** Those who lead the team have it in their notes. */
    isTold: Boolean,
    /** When to look next whether something is overdue or to be asked. */
    lookAt: Date,
  },
  { ...schemaOptions, collection: 'recoveries' },
);

schema.index({ teamId: 1, formId: 1 }, { unique: true });
schema.index({ teamId: 1, ownerId: 1, state: 1, openedAt: 1 });
schema.index({ teamId: 1, helperIds: 1, state: 1, openedAt: 1 });
schema.index({ teamId: 1, openedBy: 1, state: 1, openedAt: 1 });
schema.index({ teamId: 1, cardIds: 1 });
schema.index({ teamId: 1, state: 1, openedAt: 1 });
schema.index({ teamId: 1, changedAt: 1 });
/** What its owner is asked about. */
schema.index(
  { teamId: 1, ownerId: 1, askedAt: 1 },
  { partialFilterExpression: { askedAt: { $exists: true } } },
);
schema.index({ teamId: 1, storyWinId: 1 }, { partialFilterExpression: { storyWinId: { $exists: true } } });
schema.index(
  { teamId: 1, originWinId: 1 },
  { unique: true, partialFilterExpression: { originWinId: { $exists: true } } },
);
const following = { partialFilterExpression: { followAt: { $exists: true } } } as const;
schema.index({ followAt: 1, teamId: 1 }, following);
const looking = { partialFilterExpression: { lookAt: { $exists: true } } } as const;
schema.index({ lookAt: 1, teamId: 1 }, looking);

export type Recovery = InferSchemaType<typeof schema>;

export const recoveryModel = (connection: Connection) => connection.model('Recovery', schema);

export type RecoveryModel = ReturnType<typeof recoveryModel>;

/** There is something to do. */
export const worked = { state: { $in: [...workingStates] } } as const;

/** The process that changed it sees to what follows; whoever ends in the middle of that is taken over by then. */
const followWithinMs = 60_000;

/** What every change writes besides: it has to be shown anew, and may be due at another time. */
export const changedAt = (now: Date) => ({
  changedAt: now,
  followAt: new Date(now.getTime() + followWithinMs),
  lookAt: now,
});

/** Decided again where it is written: somebody may have been taken off it meanwhile. */
export const workedOnBy = ({ userId, isManager }: RecoveryReader) =>
  isManager ? {} : { $or: [{ ownerId: userId }, { helperIds: userId }] };

/** The same of who owns it, and of those who lead the team. */
export const ledBy = ({ userId, isManager }: RecoveryReader) => (isManager ? {} : { ownerId: userId });

/** Nothing is asked of its owner: it is over, or it is not put right any more. */
export const unasked = { askAt: 1, askedAt: 1 } as const;

/** One write that changes one, if the filter still finds it. */
export const changeOf =
  (model: RecoveryModel) =>
  (
    filter: object,
    { $set, ...update }: { $set?: object; $unset?: object; $push?: object; $pop?: object },
    now: Date,
  ) =>
    model
      .findOneAndUpdate(
        { ...filter },
        { ...update, $set: { ...$set, ...changedAt(now) }, $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
