import type { AllMiddlewareArgs, BlockAction, OverflowAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openWinForm } from './open-win-form.ts';
import { type TakeDownDeps, takeDownOrAsk } from './take-down.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<OverflowAction>>;

type MenuDeps = TakeDownDeps & Pick<Deps, 'workspace'>;

const editWin = async (
  deps: MenuDeps,
  { client, body, respond }: Pick<Args, 'client' | 'body' | 'respond'>,
  winId: string,
): Promise<void> => {
  const refusal = await openWinForm(deps, client, { body, winId });
  if (refusal) await answerPrivately(respond, refusal);
};

/** What can be chosen, by the name that its option begins with. */
const menu: ReadonlyMap<string, (deps: MenuDeps, args: Args, winId: string) => Promise<void>> = new Map([
  ['edit', editWin],
  ['take-down', takeDownOrAsk],
]);

/**
 * The menu of a wall message. Everybody sees it; who may use it is decided where the win is changed. What it offers is
 * known by name, since another version may offer more.
 */
export const createWinMoreAction =
  (deps: MenuDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    const chosen: OverflowAction['selected_option'] | null | undefined = args.action.selected_option;
    const [verb = '', winId = ''] = (chosen?.value ?? '').split(':', 2);
    await menu.get(verb)?.(deps, args, winId);
  };
