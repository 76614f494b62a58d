import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { HandOverDeps } from '../../operations/file/hand-over.ts';
import { exportPerson } from '../../operations/privacy/export-person.ts';
import { messageModal } from '../../views/message.ts';
import { privacyPage } from '../../views/privacy/privacy-page.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { openDeleteForm } from './open-delete-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Privacy, on Home. */
export const createPrivacyOpenAction =
  (deps: Pick<Deps, 'workspace'>) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const page = messageModal('Privacy', privacyPage(await deps.workspace()));
    const doubt = await openForm(client, body, page);
    if (doubt) await answerPrivately(respond, doubt);
  };

/** Export my data: of whoever presses it, wherever it is shown. */
export const createPrivacyExportAction =
  (deps: HandOverDeps) =>
  async ({ ack, body, respond }: Args): Promise<void> => {
    await ack();
    await answerPrivately(respond, await exportPerson(deps, body.user.id));
  };

/** Delete my data: asks first. */
export const createPrivacyDeleteAction =
  (deps: Pick<Deps, 'workspace'>) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const doubt = await openDeleteForm(deps, client, body, body.user.id);
    if (doubt) await answerPrivately(respond, doubt);
  };
