import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { runDays } from '../../domain/challenge.ts';
import { dayToDo } from '../../operations/challenge/answer-day.ts';
import type { ChallengeDeps } from '../../operations/challenge/challenge.ts';
import { challengeRefused } from '../../views/challenge/challenge-words.ts';
import { readDayValue } from '../../views/challenge/nudge.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { freshPlanForm, type OpenPlanDeps } from './open-plan.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** *Plan it*, on a day of a challenge that makes a plan: for the last day of that challenge, unless it is past. */
export const createPlanDayAction =
  (deps: OpenPlanDeps & ChallengeDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const day = readDayValue(action.value ?? '');
    const userId = body.user.id;
    const opened = await dayToDo(deps, { ...day, userId }, deps.clock.now());
    if (typeof opened === 'string') return answerPrivately(respond, challengeRefused(opened));
    const on = runDays(opened.challenge.rules).at(-1)?.on ?? opened.day.on;
    const challenge = { day, theme: opened.packDay.theme, on };
    const form = await freshPlanForm(deps, { userId, responseUrl: body.response_url, challenge });
    const doubt = await openForm(client, body, form);
    if (doubt) await answerPrivately(respond, doubt);
  };
