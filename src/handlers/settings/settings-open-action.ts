import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answerPrivately } from '../ephemeral.ts';
import { type OpenSettingsDeps, openForSomebody } from './open-settings.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Settings, wherever its button is: on Home and in forms there is no place for an answer. */
export const createSettingsOpenAction =
  (deps: OpenSettingsDeps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const { response_url: responseUrl } = body;
    const doubt = await openForSomebody(deps, { client, opener: body, userId: body.user.id, responseUrl });
    if (doubt && responseUrl) await answerPrivately(respond, doubt);
  };
