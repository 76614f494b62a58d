import type { Connection } from 'mongoose';
import type { CalendarDay } from '../domain/calendar.ts';
import { agreesToTake, daysToChange, type LessonContent, sharedStates } from '../domain/lesson.ts';
import { lessonListsOf } from './lesson-list.ts';
import { lessonPersonsOf } from './lesson-person.ts';
import { type Lesson, type LessonModel, lessonModelFor } from './lesson-schema.ts';
import { lessonWallsOf } from './lesson-wall.ts';
import { absent, isDuplicateKey } from './schema-options.ts';

export type { Lesson };

const after = { returnDocument: 'after' } as const;
const before = { returnDocument: 'before' } as const;
const shared = { $in: [...sharedStates] };
const untaken = { takenById: 1, takenAt: 1, dueDay: 1 } as const;

/** More than one person presses at one moment, and nobody more often than so. */
const mostTries = 3;

const lessonsOf = (model: LessonModel, teamId: string) => {
  const one = (id: string) => ({ _id: id, teamId });
  /** Shown anew, on the wall and in the notes that told of it. */
  const stale = (now: Date) => ({ showAt: now, areNotesStale: true });
  const followed = (now: Date) => ({ ...stale(now), lookAt: now });
  const shownAnew = { revision: 1 } as const;

  /** One press, if it is newer than what is known of the person: exactly one of these writes can match. */
  const press = async (id: string, userId: string, ts: string, now: Date): Promise<boolean | undefined> => {
    const open = {
      ...one(id),
      state: { $in: ['open' as const, 'taken' as const] },
      authorId: { $ne: userId },
    };
    const seen = (stands: boolean) => ({ agrees: { $elemMatch: { userId, ts: { $lt: ts }, stands } } });
    const set = (stands: boolean) => ({
      $set: { 'agrees.$.stands': stands, 'agrees.$.ts': ts, showAt: now },
      $inc: { agreeCount: stands ? 1 : -1, ...shownAnew },
    });
    for (const stands of [false, true])
      if ((await model.updateOne({ ...open, ...seen(!stands) }, set(stands))).modifiedCount === 1)
        return stands;
    const first = {
      $push: { agrees: { userId, ts, stands: true } },
      $set: { showAt: now },
      $inc: { agreeCount: 1, ...shownAnew },
    };
    const added = await model.updateOne({ ...open, 'agrees.userId': { $ne: userId } }, first);
    return added.modifiedCount === 1 ? true : undefined;
  };

  return {
    ...lessonWallsOf(model, teamId),
    ...lessonListsOf(model, teamId),
    ...lessonPersonsOf(model, teamId),

    find: (id: string) => model.findOne(one(id)).lean<Lesson>(),

    /** Stores a draft. False when there is one of that id, here or elsewhere. */
    async draft(id: string, authorId: string, content: LessonContent, now: Date): Promise<boolean> {
      const counts = { edition: 1, timesShared: 0, agreeCount: 0, revision: 0 };
      try {
        await model.create({
          ...one(id),
          authorId,
          state: 'draft',
          ...content,
          ...counts,
          agrees: [],
          createdAt: now,
        });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /**
     * Its author replaces what it tells, as they read it. False when it is not theirs, or changed meanwhile; what is
     * written as a draft goes nowhere else.
     */
    async edit(
      id: string,
      {
        authorId,
        edition,
        isShared,
        content,
      }: { authorId: string; edition: number; isShared: boolean; content: LessonContent },
      now: Date,
    ): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(id), authorId, edition, ...(!isShared && { state: 'draft' as const }) },
        { $set: { ...content, ...stale(now) }, $inc: { edition: 1, ...shownAnew } },
      );
      return result.modifiedCount === 1;
    },

    /** From now on it is the team's. Null when it is no draft of theirs, or its last message is not gone yet. */
    share: (id: string, authorId: string, now: Date) =>
      model
        .findOneAndUpdate(
          { ...one(id), authorId, state: 'draft', wall: absent },
          {
            $set: { state: 'open', sharedAt: now, lookAt: now },
            $inc: { timesShared: 1, ...shownAnew },
            $unset: { takenDownBy: 1 },
          },
          after,
        )
        .lean<Lesson>(),

    /** False when it is no draft of theirs, or its last message is not gone yet. */
    async discard(id: string, authorId: string): Promise<boolean> {
      const draft = { ...one(id), authorId, state: 'draft' as const, wall: absent };
      return (await model.deleteOne(draft)).deletedCount === 1;
    },

    /** Off the wall, and its author's draft again. As it was before that; null when it is not shared. `byId`: who else did it. */
    takeDown: (id: string, byId: string | undefined, now: Date) =>
      model
        .findOneAndUpdate(
          { ...one(id), state: shared },
          {
            $set: {
              state: 'draft',
              ...followed(now),
              ...(byId && { takenDownBy: byId }),
            },
            $inc: shownAnew,
            $unset: { ...untaken, changed: 1, ...(!byId && { takenDownBy: 1 }) },
          },
          before,
        )
        .lean<Lesson>(),

    /** Says that we do that too, or takes it back. Undefined when it cannot be said, or a newer press is known. */
    async agree(id: string, userId: string, ts: string, now: Date): Promise<boolean | undefined> {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const stands = await press(id, userId, ts, now);
        if (stands !== undefined) return stands;
      }
      return undefined;
    },

    /** Whoever comes first has it. Null when somebody has, or may not. */
    take: (id: string, userId: string, dueDay: CalendarDay, now: Date) =>
      model
        .findOneAndUpdate(
          {
            ...one(id),
            state: 'open',
            $or: [{ authorId: userId }, { agreeCount: { $gte: agreesToTake } }],
          },
          {
            $set: { state: 'taken', takenById: userId, takenAt: now, dueDay, ...followed(now) },
            $inc: shownAnew,
          },
          after,
        )
        .lean<Lesson>(),

    /** Another day. As it was before that; null when it is not theirs. */
    move: (id: string, userId: string, dueDay: CalendarDay, now: Date) =>
      model
        .findOneAndUpdate(
          { ...one(id), state: 'taken', takenById: userId },
          { $set: { dueDay, ...followed(now) }, $inc: shownAnew },
          before,
        )
        .lean<Lesson>(),

    /** Anybody's again. As it was before that; null when they do not have it, or not for this day. */
    giveBack: (id: string, userId: string, now: Date, dueDay?: CalendarDay) =>
      model
        .findOneAndUpdate(
          { ...one(id), state: 'taken', takenById: userId, ...(dueDay && { dueDay }) },
          { $set: { state: 'open', ...followed(now) }, $inc: shownAnew, $unset: untaken },
          before,
        )
        .lean<Lesson>(),

    /** It led to a change. False when it is not theirs as it was read. */
    async finish(
      { _id, dueDay, sharedAt }: Lesson,
      { userId, text }: { userId: string; text: string },
      now: Date,
    ): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(_id), state: 'taken', takenById: userId, dueDay: dueDay ?? '' },
        {
          $set: {
            state: 'changed',
            changed: {
              text,
              byId: userId,
              at: now,
              dueDay: dueDay ?? '',
              days: daysToChange(sharedAt ?? now, now),
            },
            ...followed(now),
          },
          $inc: shownAnew,
          $unset: { takenById: 1, dueDay: 1 },
        },
      );
      return result.modifiedCount === 1;
    },

    /** It is still to be done, as it was read. False when they did not do it. */
    async resume({ _id, changed }: Lesson, userId: string, now: Date): Promise<boolean> {
      const dueDay = changed?.dueDay ?? '';
      const result = await model.updateOne(
        { ...one(_id), state: 'changed', 'changed.byId': userId, 'changed.dueDay': dueDay },
        {
          $set: { state: 'taken', takenById: userId, dueDay, isToldWrongly: true, ...followed(now) },
          $inc: shownAnew,
          $unset: { changed: 1 },
        },
      );
      return result.modifiedCount === 1;
    },

    /** Digests that told of it are shown anew. */
    async recordToldRight({ _id, revision }: Lesson): Promise<void> {
      await model.updateOne({ ...one(_id), revision }, { $unset: { isToldWrongly: 1 } });
    },

    dueToFollow: (now: Date, limit: number) =>
      model
        .find({ teamId, lookAt: { $lte: now } })
        .sort({ lookAt: 1 })
        .limit(limit)
        .lean<Lesson[]>(),

    /** What follows is planned; look again then, unless something changed since it was read. */
    async lookLater({ _id, lookAt, revision }: Lesson, next: Date | undefined): Promise<void> {
      await model.updateOne(
        { ...one(_id), revision, ...(lookAt && { lookAt }) },
        next ? { $set: { lookAt: next } } : { $unset: { lookAt: 1 } },
      );
    },
  };
};

/** What people learnt from being customers themselves: one document a lesson. */
export const createLessons = (connection: Connection) => {
  const model = lessonModelFor(connection);
  return {
    model,

    /** The workspaces where something follows from a lesson, or a message is to be shown anew. */
    async dueTeams(now: Date): Promise<string[]> {
      const due = await model.distinct('teamId', { lookAt: { $lte: now } });
      return [...new Set([...due, ...(await model.distinct('teamId', { showAt: { $lte: now } }))])];
    },

    of: (teamId: string) => lessonsOf(model, teamId),
  };
};
