import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answerPrivately } from '../ephemeral.ts';
import { openWhatIGet, type WhatIGetDeps } from './open-what-i-get.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Change what I get, at the end of every note. */
export const createNoteChangeAction =
  (deps: WhatIGetDeps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const doubt = await openWhatIGet(deps, {
      client,
      opener: body,
      userId: body.user.id,
      responseUrl: body.response_url,
    });
    if (doubt && body.response_url) await answerPrivately(respond, doubt);
  };
