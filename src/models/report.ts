import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { mostOpenReports, type ReportState } from '../domain/report.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Win and person: one person reports a win once. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    winId: { type: String, required: true },
    userId: { type: String, required: true },
    /** As typed. */
    reason: { type: String, required: true },
    at: { type: Date, required: true },
    state: { type: String, enum: ['open', 'kept', 'taken-down', 'gone'], required: true },
    /** Which of the person's open reports it is: there are only so many places. */
    slot: Number,
    /** When to look what follows from it. */
    followAt: Date,
  },
  { ...schemaOptions, collection: 'reports' },
);

schema.index({ teamId: 1, winId: 1 });
schema.index(
  { teamId: 1, userId: 1, slot: 1 },
  { unique: true, partialFilterExpression: { slot: { $exists: true } } },
);
schema.index({ followAt: 1, teamId: 1 }, { partialFilterExpression: { followAt: { $exists: true } } });

export type Report = InferSchemaType<typeof schema>;

const erasedReason = 'Whoever asked has had their data deleted.';

const modelFor = (connection: Connection) => connection.model('Report', schema);

const reportsOf = (model: ReturnType<typeof modelFor>, teamId: string) => ({
  /** Stores a report, if the person has reported this win never before and has a place for it. */
  async file(
    { winId, userId, reason }: Pick<Report, 'winId' | 'userId' | 'reason'>,
    now: Date,
  ): Promise<'filed' | 'already' | 'too-many'> {
    const report = { _id: `${winId}:${userId}`, teamId, winId, userId, reason, at: now };
    for (let slot = 0; slot < mostOpenReports; slot += 1)
      try {
        await model.create({ ...report, state: 'open', slot, followAt: now });
        return 'filed';
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        if (await model.exists({ _id: report._id, teamId })) return 'already';
      }
    return 'too-many';
  },

  openOf: (winId: string) => model.find({ teamId, winId, state: 'open' }).sort({ at: 1 }).lean(),

  dueToFollow: (now: Date, limit: number) =>
    model
      .find({ teamId, followAt: { $lte: now } })
      .sort({ followAt: 1 })
      .limit(limit)
      .lean(),

  /** Has the open reports of a win looked at then. */
  async followSoon(winId: string, followAt: Date): Promise<void> {
    await model.updateMany({ teamId, winId, state: 'open' }, { $set: { followAt } });
  },

  /** Nothing follows from it for now, unless that was planned anew meanwhile. */
  async lookLater({ _id, followAt: read }: Report, followAt: Date | undefined): Promise<void> {
    const change = followAt ? { $set: { followAt } } : { $unset: { followAt: 1 as const } };
    await model.updateOne({ _id, teamId, ...(read && { followAt: read }) }, change);
  },

  /** What became of it, once all that follows from it is planned. */
  async settle({ _id }: Report, state: Exclude<ReportState, 'open'>): Promise<void> {
    await model.updateOne(
      { _id, teamId, state: 'open' },
      { $set: { state }, $unset: { slot: 1, followAt: 1 } },
    );
  },

  find: (winId: string, userId: string) => model.findOne({ _id: `${winId}:${userId}`, teamId }).lean(),

  /** For whoever wrote them alone. */
  async exportOf(userId: string): Promise<PersonRow[]> {
    const found = await model.find({ teamId, userId }, { slot: 0, followAt: 0 }).sort({ at: 1 }).lean();
    return found.map((report) => personRow(report));
  },

  /** Deletes a person's. What is open goes on without the reason, by nobody in particular. */
  async erasePerson({ userId, standIn }: Erased): Promise<number> {
    for (const { winId, at } of await model.find({ teamId, userId, state: 'open' }).lean()) {
      const open = { teamId, winId, userId: standIn, reason: erasedReason, at, state: 'open' as const };
      await model.updateOne(
        { _id: `${winId}:${standIn}`, teamId },
        { $setOnInsert: { ...open, followAt: at } },
        { upsert: true },
      );
    }
    return (await model.deleteMany({ teamId, userId })).deletedCount;
  },

  /** What belongs to wins that are not kept any more. */
  async forgetWins(winIds: readonly string[]): Promise<void> {
    await model.deleteMany({ teamId, winId: { $in: [...winIds] } });
  },
});

/** Who asked managers to look at which win, and why: one document a win and person. */
export const createReports = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces where something follows from a report. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { followAt: { $lte: now } }),

    of: (teamId: string) => reportsOf(model, teamId),
  };
};
