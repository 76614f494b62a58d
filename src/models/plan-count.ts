import type { Span } from '../domain/calendar.ts';
import type { PlanModel } from './plan-schema.ts';

/** What came of a team's plans in a time. */
export const planCountsOf = (model: PlanModel, teamId: string) => ({
  /** How many were planned in that time, those that were dropped left out. */
  madeCount: ({ start, end }: Span): Promise<number> =>
    model.countDocuments({ teamId, madeAt: { $gte: start, $lt: end }, state: { $ne: 'dropped' } }),

  /** Those that were done in that time, or of which somebody said then where the customer is; and these besides. */
  doneOrSeen: ({ start, end }: Span, alsoIds: readonly string[] = []) => {
    const within = { $gte: start, $lt: end };
    return model
      .find(
        { teamId, $or: [{ doneAt: within }, { laterAt: within }, { _id: { $in: [...alsoIds] } }] },
        { doneAt: 1, laterAt: 1, rungBefore: 1, rungAfter: 1, later: 1, evidence: 1 },
      )
      .lean();
  },

  /** Which of these are confirmed by what their customers did or said to their owners. */
  async confirmedAmong(planIds: readonly string[]): Promise<Set<string>> {
    const shown = { later: 'up' as const, 'evidence.0': { $exists: true } };
    const found = await model.find({ _id: { $in: [...planIds] }, teamId, ...shown }, { _id: 1 }).lean();
    return new Set(found.map(({ _id }) => _id));
  },

  /** How often each little extra was done by a plan without a win, and how often something confirmed it. */
  async doneByIdea({ start, end }: Span): Promise<{ ideaId: string; done: number; confirmed: number }[]> {
    const found = await model.aggregate<{ _id: string; done: number; confirmed: number }>([
      { $match: { teamId, doneAt: { $gte: start, $lt: end }, ideaId: { $exists: true } } },
      {
        $group: {
          _id: '$ideaId',
          done: { $sum: { $cond: [{ $gt: ['$winId', null] }, 0, 1] } },
          confirmed: {
            $sum: {
              $cond: [
                {
                  $and: [{ $eq: ['$later', 'up'] }, { $gt: [{ $size: { $ifNull: ['$evidence', []] } }, 0] }],
                },
                1,
                0,
              ],
            },
          },
        },
      },
    ]);
    return found.map(({ _id: ideaId, done, confirmed }) => ({ ideaId, done, confirmed }));
  },
});
