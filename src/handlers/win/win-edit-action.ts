import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { WinFormFocus } from '../../views/win/win-form.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openWinForm } from './open-win-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

const createFormAction =
  (focus: WinFormFocus) =>
  (deps: Pick<Deps, 'store' | 'workspace'>) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const winId = action.value ?? '';
    const refusal = await openWinForm(deps, client, { body, winId, focus });
    if (refusal) await answerPrivately(respond, refusal);
  };

/** Edit, beside the answer that only the author sees. */
export const createWinEditAction = createFormAction('text');

/** Choose people, there as well: the same form, at the people whom the win credits. */
export const createWinChoosePeopleAction = createFormAction('people');
