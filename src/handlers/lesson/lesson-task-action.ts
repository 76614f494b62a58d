import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { lessonShown } from '../../operations/lesson/lesson-message.ts';
import {
  giveLessonBack,
  resumeLesson,
  type TakeLessonDeps,
  type TakeOutcome,
} from '../../operations/lesson/take-lesson.ts';
import { givenBackAnswer, resumedAnswer } from '../../views/lesson/lesson-answer.ts';
import { lessonDayFaults, lessonRefused } from '../../views/lesson/lesson-words.ts';
import { type Message, paragraph } from '../../views/message.ts';
import { answerPress } from './lesson-answer.ts';
import { openDoneForm, openMoveForm, openTakeForm } from './open-lesson-task.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ActionDeps = TakeLessonDeps & Pick<Deps, 'clock'>;

const opening =
  (open: typeof openTakeForm) =>
  (deps: ActionDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    await open(deps, { client, respond, body, userId: body.user.id }, action.value ?? '');
  };

/** I take it, on the card of a lesson and in answers about it: asks by when. */
export const createLessonTakeAction = opening(openTakeForm);
/** Done and Move, in the note and on Home. */
export const createLessonDoneAction = opening(openDoneForm);
export const createLessonMoveAction = opening(openMoveForm);

const answerTo = (outcome: TakeOutcome): Message => {
  if (outcome.kind === 'bad-day') return paragraph(lessonDayFaults[outcome.fault]);
  if (outcome.kind === 'given-back') return givenBackAnswer(lessonShown(outcome.lesson));
  return 'lesson' in outcome ? resumedAnswer(lessonShown(outcome.lesson)) : lessonRefused(outcome);
};

const doing =
  (act: typeof giveLessonBack) =>
  (deps: ActionDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const asked = { lessonId: action.value ?? '', userId: body.user.id };
    await answerPress(respond, body, answerTo(await act(deps, asked, deps.clock.now())));
  };

/** Give back, in the same places. */
export const createLessonGiveBackAction = doing(giveLessonBack);
/** Not done after all, in the answer to Done. */
export const createLessonResumeAction = doing(resumeLesson);
