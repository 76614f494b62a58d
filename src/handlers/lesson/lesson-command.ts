import { type ListLessonsDeps, lessonThemeIn, listLessons } from '../../operations/lesson/list-lessons.ts';
import { lessonList } from '../../views/lesson/lesson-list.ts';
import type { BragKeyword, CommandArgs } from '../brag-keyword.ts';
import type { SystemArgs } from '../brag-system.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openLesson } from './open-lesson.ts';

const systemArgs = ({ client, respond, command }: CommandArgs): SystemArgs => ({
  client,
  respond,
  userId: command.user_id,
  body: command,
});

/** `/brag lesson` */
export const lessonKeyword: BragKeyword = {
  pattern: /^(?:lessons?|silver linings?)$/i,
  usage: () =>
    '`/brag lesson`: something went wrong for you as a customer? Tell what we learn from it. `/brag lesson list` shows what the team has learnt.',
  async answer(deps, args) {
    await args.ack();
    await openLesson(deps, systemArgs(args));
  },
};

export const lessonsFor = async (deps: ListLessonsDeps, userId: string, typed: string | undefined) =>
  lessonList(await listLessons(deps, userId, lessonThemeIn(typed)));

/** `/brag lesson list`, and `/brag lesson list waiting`: for a team meeting. */
export const lessonListKeyword: BragKeyword = {
  pattern: /^lessons? list(?: (waiting|reach|heard|mistakes|billing|tone|other))?$/i,
  async answer(deps, { ack, respond, command }, theme) {
    await ack();
    await answerPrivately(respond, await lessonsFor(deps, command.user_id, theme.toLowerCase()));
  },
};
