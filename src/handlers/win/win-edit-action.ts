import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openWinForm } from './open-win-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Edit, beside the answer that only the author sees. */
export const createWinEditAction =
  (deps: Pick<Deps, 'store'>) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const refusal = await openWinForm(deps, client, body, action.value ?? '');
    if (refusal) await answerPrivately(respond, refusal);
  };
