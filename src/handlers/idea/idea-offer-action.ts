import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { offerIdea } from '../../operations/idea/offer-idea.ts';
import { ideaMessage, ideaTitle } from '../../views/idea/idea.ts';
import { replacePage } from '../replace-page.ts';
import { openIdea } from './open-idea.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** A little extra, from a button on Home or in a message. */
export const createIdeaOpenAction =
  (deps: Deps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    await openIdea(deps, { client, respond, userId: body.user.id, body });
  };

/** Another, in the place of the one before. */
export const createIdeaAnotherAction =
  (deps: Deps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const offer = await offerIdea(deps, body.user.id, deps.clock.now());
    await replacePage({ body, client, respond }, ideaTitle, ideaMessage(offer));
  };
