import type { LessonWeek, ToldLesson } from '../../domain/lesson-week.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { excerptOf } from '../../domain/win.ts';
import { taskWords } from '../lesson/lesson-card.ts';
import { messageLink } from '../message.ts';
import { type MessagePart, part } from '../message-part.ts';
import { counted } from '../words.ts';

const linked = ({ place }: ToldLesson, workspaceUrl: string): string =>
  place ? ` <${messageLink(workspaceUrl, place)}|See it on the wall>` : '';

const lessonLine = (lesson: ToldLesson, workspaceUrl: string): string => {
  const { story } = lesson;
  const why = story === undefined ? '' : `“${escapeName(excerptOf(story))}” `;
  return `${why}So *${taskWords(lesson)}*.${linked(lesson, workspaceUrl)}`;
};

const changeLine = (lesson: ToldLesson, workspaceUrl: string): string =>
  `• ${escapeName(excerptOf(lesson.changed ?? ''))}${linked(lesson, workspaceUrl)}`;

const totals = ({ sharedCount, takenCount, changedCount }: LessonWeek): string => {
  const facts = [
    ...(sharedCount > 0 ? [`${counted(sharedCount, 'lesson', 'lessons')} shared`] : []),
    ...(takenCount > 0 ? [`${takenCount} taken on`] : []),
    ...(changedCount > 0 ? [`${changedCount} led to a change`] : []),
  ];
  return facts.length > 0 ? ` ${facts.join(', ')}.` : '';
};

/** One lesson, and what changed, because of this or an earlier one; numbers alone for whoever may not see the wall. */
export const lessonParts = (week: LessonWeek | null | undefined, workspaceUrl: string): MessagePart[] => {
  if (!week) return [];
  const { told, changes = [] } = week;
  const counts = totals(week);
  const lines = [
    ...(told ? [lessonLine(told, workspaceUrl)] : []),
    ...(changes && changes.length > 0
      ? ['*What we changed:*', ...changes.map((each) => changeLine(each, workspaceUrl))]
      : []),
  ];
  if (lines.length === 0 && counts === '') return [];
  return [part([`:seedling: *Silver linings:*${counts}`, ...lines].join('\n'))];
};
