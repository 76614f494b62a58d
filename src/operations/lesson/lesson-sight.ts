import type { Deps } from '../../deps.ts';
import { isOfTeam, type LessonRefusal } from '../../domain/lesson.ts';
import type { Lesson } from '../../models/lesson.ts';
import { type AudienceDeps, maySeeWall } from '../wall/wall-audience.ts';

export type LessonSightDeps = AudienceDeps & Pick<Deps, 'store' | 'logger'>;

/** Whether somebody can see a lesson where it is, which may be a wall from before. */
export const maySeeLesson = (
  deps: LessonSightDeps,
  userId: string,
  { wall }: Pick<Lesson, 'wall'>,
): Promise<boolean> => maySeeWall(deps, userId, wall ? [wall.channelId] : []);

/** A lesson that somebody acts on as one of the team. */
export const sharedLessonFor = async (
  deps: LessonSightDeps,
  lessonId: string,
  userId: string,
): Promise<Lesson | LessonRefusal> => {
  const lesson = await deps.store.lessons.find(lessonId);
  if (!lesson) return { kind: 'forgotten' };
  if (!isOfTeam(await deps.people.find(userId))) return { kind: 'outsider' };
  if (lesson.state === 'draft') return { kind: 'off-wall' };
  return (await maySeeLesson(deps, userId, lesson)) ? lesson : { kind: 'hidden' };
};

export const isRefused = (found: Lesson | LessonRefusal): found is LessonRefusal => 'kind' in found;
