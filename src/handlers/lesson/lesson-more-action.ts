import type { AllMiddlewareArgs, BlockAction, OverflowAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { takeDownLesson } from '../../operations/lesson/take-down-lesson.ts';
import type { TakeLessonDeps } from '../../operations/lesson/take-lesson.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import { lessonTakeDownRefused, lessonTakenDownAnswer } from '../../views/lesson/lesson-answer.ts';
import { lessonRefused } from '../../views/lesson/lesson-words.ts';
import { whomToAskWords } from '../../views/whom-to-ask.ts';
import type { SystemArgs } from '../brag-system.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openOwnLesson } from './open-lesson.ts';
import { openDoneForm, openTakeForm } from './open-lesson-task.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<OverflowAction>>;
type MoreDeps = TakeLessonDeps & Pick<Deps, 'clock'>;
type Choice = (deps: MoreDeps, args: SystemArgs, lessonId: string) => Promise<void>;

const takeDown: Choice = async (deps, { respond, userId }, lessonId) => {
  const outcome = await takeDownLesson(deps, lessonId, userId, deps.clock.now());
  if (outcome.kind === 'taken-down') return answerPrivately(respond, lessonTakenDownAnswer(outcome.isOwn));
  if (outcome.kind !== 'not-allowed') return answerPrivately(respond, lessonRefused(outcome));
  const whom = whomToAskWords(await whomToAsk(deps, userId));
  await answerPrivately(respond, lessonTakeDownRefused(whom));
};

/** The table of the menu of a lesson's card. */
const choices = new Map<string, Choice>([
  ['take', openTakeForm],
  ['done', openDoneForm],
  ['edit', openOwnLesson],
  ['take-down', takeDown],
]);

/** The menu of a lesson's card. */
export const createLessonMoreAction =
  (deps: MoreDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const chosen: OverflowAction['selected_option'] | null | undefined = action.selected_option;
    const [verb = '', lessonId = ''] = (chosen?.value ?? '').split(':');
    await choices.get(verb)?.(deps, { client, respond, userId: body.user.id, body }, lessonId);
  };
