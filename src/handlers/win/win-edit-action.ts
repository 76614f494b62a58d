import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  RespondFn,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { WinFormFocus } from '../../views/win/win-form.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openDetailsForm, openWinForm } from './open-win-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

type Pressed = Pick<AllMiddlewareArgs, 'client'> & { body: BlockAction; respond: RespondFn };
type EditDeps = Pick<Deps, 'store' | 'workspace'>;

/** Opens the form for changing a win, or tells the person why not. */
export const editWin = async (
  deps: EditDeps,
  { body, client, respond }: Pressed,
  winId: string,
  focus?: WinFormFocus,
): Promise<void> => {
  const refusal = await openWinForm(deps, client, { body, winId, focus });
  if (refusal) await answerPrivately(respond, refusal);
};

const createFormAction =
  (focus: WinFormFocus) =>
  (deps: EditDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    await editWin(deps, args, args.action.value ?? '', focus);
  };

/** Edit, beside the answer that only the author sees. */
export const createWinEditAction = createFormAction('text');

/** Choose people, there as well: the same form, at the people whom the win credits. */
export const createWinChoosePeopleAction = createFormAction('people');

/** Add details, there as well: a form with nothing else in it. */
export const createWinAddDetailsAction =
  (deps: EditDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const refusal = await openDetailsForm(deps, client, { body, winId: action.value ?? '' });
    if (refusal) await answerPrivately(respond, refusal);
  };
