import type { Deps } from '../../deps.ts';

/** Deletes lessons that are not kept any more, with what was said of them, themselves last. True when none is left. */
export const forgetLessons = async (
  { store }: Pick<Deps, 'store'>,
  { before, limit }: { before: Date; limit: number },
): Promise<boolean> => {
  const lessonIds = await store.lessons.olderThan(before, limit);
  await store.deliveries.forgetLessons(lessonIds);
  await store.noteParts.forgetLessons(lessonIds);
  await store.lessons.forget(lessonIds);
  return lessonIds.length < limit;
};
