import type { Deps } from '../../deps.ts';
import type { Digest } from '../../domain/digest.ts';
import { withLessonWords } from '../lesson/lesson-week.ts';

/** A digest with the words of the lessons that it tells, as they stand now: none of what was taken down or is not kept. */
export const withLessons = async (deps: Pick<Deps, 'store'>, digest: Digest): Promise<Digest> => {
  const { lessons, storiesForgottenAt } = digest;
  return lessons && !storiesForgottenAt
    ? { ...digest, lessons: await withLessonWords(deps, lessons) }
    : digest;
};
