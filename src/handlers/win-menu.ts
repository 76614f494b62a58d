import type { AllMiddlewareArgs, BlockAction, OverflowAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { actionIds } from '../views/ids.ts';
import { openNominators } from './nomination/who-nominated-action.ts';
import { openReport } from './report/open-report.ts';
import type { Routes } from './routes.ts';
import { openAsk } from './voice/open-ask.ts';
import { takeDownOrAsk } from './win/take-down.ts';
import { editWin } from './win/win-edit-action.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<OverflowAction>>;

/** The table of a win's menu: what can be chosen, by the name that its option begins with (views/win/win-card.ts). */
const menu = new Map<string, (deps: Deps, args: Args, winId: string) => Promise<void>>([
  ['who', openNominators],
  ['edit', editWin],
  ['take-down', takeDownOrAsk],
  ['report', openReport],
  [
    'ask',
    (deps, { client, respond, body }, winId) =>
      openAsk(deps, { client, respond, body, userId: body.user.id }, winId),
  ],
]);

/**
 * The menu of a wall message. Everybody sees it; who may use it is decided where the win is changed or read. What it
 * offers is known by name, since another version may offer more.
 */
const createWinMoreAction =
  (deps: Deps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    const chosen: OverflowAction['selected_option'] | null | undefined = args.action.selected_option;
    const [verb = '', winId = ''] = (chosen?.value ?? '').split(':', 2);
    await menu.get(verb)?.(deps, args, winId);
  };

export const registerWinMenu = (routes: Routes): void => {
  routes.action(actionIds.winMore, createWinMoreAction);
};
