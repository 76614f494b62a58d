import type { Deps } from '../../deps.ts';
import type { LessonRefusal } from '../../domain/lesson.ts';
import type { Lesson } from '../../models/lesson.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { type FollowLessonDeps, followLesson } from './follow-lessons.ts';
import { showLessonSoon } from './refresh-lesson.ts';

export type TakeDownLessonDeps = FollowLessonDeps & Pick<Deps, 'background' | 'refreshLesson'>;

export type TakeDownLessonOutcome =
  | { kind: 'taken-down'; isOwn: boolean }
  | { kind: 'not-allowed' }
  | LessonRefusal;

const gone = async (deps: TakeDownLessonDeps, was: Lesson, now: Date): Promise<void> => {
  const { store } = deps;
  const lesson = await store.lessons.find(was._id);
  if (lesson) await followLesson(deps, lesson, now);
  showLessonSoon(deps, was._id);
};

/** Off the wall, by its author or a manager: it is a draft of its author's again. */
export const takeDownLesson = async (
  deps: TakeDownLessonDeps,
  lessonId: string,
  userId: string,
  now: Date,
): Promise<TakeDownLessonOutcome> => {
  const found = await deps.store.lessons.find(lessonId);
  if (!found) return { kind: 'forgotten' };
  const isOwn = found.authorId === userId;
  if (!isOwn && !(await managesWorkspace(deps, userId))) return { kind: 'not-allowed' };
  const was = await deps.store.lessons.takeDown(lessonId, isOwn ? undefined : userId, now);
  if (!was) return { kind: 'off-wall' };
  await gone(deps, was, now);
  return { kind: 'taken-down', isOwn };
};

/** The lesson whose message was deleted in Slack is off the wall as well. */
export const withdrawDeletedLesson = async (
  deps: TakeDownLessonDeps,
  place: { channelId: string; ts: string },
  now: Date,
): Promise<void> => {
  const { store } = deps;
  const found = await store.lessons.atPlace(place);
  const was = found && (await store.lessons.takeDown(found._id, undefined, now));
  if (!was) return;
  await store.lessons.recordGone(was._id, place.ts);
  await gone(deps, was, now);
};
