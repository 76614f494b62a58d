import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { type TakeDownDeps, takeDownOrAsk } from './take-down.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Undo, beside the answer that only the author sees, and Take down, in what is told to whoever wrote a message. */
export const createWinTakeDownAction =
  (deps: TakeDownDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    await takeDownOrAsk(deps, { client, respond, body }, action.value ?? '');
  };
