import type { CalendarDay } from '../../domain/calendar.ts';
import type { Lesson } from '../../models/lesson.ts';
import { draftOnHome } from '../../views/lesson/lesson-answer.ts';
import { lessonTask, moreTasks } from '../../views/lesson/lesson-task.ts';
import { lessonShown } from '../lesson/lesson-message.ts';
import { todayOf } from '../workspace/own-zone.ts';
import type { HomeRow } from './home-section.ts';

const mostTasks = 3;
const mostDrafts = 2;

const taskBlocks = (lesson: Lesson, today: CalendarDay) => {
  const dueDay = lesson.dueDay ?? today;
  const where = dueDay < today ? 'home-late' : 'home';
  return lessonTask({ ...lessonShown(lesson), dueDay, where }).blocks;
};

/** What they took on for the team, and lessons of theirs that they have not shared. */
export const lessonsRow: HomeRow = async (deps, { userId, now }) => {
  const [tasks, drafts] = await Promise.all([
    deps.store.lessons.takenBy(userId, mostTasks + 1),
    deps.store.lessons.draftsOf(userId, mostDrafts),
  ]);
  if (tasks.length + drafts.length === 0) return [];
  const today = await todayOf(deps, userId, now);
  return [
    ...tasks.slice(0, mostTasks).map((lesson) => taskBlocks(lesson, today)),
    ...(tasks.length > mostTasks ? [[moreTasks]] : []),
    ...drafts.map((lesson) => draftOnHome(lessonShown(lesson))),
  ];
};
