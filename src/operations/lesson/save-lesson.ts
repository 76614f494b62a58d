import { isDeepStrictEqual } from 'node:util';
import type { Deps } from '../../deps.ts';
import type { LessonContent, LessonRefusal } from '../../domain/lesson.ts';
import { ineligibility } from '../../domain/person.ts';
import type { Lesson } from '../../models/lesson.ts';
import { showLessonSoon } from './refresh-lesson.ts';

export type SaveLessonDeps = Pick<Deps, 'store' | 'people' | 'background' | 'refreshLesson'>;

export interface LessonForm {
  lessonId: string;
  /** The edition that the form was opened on; 0 for a new one. */
  edition: number;
  /** It was on the wall when the form was opened, and the form said so. */
  isShared: boolean;
  content: LessonContent;
}

export type SaveOutcome = { kind: 'saved'; lesson: Lesson } | LessonRefusal | { kind: 'changed-meanwhile' };

const contentOf = ({ story, feeling, wouldHelp, usToo, verb, change, theme }: Lesson) => ({
  story,
  feeling,
  wouldHelp,
  usToo,
  verb,
  change,
  theme,
});

/** A lesson that is somebody's own. */
export const ownLesson = async (
  { store }: Pick<Deps, 'store'>,
  lessonId: string,
  userId: string,
): Promise<Lesson | LessonRefusal> => {
  const lesson = await store.lessons.find(lessonId);
  if (!lesson) return { kind: 'forgotten' };
  return lesson.authorId === userId ? lesson : { kind: 'not-yours' };
};

const hasContent = (lesson: Lesson, content: LessonContent): boolean =>
  isDeepStrictEqual(contentOf(lesson), content);

/** Stores what a form says: a new draft, or other words for a lesson of theirs. A form that is sent again finds its own. */
export const saveLesson = async (
  deps: SaveLessonDeps,
  { lessonId, edition, isShared, content }: LessonForm,
  userId: string,
  now: Date,
): Promise<SaveOutcome> => {
  const { lessons } = deps.store;
  if (ineligibility(await deps.people.find(userId))) return { kind: 'outsider' };
  if (edition === 0) await lessons.draft(lessonId, userId, content, now);
  const read = await ownLesson(deps, lessonId, userId);
  if ('kind' in read) return read;
  if (hasContent(read, content)) return { kind: 'saved', lesson: read };
  // The form of a new one is still open when nobody knew whether it was stored.
  await lessons.edit(lessonId, { authorId: userId, edition: edition || 1, isShared, content }, now);
  const lesson = await ownLesson(deps, lessonId, userId);
  if ('kind' in lesson) return lesson;
  if (!hasContent(lesson, content)) return { kind: 'changed-meanwhile' };
  if (lesson.state !== 'draft') await deps.store.digests.markLessonBehind(lessonId);
  showLessonSoon(deps, lessonId);
  return { kind: 'saved', lesson };
};
