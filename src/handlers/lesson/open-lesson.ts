import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import type { LessonRefusal } from '../../domain/lesson.ts';
import { ineligibility } from '../../domain/person.ts';
import type { Lesson } from '../../models/lesson.ts';
import { lessonShown } from '../../operations/lesson/lesson-message.ts';
import { ownLesson } from '../../operations/lesson/save-lesson.ts';
import { emptyLesson, lessonForm } from '../../views/lesson/lesson-form.ts';
import { lessonRefused } from '../../views/lesson/lesson-words.ts';
import { type OpenSystem, type SystemArgs, showSystem } from '../brag-system.ts';
import { answerPrivately } from '../ephemeral.ts';
import { lessonMetadata } from './lesson-form-values.ts';

type OpenDeps = Pick<Deps, 'store' | 'people'>;

const mostDrafts = 5;

const refuse = ({ respond }: SystemArgs, refusal: LessonRefusal): Promise<void> =>
  answerPrivately(respond, lessonRefused(refusal));

/** The form for a new lesson, with the way to what somebody began. */
export const openLesson: OpenSystem = async (deps: OpenDeps, args) => {
  const { userId } = args;
  if (ineligibility(await deps.people.find(userId))) return refuse(args, { kind: 'outsider' });
  const { lessons } = deps.store;
  const [drafts, counts] = await Promise.all([
    lessons.draftsOf(userId, mostDrafts),
    lessons.countsOf(userId),
  ]);
  const view = lessonForm({
    metadata: lessonMetadata.write({ lessonId: randomUUID(), edition: 0 }),
    content: emptyLesson,
    isShared: false,
    customerData: [],
    drafts: drafts.map(({ _id: lessonId, story, change }) => ({ lessonId, story: story ?? change })),
    ...counts,
  });
  await showSystem(args, view);
};

const formFor = (lesson: Lesson) => {
  const { lessonId, ...content } = lessonShown(lesson);
  const isShared = lesson.state !== 'draft';
  return lessonForm({
    metadata: lessonMetadata.write({ lessonId, edition: lesson.edition, isShared }),
    content,
    isShared,
    customerData: [],
  });
};

/** The form for a lesson of somebody's own, or why it stays closed. */
export const openOwnLesson = async (deps: OpenDeps, args: SystemArgs, lessonId: string): Promise<void> => {
  const found = await ownLesson(deps, lessonId, args.userId);
  if ('kind' in found) return refuse(args, found);
  await showSystem(args, formFor(found));
};
