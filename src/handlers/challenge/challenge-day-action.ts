import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { ChallengeRefusal } from '../../domain/challenge.ts';
import {
  type AnswerDayDeps,
  type DayAnswer,
  dayToDo,
  putDayOff,
  remindLater,
  showAnotherIdea,
} from '../../operations/challenge/answer-day.ts';
import { progressInRun } from '../../operations/challenge/challenge-message.ts';
import { challengeDoneForm } from '../../views/challenge/challenge-form.ts';
import { challengeRefused } from '../../views/challenge/challenge-words.ts';
import { readDayValue } from '../../views/challenge/nudge.ts';
import { answerPrivately, isPrivate, replaceAnswer } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { doneMetadata } from './challenge-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type DayDeps = AnswerDayDeps & Pick<Deps, 'clock'>;
type Answer = (deps: AnswerDayDeps, day: DayAnswer, now: Date) => Promise<ChallengeRefusal | undefined>;

const isEnded: ReadonlySet<ChallengeRefusal> = new Set(['over', 'cancelled']);

const answeredDay = ({ action, body }: Pick<Args, 'action' | 'body'>): DayAnswer => ({
  ...readDayValue(action.value ?? ''),
  userId: body.user.id,
});

const refuse = async (
  deps: DayDeps,
  day: DayAnswer,
  refusal: ChallengeRefusal,
  respond: Args['respond'],
): Promise<void> => {
  // Its message may still have buttons that lead nowhere.
  if (isEnded.has(refusal)) deps.background.run('challenge', () => deps.refreshDay(day));
  await answerPrivately(respond, challengeRefused(refusal));
};

/** The messages about the day are updated wherever they are; a private answer is nowhere but here. */
const createDayAction =
  (answer: Answer) =>
  (deps: DayDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const day = answeredDay({ action, body });
    const refusal = await answer(deps, day, deps.clock.now());
    if (refusal) return refuse(deps, day, refusal, respond);
    if (isPrivate(body))
      await replaceAnswer(respond, await progressInRun(deps, day.runId, day.userId, deps.clock.now()));
  };

export const createChallengeIdeaAction = createDayAction(showAnotherIdea);
export const createChallengeRemindAction = createDayAction(remindLater);
export const createChallengeNotTodayAction = createDayAction(putDayOff);

/** Done, on a nudge, a reminder and beside `/brag challenge`: opens the form, or says why the day is closed. */
export const createChallengeDoneAction =
  (deps: DayDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const day = answeredDay({ action, body });
    const opened = await dayToDo(deps, day, deps.clock.now());
    if (typeof opened === 'string') return refuse(deps, day, opened, respond);
    const metadata = doneMetadata.write({
      runId: day.runId,
      dayId: day.dayId,
      responseUrl: body.response_url,
      isPrivate: isPrivate(body),
    });
    const form = { metadata, day: opened.packDay, typed: '', isWin: false, customerData: [] };
    const doubt = await openForm(client, body, challengeDoneForm(form));
    if (doubt) await answerPrivately(respond, doubt);
  };
