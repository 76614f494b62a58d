import type { WeekName } from '../domain/calendar.ts';
import { notStory, shownAnew, standing, tallyStale, type Win, type WinModel } from './win-schema.ts';

interface Decision {
  how: 'kept' | 'taken-down';
  byId: string;
  week: WeekName | undefined;
  wasWeekOpen: boolean;
}

const after = { returnDocument: 'after' } as const;

/** What managers are asked about wins, and decide. */
export const winReviewsOf = (model: WinModel, teamId: string) => ({
  /** Has managers asked about a win as it was read, unless they are. Undefined when it changed meanwhile. */
  openReview: (win: Win, { folds, isWeekOpen }: { folds: boolean; isWeekOpen: boolean }, now: Date) =>
    model
      .findOneAndUpdate(
        {
          _id: win._id,
          teamId,
          ...standing,
          edition: win.edition,
          'review.isOpen': { $ne: true },
          'review.round': win.review?.round ?? { $exists: false },
        },
        {
          $set: {
            'review.isOpen': true,
            'review.round': (win.review?.round ?? 0) + 1,
            ...(folds && {
              folded: now,
              'review.wasWeekOpen': isWeekOpen,
              ...shownAnew.$set,
              ...tallyStale.$set,
            }),
          },
          ...(folds && { $inc: { ...shownAnew.$inc, ...tallyStale.$inc } }),
        },
        after,
      )
      .lean(),

  /**
   * What managers decide of a win as it was read, once; `week` is the one that it counts in when it is kept. Undefined when
   * somebody has, or when it changed meanwhile.
   */
  decideReview: (win: Win, { how, byId, week, wasWeekOpen }: Decision, now: Date) =>
    model
      .findOneAndUpdate(
        {
          _id: win._id,
          teamId,
          ...standing,
          edition: win.edition,
          'review.isOpen': true,
          'review.round': win.review?.round ?? 0,
        },
        {
          $set: {
            'review.isOpen': false,
            'review.how': how,
            'review.byId': byId,
            'review.at': now,
            'review.edition': win.edition,
            ...(how === 'kept' && week && { week }),
            ...(how === 'taken-down' && {
              withdrawn: { at: now, by: byId, why: 'taken-down' as const, wasWeekOpen, isDecided: true },
            }),
            ...shownAnew.$set,
            ...tallyStale.$set,
          },
          $unset: { folded: 1, ...(how === 'taken-down' && notStory) },
          $inc: { ...shownAnew.$inc, ...tallyStale.$inc },
        },
        after,
      )
      .lean(),

  /** Those that managers are asked about, the oldest first. */
  underReview: (limit: number) =>
    model
      .find({ teamId, 'review.isOpen': true, ...standing })
      .sort({ postedAt: 1 })
      .limit(limit)
      .lean(),

  /** Which of these are not to be shown: reported, or taken down by managers after that. */
  async hiddenAmong(winIds: readonly string[]): Promise<Set<string>> {
    const found = await model
      .find(
        {
          _id: { $in: [...winIds] },
          teamId,
          $or: [{ folded: { $exists: true } }, { 'withdrawn.isDecided': true }],
        },
        { _id: 1 },
      )
      .lean();
    return new Set(found.map(({ _id }) => _id));
  },
});
