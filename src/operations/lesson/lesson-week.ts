import type { Deps } from '../../deps.ts';
import { addWeeks, type WeekName, weekSpan } from '../../domain/calendar.ts';
import {
  isLessonWeekEmpty,
  type LessonWeek,
  lessonNewsWeeks,
  mostChangesTold,
  type ToldLesson,
} from '../../domain/lesson-week.ts';
import type { Lesson } from '../../models/lesson.ts';

type WeekDeps = Pick<Deps, 'store'>;

/** What came of lessons in a week; undefined when nothing did. `toldBefore`: what earlier digests told. */
export const lessonWeek = async (
  { store }: WeekDeps,
  week: WeekName,
  zone: string,
  toldBefore: readonly string[],
): Promise<LessonWeek | undefined> => {
  const span = weekSpan(week, zone);
  const { start } = weekSpan(addWeeks(week, 1 - lessonNewsWeeks), zone);
  const [counts, [told], changed] = await Promise.all([
    store.lessons.countsIn(span),
    store.lessons.sharedIn({ start, end: span.end }, toldBefore, 1),
    store.lessons.changedIn(span, mostChangesTold),
  ]);
  const found: LessonWeek = {
    ...counts,
    ...(told && { toldId: told._id }),
    changedIds: changed.map(({ _id }) => _id),
  };
  return isLessonWeekEmpty(found) ? undefined : found;
};

const toldOf = ({ _id, story, verb, change, changed, wall }: Lesson): ToldLesson => ({
  lessonId: _id,
  story: story ?? undefined,
  verb,
  change,
  changed: changed?.text ?? undefined,
  place: wall ?? undefined,
});

/** The same with the words of what is still shared. */
export const withLessonWords = async ({ store }: WeekDeps, week: LessonWeek): Promise<LessonWeek> => {
  const { toldId, changedIds } = week;
  const lessons = await store.lessons.sharedAmong([...(toldId ? [toldId] : []), ...changedIds]);
  const known = new Map(lessons.map((lesson) => [lesson._id, lesson]));
  const told = toldId ? known.get(toldId) : undefined;
  const changes = changedIds.flatMap((id) => known.get(id) ?? []).filter(({ changed }) => changed);
  return { ...week, ...(told && { told: toldOf(told) }), changes: changes.map(toldOf) };
};
