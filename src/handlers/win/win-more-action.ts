import type { AllMiddlewareArgs, BlockAction, OverflowAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openWinForm } from './open-win-form.ts';
import { type TakeDownDeps, takeDownOrAsk } from './take-down.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<OverflowAction>>;

/**
 * The menu of a wall message. Everybody sees it; who may use it is decided where the win is changed. What it offers is
 * known by name, since another version may offer more.
 */
export const createWinMoreAction =
  (deps: TakeDownDeps & Pick<Deps, 'workspace'>) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const chosen: OverflowAction['selected_option'] | null | undefined = action.selected_option;
    const [verb, winId = ''] = (chosen?.value ?? '').split(':', 2);
    if (verb === 'edit') {
      const refusal = await openWinForm(deps, client, { body, winId });
      if (refusal) await answerPrivately(respond, refusal);
    }
    if (verb === 'take-down') await takeDownOrAsk(deps, { client, respond, body }, winId);
  };
