import type { LessonContent } from '../../src/domain/lesson.ts';
import type { Lesson } from '../../src/models/lesson.ts';
import { actionIds, callbackIds } from '../../src/views/ids.ts';
import type { TestBot, TestTeam } from './bot.ts';
import { nextTs } from './nomination.ts';

const chosen = (value: string | undefined) => ({ selected_option: value === undefined ? null : { value } });

export const lessonContent: LessonContent = {
  story: 'I rang three times, and nobody called back',
  feeling: 'ignored',
  wouldHelp: 'One call, even without an answer',
  usToo: 'unsure',
  verb: 'start',
  change: 'calling back the same day',
  theme: 'waiting',
};

/** What Slack sends of the form. */
export const lessonValues = (
  content: { [field in keyof LessonContent]?: string | undefined },
  choice?: 'mask' | 'keep',
) => ({
  lesson_story: { value: content.story ?? null },
  lesson_feeling: chosen(content.feeling),
  lesson_would_help: { value: content.wouldHelp ?? null },
  lesson_us_too: chosen(content.usToo),
  lesson_verb: chosen(content.verb),
  lesson_change: { value: content.change ?? null },
  lesson_theme: chosen(content.theme),
  ...(choice && { win_customer_data: chosen(choice) }),
});

export const saveDraft = (
  team: TestTeam,
  userId: string,
  lessonId: string,
  content: Partial<LessonContent> = {},
  edition = 0,
  isShared = false,
) =>
  team.submit(
    userId,
    callbackIds.lesson,
    { lessonId, edition, isShared },
    lessonValues({ ...lessonContent, ...content }),
  );

let lessons = 0;

export const lessonIn = async (team: TestTeam, lessonId: string): Promise<Lesson> => {
  const lesson = await team.store.lessons.find(lessonId);
  if (!lesson) throw new Error('There is no such lesson');
  return lesson;
};

/** A lesson that Jo told, or whoever else, once it is on the wall. */
export const sharedLesson = async (
  team: TestTeam,
  { author = 'UJO', ...content }: Partial<LessonContent> & { author?: string } = {},
): Promise<Lesson> => {
  lessons += 1;
  const lessonId = `lesson-${lessons}`;
  await saveDraft(team, author, lessonId, content);
  await team.action(author, actionIds.lessonShare, { value: lessonId });
  return lessonIn(team, lessonId);
};

export const agree = (team: TestTeam, userId: string, lessonId: string, ts = nextTs()) =>
  team.action(userId, actionIds.lessonAgree, { value: lessonId, action_ts: ts });

export const agreeAll = async (team: TestTeam, lessonId: string, userIds = ['UC1', 'UC2', 'UC3']) => {
  for (const userId of userIds) await agree(team, userId, lessonId);
};

export const take = (team: TestTeam, userId: string, lessonId: string, day = '2026-10-14') =>
  team.submit(userId, callbackIds.lessonTake, { lessonId }, { lesson_day: { selected_date: day } });

export const move = (team: TestTeam, userId: string, lessonId: string, day: string) =>
  team.submit(userId, callbackIds.lessonMove, { lessonId }, { lesson_day: { selected_date: day } });

export const finish = (team: TestTeam, userId: string, lessonId: string, changed = 'We ring back by five') =>
  team.submit(userId, callbackIds.lessonDone, { lessonId }, { lesson_changed: { value: changed } });

/** What the wall says of it now, as text. */
export const cardText = ({ slack }: TestBot): string =>
  [...slack.callsOf('chat.postMessage'), ...slack.callsOf('chat.update')].at(-1)?.text ?? '';
