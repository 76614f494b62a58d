import type { Deps } from '../../deps.ts';
import { type LessonRefusal, mayTake, whyNotAgree } from '../../domain/lesson.ts';
import type { Lesson } from '../../models/lesson.ts';
import { isRefused, type LessonSightDeps, sharedLessonFor } from './lesson-sight.ts';
import { showLessonSoon } from './refresh-lesson.ts';

export type AgreeDeps = LessonSightDeps & Pick<Deps, 'background' | 'refreshLesson'>;

export type AgreeOutcome =
  | { kind: 'agreed' | 'taken-back'; agreeCount: number; mayTake: boolean; lessonId: string }
  | LessonRefusal;

const outcomeOf = ({ _id: lessonId, agrees, ...lesson }: Lesson, userId: string): AgreeOutcome => ({
  kind: agrees.some((each) => each.userId === userId && each.stands) ? 'agreed' : 'taken-back',
  agreeCount: lesson.agreeCount,
  mayTake: lesson.state === 'open' && mayTake(lesson, userId),
  lessonId,
});

/** Says that we do that too, or takes it back. `ts`: of the press, as Slack tells it. */
export const agreeWithLesson = async (
  deps: AgreeDeps,
  { lessonId, userId, ts }: { lessonId: string; userId: string; ts: string },
  now: Date,
): Promise<AgreeOutcome> => {
  const read = await sharedLessonFor(deps, lessonId, userId);
  if (isRefused(read)) return read;
  const refusal = whyNotAgree(read, userId);
  if (refusal) return refusal;
  await deps.store.lessons.agree(lessonId, userId, ts, now);
  showLessonSoon(deps, lessonId);
  const lesson = await deps.store.lessons.find(lessonId);
  if (!lesson) return { kind: 'forgotten' };
  return whyNotAgree(lesson, userId) ?? outcomeOf(lesson, userId);
};
