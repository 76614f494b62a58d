import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Put away, on Home, which is then shown without it. */
export const createPutAwayAction =
  ({ store }: Pick<Deps, 'store'>) =>
  async ({ ack, action, body }: Args): Promise<void> => {
    await ack();
    await store.privateWords.putAway(action.value ?? '', body.user.id);
  };
