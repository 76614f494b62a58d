import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { type MakeRightDeps, makeRightFor } from '../../operations/voice/make-right.ts';
import { callbackIds } from '../../views/ids.ts';
import { recoveryForm } from '../../views/recovery/recovery-form.ts';
import { makeRightRefused } from '../../views/voice/make-right.ts';
import { answerPrivately } from '../ephemeral.ts';
import { formMetadata } from '../form-metadata.ts';
import { openForm } from '../open-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

export const makeRightMetadata = formMetadata(z.object({ winId: z.string() }));

/** Make it right, beside what a customer answered: the form, filled in. */
export const createMakeRightAction =
  (deps: MakeRightDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const winId = action.value ?? '';
    const begun = await makeRightFor(deps, winId, body.user.id);
    if (typeof begun === 'string') return answerPrivately(respond, makeRightRefused(begun));
    const view = recoveryForm({
      ...begun,
      callbackId: callbackIds.voiceMakeRight,
      metadata: makeRightMetadata.write({ winId }),
      own: { shown: [], others: 0 },
      customerData: [],
      doesCustomerKnow: true,
      ownerId: body.user.id,
      helperIds: [],
    });
    const doubt = await openForm(client, body, view);
    if (doubt) await answerPrivately(respond, doubt);
  };
