import type { Deps } from '../../deps.ts';
import { startOfDay } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { givenBackOn } from '../../domain/lesson.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { ineligibility } from '../../domain/person.ts';
import type { Lesson } from '../../models/lesson.ts';
import { ownZone } from '../workspace/own-zone.ts';
import { showLessonSoon } from './refresh-lesson.ts';

export type FollowLessonDeps = Pick<Deps, 'store' | 'people' | 'workspace' | 'background' | 'refreshLesson'>;

const batchSize = 50;
/** Whoever leaves is heard of at once, or by then. */
const lookEveryMs = 24 * 3_600_000;
/** What could not be followed is tried again then. */
const laterMs = 10 * 60_000;

const planCard = async ({ store }: FollowLessonDeps, lesson: Lesson, now: Date): Promise<void> => {
  const { _id: lessonId, timesShared } = lesson;
  const key = deliveryKey.lesson(lessonId, timesShared);
  await store.deliveries.plan({ key, kind: 'lesson', lessonId }, now);
};

/** Its author is told in their note when somebody else took it down. */
const planNotice = async ({ store }: FollowLessonDeps, lesson: Lesson, now: Date): Promise<void> => {
  const { _id: lessonId, authorId: userId, takenDownBy, timesShared } = lesson;
  if (!takenDownBy || isStandIn(userId)) return;
  const key = notePartKey['lesson-taken-down'](lessonId, timesShared);
  await store.noteParts.plan({ key, kind: 'lesson-taken-down', userId, lessonId }, now);
};

/** No digest tells of it any more. */
const followTakeDown = async (deps: FollowLessonDeps, lesson: Lesson, now: Date): Promise<void> => {
  await deps.store.digests.markLessonBehind(lesson._id);
  await planNotice(deps, lesson, now);
};

/** Back with the team, without a word of blame. */
const giveBackQuietly = async (deps: FollowLessonDeps, lesson: Lesson, now: Date): Promise<void> => {
  const { _id: lessonId, takenById, dueDay } = lesson;
  const was = takenById && dueDay && (await deps.store.lessons.giveBack(lessonId, takenById, now, dueDay));
  if (!was) return;
  showLessonSoon(deps, lessonId);
};

/** It comes in the note of whoever took it on, on its day, and is kept for them for some time. */
const followTask = async (deps: FollowLessonDeps, lesson: Lesson, now: Date): Promise<void> => {
  const { store, people, workspace } = deps;
  const { _id: lessonId, takenById: userId = '', dueDay } = lesson;
  if (!userId || !dueDay) return;
  const { zone } = await workspace();
  const taker = await people.find(userId);
  const endsAt = startOfDay(givenBackOn(dueDay), zone);
  if (ineligibility(taker) || now >= endsAt) return giveBackQuietly(deps, lesson, now);
  const key = notePartKey['lesson-due'](lessonId, dueDay, userId);
  await store.noteParts.planAgain(
    { key, kind: 'lesson-due', userId, lessonId, on: dueDay },
    startOfDay(dueDay, await ownZone(deps, userId)),
  );
  const soon = new Date(now.getTime() + lookEveryMs);
  await store.lessons.lookLater(lesson, endsAt < soon ? endsAt : soon);
};

/** It led to no change after all. */
const followResumed = async ({ store }: FollowLessonDeps, lesson: Lesson): Promise<void> => {
  await store.digests.markLessonBehind(lesson._id);
  await store.lessons.recordToldRight(lesson);
};

/** Plans what follows from a lesson as it stands. Can be repeated. */
export const followLesson = async (deps: FollowLessonDeps, lesson: Lesson, now: Date): Promise<void> => {
  if (lesson.isToldWrongly) await followResumed(deps, lesson);
  if (lesson.state !== 'draft') await planCard(deps, lesson, now);
  if (lesson.state === 'draft') await followTakeDown(deps, lesson, now);
  if (lesson.state === 'taken') return followTask(deps, lesson, now);
  await deps.store.lessons.lookLater(lesson, undefined);
};

/** One whose turn fails holds up no other. */
const followInTurn = async (
  deps: FollowLessonDeps & Pick<Deps, 'logger'>,
  lesson: Lesson,
  now: Date,
): Promise<void> => {
  try {
    await followLesson(deps, lesson, now);
  } catch (error) {
    deps.logger.warn({ feature: 'lesson', err: error }, 'a lesson could not be followed yet');
    await deps.store.lessons.lookLater(lesson, new Date(now.getTime() + laterMs));
  }
};

/** Everything that follows from lessons now: should a process end before it does, or nobody hear that somebody left. */
export const followLessons = async (
  deps: FollowLessonDeps & Pick<Deps, 'logger'>,
  now: Date,
): Promise<void> => {
  const { store } = deps;
  for (const lesson of await store.lessons.dueToFollow(now, batchSize)) await followInTurn(deps, lesson, now);
  for (const lessonId of await store.lessons.dueToShow(now, batchSize)) await deps.refreshLesson(lessonId);
};

/** Somebody left: what they had taken on is with the team again. */
export const followLeaver = async (deps: FollowLessonDeps, userId: string, now: Date): Promise<void> => {
  if (!ineligibility(await deps.people.find(userId))) return;
  for (const lesson of await deps.store.lessons.takenBy(userId, batchSize))
    await giveBackQuietly(deps, lesson, now);
};
