import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { removeLine, type SignDeps } from '../../operations/card/sign-card.ts';
import { removed } from '../../views/card/card-form.ts';
import { replaceAnswer } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Remove my line, in the form of a card or after signing it: said in its place. */
export const createCardRemoveAction =
  (deps: Pick<SignDeps, 'store' | 'background' | 'refreshCard'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    await replaceAnswer(respond, removed[await removeLine(deps, action.value ?? '', body.user.id)]);
  };
