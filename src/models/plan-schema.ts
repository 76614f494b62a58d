import { type Connection, type InferSchemaType, type QueryFilter, Schema } from 'mongoose';
import { laterStands, planEvidence, planSizes, planStates } from '../domain/plan.ts';
import { ladder } from '../domain/win.ts';
import { schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    /** Whose it is: nobody else reads it, unless it is shared with managers. */
    userId: { type: String, required: true },
    /** What it was made by: a form, a little extra on a day, a day of a challenge. Each makes one plan. */
    madeBy: { type: String, required: true },
    /** The form it came in: sent twice, it is one plan. */
    formId: String,
    madeAt: { type: Date, required: true },
    /** Absent of one that was made of a little extra without a form. */
    customerAlias: String,
    /** What its owner knows about them. */
    clue: String,
    rungBefore: { type: String, enum: ladder },
    treat: { type: String, required: true },
    ideaId: String,
    /** They may not be allowed to accept it. */
    isGift: Boolean,
    size: { type: String, enum: planSizes, required: true },
    /** A calendar day of its owner's. */
    day: { type: String, required: true },
    isShared: Boolean,
    /** The day of a challenge that asked for it. */
    runId: String,
    dayId: String,
    state: { type: String, enum: planStates, required: true },
    moves: { type: Number, required: true },
    doneAt: Date,
    doneIn: String,
    /** A win is made of it since then: it is recorded once it is stored. */
    tellingAt: Date,
    /** What happened, as typed. */
    note: String,
    rungAfter: { type: String, enum: ladder },
    winId: String,
    droppedAt: Date,
    /** From when until when it is asked where they are now. */
    laterDueAt: Date,
    laterUntilAt: Date,
    later: { type: String, enum: laterStands },
    evidence: { type: [{ type: String, enum: planEvidence }], default: undefined },
    laterAt: Date,
    laterIn: String,
    /** When the bot looks at it next. Absent once nothing is left to do. */
    lookAt: Date,
  },
  { ...schemaOptions, collection: 'plans' },
);

schema.index({ teamId: 1, userId: 1, madeBy: 1 }, { unique: true });
/** Somebody's plans: Home, `/brag plan`, `/brag mine`. */
schema.index({ teamId: 1, userId: 1, state: 1, day: 1 });
schema.index({ teamId: 1, userId: 1, madeAt: -1 });
/** Who has something planned. */
schema.index({ teamId: 1, state: 1, userId: 1 });
schema.index({ lookAt: 1, teamId: 1 }, { partialFilterExpression: { lookAt: { $exists: true } } });
schema.index({ teamId: 1, lookAt: 1 }, { partialFilterExpression: { lookAt: { $exists: true } } });
/** What a week came to; and what is too old to be kept. */
schema.index({ teamId: 1, madeAt: 1 });
schema.index({ teamId: 1, doneAt: 1 }, { partialFilterExpression: { doneAt: { $exists: true } } });
schema.index({ teamId: 1, laterAt: 1 }, { partialFilterExpression: { laterAt: { $exists: true } } });
schema.index({ teamId: 1, isShared: 1, day: 1 }, { partialFilterExpression: { isShared: true } });

export type PlanFields = InferSchemaType<typeof schema>;
export const planModel = (connection: Connection) => connection.model('Plan', schema);
export type PlanModel = ReturnType<typeof planModel>;

export const findPlan = (model: PlanModel, filter: QueryFilter<PlanFields>) => model.findOne(filter).lean();
/** A plain object, not a mongoose document. */
export type Plan = NonNullable<Awaited<ReturnType<typeof findPlan>>>;

/** What is not said is not stored. */
export const withoutEmpty = <T extends object>(fields: T) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== false),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> };

/** Nobody changes a plan but whose it is. */
export const ownPlan = (teamId: string, planId: string, userId: string) => ({ _id: planId, teamId, userId });
