import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { ReadDigestDeps } from '../../operations/digest/read-digest.ts';
import { answerPrivately } from '../ephemeral.ts';
import { managersEdition } from './managers-edition.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Managers' edition, below a digest that a manager asked for. */
export const createDigestManagersAction =
  (deps: ReadDigestDeps & Pick<Deps, 'installation' | 'clock'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    await answerPrivately(respond, await managersEdition(deps, action.value ?? '', body.user.id));
  };
