import pTimeout from 'p-timeout';
import type { Deps, Sent } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { LessonContent, LessonRefusal } from '../../domain/lesson.ts';
import { ineligibility } from '../../domain/person.ts';
import type { Lesson } from '../../models/lesson.ts';
import { type FollowLessonDeps, followLesson } from './follow-lessons.ts';
import { ownLesson } from './save-lesson.ts';

export type ShareLessonDeps = FollowLessonDeps & Pick<Deps, 'outbox'>;

/** Where it is: on the wall, on its way there, or waiting for a wall. */
export type LessonWhereabouts = Sent | 'soon' | 'no-wall';

export type ShareOutcome = { kind: 'shared'; lesson: Lesson; where: LessonWhereabouts } | LessonRefusal;

/** After it, they are told that it is on its way: where they are answered by a view, that has to be opened by then. */
const postingLimitMs = 1_500;

const show = async ({ store, outbox }: ShareLessonDeps, lesson: Lesson): Promise<LessonWhereabouts> => {
  const sending = outbox.deliver(deliveryKey.lesson(lesson._id, lesson.timesShared));
  const sent = await pTimeout(sending, { milliseconds: postingLimitMs, fallback: () => undefined });
  if (sent) return sent;
  const { wall } = (await store.lessons.find(lesson._id)) ?? {};
  if (wall) return wall;
  return (await store.workspace.read()).wallChannelId === undefined ? 'no-wall' : 'soon';
};

/** Why it is no draft that can be shared or thrown away; undefined when it is shared already. */
const whyNot = (found: Lesson | LessonRefusal): LessonRefusal | undefined => {
  if ('kind' in found) return found;
  return found.state === 'draft' ? { kind: 'a-moment' } : undefined;
};

/** Its author shares a draft: from then on it is a card on the wall. Pressed twice, it is shared once. */
export const shareLesson = async (
  deps: ShareLessonDeps,
  lessonId: string,
  userId: string,
  now: Date,
): Promise<ShareOutcome> => {
  if (ineligibility(await deps.people.find(userId))) return { kind: 'outsider' };
  const shared = await deps.store.lessons.share(lessonId, userId, now);
  const found = shared ?? (await ownLesson(deps, lessonId, userId));
  const refusal = whyNot(found);
  if (refusal || 'kind' in found) return refusal ?? { kind: 'forgotten' };
  if (shared) await followLesson(deps, shared, now);
  return { kind: 'shared', lesson: found, where: await show(deps, found) };
};

export type DiscardOutcome =
  | { kind: 'discarded'; content: Pick<LessonContent, 'story' | 'change'> }
  | LessonRefusal;

/** Its author throws a draft away, and is given its words. */
export const discardLesson = async (
  deps: Pick<Deps, 'store'>,
  lessonId: string,
  userId: string,
): Promise<DiscardOutcome> => {
  const found = await ownLesson(deps, lessonId, userId);
  if ('kind' in found) return found;
  if (found.state !== 'draft') return { kind: 'not-yours' };
  if (!(await deps.store.lessons.discard(lessonId, userId))) return { kind: 'a-moment' };
  return { kind: 'discarded', content: { story: found.story ?? '', change: found.change } };
};
