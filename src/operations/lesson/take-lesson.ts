import type { Deps } from '../../deps.ts';
import type { CalendarDay } from '../../domain/calendar.ts';
import {
  type LessonDayFault,
  type LessonRefusal,
  lessonDayFault,
  whyNotTake,
  whyNotTaker,
} from '../../domain/lesson.ts';
import { ineligibility } from '../../domain/person.ts';
import type { Lesson } from '../../models/lesson.ts';
import { todayOf } from '../workspace/own-zone.ts';
import { type FollowLessonDeps, followLesson } from './follow-lessons.ts';
import { isRefused, type LessonSightDeps, sharedLessonFor } from './lesson-sight.ts';
import { showLessonSoon } from './refresh-lesson.ts';

export type TakeLessonDeps = LessonSightDeps & FollowLessonDeps & Pick<Deps, 'background' | 'refreshLesson'>;

export type TakeOutcome =
  | { kind: 'taken-on' | 'moved' | 'done' | 'given-back' | 'resumed'; lesson: Lesson }
  | { kind: 'bad-day'; fault: LessonDayFault; today: CalendarDay }
  | LessonRefusal;

interface Asked {
  lessonId: string;
  userId: string;
}

const badDay = async (
  deps: TakeLessonDeps,
  { userId }: Asked,
  day: CalendarDay,
  now: Date,
): Promise<Extract<TakeOutcome, { kind: 'bad-day' }> | undefined> => {
  const today = await todayOf(deps, userId, now);
  const fault = lessonDayFault(day, today);
  return fault && { kind: 'bad-day', fault, today };
};

const then = async (deps: TakeLessonDeps, lessonId: string, now: Date): Promise<Lesson | undefined> => {
  const lesson = await deps.store.lessons.find(lessonId);
  if (lesson?.lookAt) await followLesson(deps, lesson, now);
  showLessonSoon(deps, lessonId);
  return lesson ?? undefined;
};

/** The lesson that somebody wants to take on, if they may. */
export const lessonToTake = async (
  deps: LessonSightDeps,
  { lessonId, userId }: Asked,
): Promise<Lesson | LessonRefusal> => {
  const lesson = await sharedLessonFor(deps, lessonId, userId);
  return isRefused(lesson) ? lesson : (whyNotTake(lesson, userId) ?? lesson);
};

/** Takes it on, by a day of theirs. Of many at once one has it, and the others are told who. */
export const takeLesson = async (
  deps: TakeLessonDeps,
  asked: Asked & { day: CalendarDay },
  now: Date,
): Promise<TakeOutcome> => {
  const { lessonId, userId, day } = asked;
  const read = await sharedLessonFor(deps, lessonId, userId);
  if (isRefused(read)) return read;
  const faulty = await badDay(deps, asked, day, now);
  if (faulty) return faulty;
  const taken = await deps.store.lessons.take(lessonId, userId, day, now);
  const lesson = taken ? await then(deps, lessonId, now) : await deps.store.lessons.find(lessonId);
  if (!lesson) return { kind: 'forgotten' };
  if (lesson.state === 'taken' && lesson.takenById === userId) return { kind: 'taken-on', lesson };
  return whyNotTake(lesson, userId) ?? { kind: 'a-moment' };
};

/** What somebody has taken on, if they have. */
export const ownTask = async (
  { store, people }: Pick<Deps, 'store' | 'people'>,
  { lessonId, userId }: Asked,
): Promise<Lesson | LessonRefusal> => {
  if (ineligibility(await people.find(userId))) return { kind: 'outsider' };
  const lesson = await store.lessons.find(lessonId);
  if (!lesson) return { kind: 'forgotten' };
  return whyNotTaker(lesson, userId) ?? lesson;
};

/** Another day for what they took on. */
export const moveLesson = async (
  deps: TakeLessonDeps,
  asked: Asked & { day: CalendarDay },
  now: Date,
): Promise<TakeOutcome> => {
  const read = await ownTask(deps, asked);
  if (isRefused(read)) return read;
  const faulty = await badDay(deps, asked, asked.day, now);
  if (faulty) return faulty;
  const was = await deps.store.lessons.move(asked.lessonId, asked.userId, asked.day, now);
  const lesson = await then(deps, asked.lessonId, now);
  if (!was || !lesson) return { kind: 'not-yours' };
  return { kind: 'moved', lesson };
};

/** Anybody's again, who wants to take it. */
export const giveLessonBack = async (deps: TakeLessonDeps, asked: Asked, now: Date): Promise<TakeOutcome> => {
  const read = await ownTask(deps, asked);
  if (isRefused(read)) return read;
  const was = await deps.store.lessons.giveBack(asked.lessonId, asked.userId, now);
  if (!was) return { kind: 'not-yours' };
  showLessonSoon(deps, asked.lessonId);
  return { kind: 'given-back', lesson: was };
};

/** It led to a change, said in one line. The same form sent again is the same answer. */
export const finishLesson = async (
  deps: TakeLessonDeps,
  asked: Asked & { text: string },
  now: Date,
): Promise<TakeOutcome> => {
  const read = await ownTask(deps, asked);
  if (isRefused(read) && read.kind !== 'changed') return read;
  if (!isRefused(read)) await deps.store.lessons.finish(read, asked, now);
  const lesson = await then(deps, asked.lessonId, now);
  if (!lesson) return { kind: 'forgotten' };
  const { byId, text } = lesson.changed ?? {};
  if (byId === asked.userId && text === asked.text) return { kind: 'done', lesson };
  return whyNotTaker(lesson, asked.userId) ?? { kind: 'a-moment' };
};

/** It is still to be done after all. */
export const resumeLesson = async (deps: TakeLessonDeps, asked: Asked, now: Date): Promise<TakeOutcome> => {
  const { lessonId, userId } = asked;
  if (ineligibility(await deps.people.find(userId))) return { kind: 'outsider' };
  const read = await deps.store.lessons.find(lessonId);
  if (!read) return { kind: 'forgotten' };
  const isResumed = await deps.store.lessons.resume(read, userId, now);
  const lesson = await then(deps, lessonId, now);
  if (!lesson || (!isResumed && whyNotTaker(lesson, userId))) return { kind: 'not-yours' };
  return { kind: 'resumed', lesson };
};
