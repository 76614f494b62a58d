import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type NominateDeps, toggleNomination } from '../../operations/nomination/nominate.ts';
import { nominationAnswer } from '../../views/nomination-answer.ts';
import { answerPrivately } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Nominate on a wall message, for whoever cannot or does not use reactions. */
export const createNominateAction =
  (deps: NominateDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const now = deps.clock.now();
    const outcome = await toggleNomination(deps, action.value ?? '', body.user.id, action.action_ts, now);
    const answer = nominationAnswer(outcome, await deps.workspace());
    if (answer) await answerPrivately(respond, answer);
  };
