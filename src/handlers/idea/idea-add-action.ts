import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { emptyIdeaForm } from '../../views/idea/idea-form.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { ideaMetadata } from './idea-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Add mine. Whether somebody may is decided when it is stored. */
export const createIdeaAddAction =
  (_deps: Deps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const metadata = ideaMetadata.write({ responseUrl: body.response_url });
    const doubt = await openForm(client, body, emptyIdeaForm(metadata));
    if (doubt) await answerPrivately(respond, doubt);
  };
