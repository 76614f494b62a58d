import type { Deps } from '../../deps.ts';
import { failureOf } from '../../domain/delivery.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { growingDelayMs } from '../../domain/growing-delay.ts';
import { slackErrorCode } from '../../errors.ts';
import type { Lesson } from '../../models/lesson.ts';
import { sayInForms } from '../delivery/message-form.ts';
import { createMessageRefresher } from '../delivery/message-refresher.ts';
import { lessonMessage } from './lesson-message.ts';

type RefreshDeps = Pick<
  Deps,
  'store' | 'workspace' | 'people' | 'fanOut' | 'clock' | 'logger' | 'background' | 'pacer' | 'refreshNote'
>;

/** A wall that is not there for now is waited for; what Slack refuses otherwise may never be shown. */
const mostRefusals = 12;
const refusals = new Set(['not-now', 'no-place', 'bad-shape']);

/** Shows a lesson anew, on the wall and in notes, when there is time. */
export const showLessonSoon = (
  { background, refreshLesson }: Pick<Deps, 'background' | 'refreshLesson'>,
  lessonId: string,
): void => background.run('lesson', () => refreshLesson(lessonId));

const putOff = async (deps: RefreshDeps, lesson: Lesson, channelId: string, code: string): Promise<void> => {
  const { store, clock, logger } = deps;
  const { _id: lessonId, revision, unshown } = lesson;
  const times = (unshown?.revision === revision ? (unshown.times ?? 0) : 0) + 1;
  const { wallChannelId, lostWall } = await deps.workspace();
  const isAwaited =
    failureOf(code) === 'no-place' && [wallChannelId, lostWall?.channelId].includes(channelId);
  const isOver = times > mostRefusals && !isAwaited;
  const until = isOver ? undefined : new Date(clock.now().getTime() + growingDelayMs(times - 1));
  logger.warn({ feature: 'lesson', key: lessonId, why: code, times, isOver }, 'a lesson could not be shown');
  // What Slack keeps from us stays where it is; its author shares the draft again, or throws it away.
  if (isOver && lesson.state === 'draft') return store.lessons.recordGone(lessonId, lesson.wall?.ts ?? '');
  await store.lessons.recordUnshown(lessonId, { revision, times }, until);
};

const show = async (deps: RefreshDeps, lesson: Lesson & { wall: NonNullable<Lesson['wall']> }) => {
  const { fanOut, store } = deps;
  const place = { channel: lesson.wall.channelId, ts: lesson.wall.ts };
  if (lesson.state === 'draft') {
    await fanOut.chat.delete(place);
    return store.lessons.recordGone(lesson._id, lesson.wall.ts);
  }
  const message = await lessonMessage(deps, lesson);
  const key = deliveryKey.lesson(lesson._id, lesson.timesShared);
  await sayInForms(deps, key, { message }, (form) => fanOut.chat.update({ ...place, ...form }));
};

/** True when it is to be shown later. Throws what is no word of Slack's about this message. */
const isPutOff = async (deps: RefreshDeps, lesson: Lesson, error: unknown): Promise<boolean> => {
  const { store, clock } = deps;
  const { channelId = '', ts = '' } = lesson.wall ?? {};
  const code = slackErrorCode(error);
  if (code === 'message_not_found') {
    await store.lessons.recordGone(lesson._id, ts);
    if (lesson.state === 'draft') return false;
    await store.lessons.takeDown(lesson._id, undefined, clock.now());
    await store.digests.markLessonBehind(lesson._id);
    return false;
  }
  if (code === undefined || !refusals.has(failureOf(code))) throw error;
  await putOff(deps, lesson, channelId, code);
  return true;
};

const hasWall = (lesson: Lesson): lesson is Lesson & { wall: NonNullable<Lesson['wall']> } =>
  Boolean(lesson.wall?.ts);

/** What somebody took on, or was told of, as it is by now: a process may have ended before it was shown. */
const showInNotes = async ({ store, refreshNote }: RefreshDeps, lesson: Lesson): Promise<void> => {
  if (!lesson.areNotesStale) return;
  for (const key of await store.noteParts.ofLesson(lesson._id)) await refreshNote(key);
};

const refreshOnce = async (deps: RefreshDeps, lessonId: string): Promise<number | undefined> => {
  const { store } = deps;
  const lesson = await store.lessons.find(lessonId);
  if (!lesson?.showAt) return undefined;
  await showInNotes(deps, lesson);
  try {
    if (hasWall(lesson)) await show(deps, lesson);
  } catch (error) {
    if (await isPutOff(deps, lesson, error)) return undefined;
  }
  return (await store.lessons.recordShown(lessonId, lesson.revision, deps.clock.now())) ? undefined : 0;
};

/** Keeps every copy of a lesson equal to it. What could not be shown stays due, for the next tick. */
export const createLessonRefresher = (deps: RefreshDeps): Deps['refreshLesson'] =>
  createMessageRefresher(deps, 'lesson', (lessonId) => refreshOnce(deps, lessonId), []);
