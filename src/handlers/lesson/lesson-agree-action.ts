import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type AgreeDeps, agreeWithLesson } from '../../operations/lesson/agree-lesson.ts';
import { agreedAnswer } from '../../views/lesson/lesson-answer.ts';
import { lessonRefused } from '../../views/lesson/lesson-words.ts';
import { answerPrivately } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** We do that too, on the card of a lesson. */
export const createLessonAgreeAction =
  (deps: AgreeDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const asked = { lessonId: action.value ?? '', userId: body.user.id, ts: action.action_ts };
    const outcome = await agreeWithLesson(deps, asked, deps.clock.now());
    const answer = 'mayTake' in outcome ? agreedAnswer(outcome) : lessonRefused(outcome);
    await answerPrivately(respond, answer);
  };
