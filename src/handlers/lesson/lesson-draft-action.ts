import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { lessonShown } from '../../operations/lesson/lesson-message.ts';
import { ownLesson } from '../../operations/lesson/save-lesson.ts';
import { discardLesson, type ShareLessonDeps, shareLesson } from '../../operations/lesson/share-lesson.ts';
import {
  discardedAnswer,
  draftMessage,
  savedOnWall,
  sharedAnswer,
} from '../../views/lesson/lesson-answer.ts';
import { lessonRefused } from '../../views/lesson/lesson-words.ts';
import { answerPress } from './lesson-answer.ts';
import { openLesson, openOwnLesson } from './open-lesson.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Lesson, on Home and wherever else something leads to it. */
export const createLessonOpenAction =
  (deps: Deps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    await openLesson(deps, { client, respond, userId: body.user.id, body });
  };

/** Open it, beside a draft in the form: the draft, with what can be done with it. */
export const createLessonDraftAction =
  (deps: Pick<Deps, 'store'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const found = await ownLesson(deps, action.value ?? '', body.user.id);
    if ('kind' in found) return answerPress(respond, body, lessonRefused(found));
    const answer = found.state === 'draft' ? draftMessage(lessonShown(found)) : savedOnWall;
    await answerPress(respond, body, answer);
  };

/** Edit, below a draft. */
export const createLessonEditAction =
  (deps: Pick<Deps, 'store' | 'people'>) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    await openOwnLesson(deps, { client, respond, userId: body.user.id, body }, action.value ?? '');
  };

/** Share, below a draft. */
export const createLessonShareAction =
  (deps: ShareLessonDeps & Pick<Deps, 'clock' | 'installation'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const outcome = await shareLesson(deps, action.value ?? '', body.user.id, deps.clock.now());
    if (outcome.kind !== 'shared') return answerPress(respond, body, lessonRefused(outcome));
    const { lesson, where } = outcome;
    const view = { lesson: lessonShown(lesson), where, workspaceUrl: deps.installation.url };
    await answerPress(respond, body, sharedAnswer({ ...view, isFree: lesson.state === 'open' }));
  };

/** Discard, below a draft. */
export const createLessonDiscardAction =
  (deps: Pick<Deps, 'store'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const outcome = await discardLesson(deps, action.value ?? '', body.user.id);
    const answer = outcome.kind === 'discarded' ? discardedAnswer(outcome.content) : lessonRefused(outcome);
    await answerPress(respond, body, answer);
  };
