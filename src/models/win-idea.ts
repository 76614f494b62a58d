import type { Span } from '../domain/calendar.ts';
import { counted, type WinModel } from './win-schema.ts';

/** What little extras ask about the wins that came of them. */
export const winIdeasOf = (model: WinModel, teamId: string) => ({
  /** How many wins of a time that stand came of each, by its id. */
  async doneByIdea({ start, end }: Span): Promise<Map<string, number>> {
    const found = await model.aggregate<{ _id: string; count: number }>([
      { $match: { teamId, ideaId: { $exists: true }, postedAt: { $gte: start, $lt: end }, ...counted } },
      { $group: { _id: '$ideaId', count: { $sum: 1 } } },
    ]);
    return new Map(found.map(({ _id, count }) => [_id, count]));
  },

  /** Of those of a time that came of one of these, the most nominated. */
  async bestOfIdeas(ideaIds: readonly string[], { start, end }: Span) {
    const [win] = await model
      .find({ teamId, ideaId: { $in: [...ideaIds] }, postedAt: { $gte: start, $lt: end }, ...counted })
      .sort({ nominationCount: -1, postedAt: 1, _id: 1 })
      .limit(1)
      .lean();
    return win;
  },
});
