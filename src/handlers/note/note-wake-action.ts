import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { endSnooze } from '../../operations/note/change-preferences.ts';
import { callbackIds } from '../../views/ids.ts';
import { messageModal } from '../../views/message.ts';
import { awake, whatIGetForm, whatIGetTitle } from '../../views/note/what-i-get.ts';
import { answerInPlace } from '../ephemeral.ts';
import type { WhatIGetDeps } from './open-what-i-get.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** End the snooze now: in the form, beside what was saved, or on Home. */
export const createNoteWakeAction =
  (deps: WhatIGetDeps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const what = await endSnooze(deps, body.user.id, deps.clock.now());
    const { view } = body;
    if (!view) return answerInPlace(respond, body, awake(what));
    if (view.type !== 'modal') return;
    // Saved already, it is shown in the form's place.
    const shown =
      view.callback_id === callbackIds.noteChange
        ? whatIGetForm(what, view.private_metadata)
        : messageModal(whatIGetTitle, awake(what));
    await client.views.update({ view_id: view.id, view: shown });
  };
