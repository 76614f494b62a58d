import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { openThanks, type ThankDeps } from '../../operations/card/thank-signers.ts';
import { thanksForm, thanksRefused } from '../../views/card/card-thanks.ts';
import { answerInNote } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { thanksMetadata } from './card-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Thank everybody, in a hero's note. */
export const createCardThankAction =
  (deps: ThankDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const partKey = action.value ?? '';
    const open = await openThanks(deps, partKey, body.user.id);
    if (open.kind === 'refused') return answerInNote(respond, body, thanksRefused(open.why));
    const metadata = thanksMetadata.write({ partKey, responseUrl: body.response_url });
    const doubt = await openForm(client, body, thanksForm({ typed: '', customerData: [], metadata }));
    if (doubt) await answerInNote(respond, body, doubt);
  };
