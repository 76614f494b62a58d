import type { Span } from '../domain/calendar.ts';
import { changeWithinDays, sharedStates } from '../domain/lesson.ts';
import type { Lesson, LessonModel } from './lesson-schema.ts';

const shared = { $in: [...sharedStates] };

/** Lessons by whose they are, and by when something came of them. */
export const lessonListsOf = (model: LessonModel, teamId: string) => ({
  /** Somebody's drafts, the newest first. */
  draftsOf: (authorId: string, limit: number) =>
    model.find({ teamId, authorId, state: 'draft' }).sort({ createdAt: -1 }).limit(limit).lean<Lesson[]>(),

  /** What somebody has taken on, by its day. */
  takenBy: (takenById: string, limit: number) =>
    model.find({ teamId, takenById, state: 'taken' }).sort({ dueDay: 1 }).limit(limit).lean<Lesson[]>(),

  /** How much somebody has begun, and taken on. */
  async countsOf(userId: string): Promise<{ draftCount: number; taskCount: number }> {
    const [draftCount, taskCount] = await Promise.all([
      model.countDocuments({ teamId, authorId: userId, state: 'draft' }),
      model.countDocuments({ teamId, takenById: userId, state: 'taken' }),
    ]);
    return { draftCount, taskCount };
  },

  /** What is shared, the newest first. */
  shared: (limit: number) =>
    model.find({ teamId, state: shared }).sort({ sharedAt: -1 }).limit(limit).lean<Lesson[]>(),

  /** Those of some that are shared. */
  sharedAmong: (ids: readonly string[]) =>
    model.find({ _id: { $in: [...ids] }, teamId, state: shared }).lean<Lesson[]>(),

  /** What was shared in that time, what people agree about most first, without some. */
  sharedIn: ({ start, end }: Span, without: readonly string[], limit: number) =>
    model
      .find({ teamId, state: shared, sharedAt: { $gte: start, $lt: end }, _id: { $nin: [...without] } })
      .sort({ agreeCount: -1, sharedAt: -1 })
      .limit(limit)
      .lean<Lesson[]>(),

  /** What changed in that time, the newest first. */
  changedIn: ({ start, end }: Span, limit: number) =>
    model
      .find({ teamId, state: 'changed', 'changed.at': { $gte: start, $lt: end } })
      .sort({ 'changed.at': -1 })
      .limit(limit)
      .lean<Lesson[]>(),

  /** How many were shared, taken and changed in that time; and changed within a month of being told. */
  async countsIn({ start, end }: Span) {
    const within = { $gte: start, $lt: end };
    const changed = { teamId, state: 'changed' as const, 'changed.at': within };
    const [sharedCount, takenCount, changedCount, promptCount] = await Promise.all([
      model.countDocuments({ teamId, state: shared, sharedAt: within }),
      model.countDocuments({ teamId, state: shared, takenAt: within }),
      model.countDocuments(changed),
      model.countDocuments({ ...changed, 'changed.days': { $lte: changeWithinDays } }),
    ]);
    return { sharedCount, takenCount, changedCount, promptCount };
  },

  /** The oldest of which nothing was heard since then, and that nobody has taken on. */
  async olderThan(before: Date, limit: number): Promise<string[]> {
    const since = { $not: { $gte: before } };
    const silent = { sharedAt: since, 'changed.at': since, state: { $ne: 'taken' as const } };
    const found = await model
      .find({ teamId, createdAt: { $lt: before }, ...silent }, { _id: 1 })
      .sort({ createdAt: 1 })
      .limit(limit)
      .lean();
    return found.map(({ _id }) => String(_id));
  },

  async forget(ids: readonly string[]): Promise<void> {
    await model.deleteMany({ _id: { $in: [...ids] }, teamId });
  },
});
