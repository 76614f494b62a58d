import type { Deps } from '../../deps.ts';
import { type LessonTheme, lessonThemes } from '../../domain/lesson.ts';
import type { Lesson } from '../../models/lesson.ts';
import type { LessonLine, LessonListing } from '../../views/lesson/lesson-list.ts';
import { maySeeWall } from '../wall/wall-audience.ts';
import { type LessonSightDeps, maySeeLesson } from './lesson-sight.ts';

export type ListLessonsDeps = LessonSightDeps & Pick<Deps, 'installation'>;

/** The newest: a meeting goes through no more. */
const mostRead = 300;

const lineOf = ({ _id, wall, ...lesson }: Lesson): LessonLine => ({
  lessonId: _id,
  theme: lesson.theme,
  state: lesson.state,
  story: lesson.story ?? undefined,
  verb: lesson.verb,
  change: lesson.change,
  agreeCount: lesson.agreeCount,
  takenById: lesson.takenById ?? undefined,
  dueDay: lesson.dueDay ?? undefined,
  changed: lesson.changed?.text ?? undefined,
  place: wall ?? undefined,
});

/** Each channel is asked about once. */
const visible = async (deps: LessonSightDeps, userId: string, lessons: readonly Lesson[]) => {
  const seen = new Map<string, boolean>();
  for (const lesson of lessons) {
    const channelId = lesson.wall?.channelId ?? '';
    if (!seen.has(channelId)) seen.set(channelId, await maySeeLesson(deps, userId, lesson));
  }
  return lessons.filter(({ wall }) => seen.get(wall?.channelId ?? ''));
};

export const lessonThemeIn = (typed: string | undefined): LessonTheme | undefined =>
  lessonThemes.find((theme) => theme === typed);

/** What the team can go through in a meeting: for whoever may see the wall. */
export const listLessons = async (
  deps: ListLessonsDeps,
  userId: string,
  theme: LessonTheme | undefined,
): Promise<LessonListing> => {
  if (!(await maySeeWall(deps, userId))) return { kind: 'hidden' };
  const mine = await visible(deps, userId, await deps.store.lessons.shared(mostRead));
  if (mine.length === 0) return { kind: 'none' };
  return { kind: 'some', theme, lines: mine.map(lineOf), workspaceUrl: deps.installation.url };
};
