import { deliveryKey } from '../../domain/delivery-key.ts';
import type { Lesson } from '../../models/lesson.ts';
import type { DeliveryDeps, DeliveryRow, RecordSent } from '../delivery/delivery-row.ts';
import { skip } from '../delivery/delivery-row.ts';
import { lessonMessage } from './lesson-message.ts';

/** The lesson that a delivery is about, if it is still that message of it. */
const lessonOf = async (
  { store }: Pick<DeliveryDeps, 'store'>,
  { _id: key, lessonId }: { _id: string; lessonId?: string | null | undefined },
): Promise<Lesson | undefined> => {
  const lesson = lessonId ? await store.lessons.find(lessonId) : null;
  return lesson && key === deliveryKey.lesson(lesson._id, lesson.timesShared) ? lesson : undefined;
};

export const composeLesson: DeliveryRow['compose'] = async (deps, delivery) => {
  const lesson = await lessonOf(deps, delivery);
  if (!lesson || lesson.state === 'draft') return skip('the lesson was taken down before it was posted');
  if (lesson.wall) return skip('the lesson is on the wall');
  return { kind: 'send', message: await lessonMessage(deps, lesson), revision: lesson.revision };
};

/** Notes where it is. What is not wanted there any more goes: at once, or when the lesson is looked at. */
export const recordLessonPosted: RecordSent = async (deps, delivery, place, revision) => {
  const { store, clock, slack } = deps;
  const lesson = await lessonOf(deps, delivery);
  const isIts =
    lesson !== undefined &&
    (await store.lessons.recordPosted(
      lesson._id,
      { times: lesson.timesShared, place, revision },
      clock.now(),
    ));
  if (!isIts) await slack.chat.delete({ channel: place.channelId, ts: place.ts });
};
