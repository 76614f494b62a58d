import { exportPerson } from '../../operations/privacy/export-person.ts';
import { privacyPage } from '../../views/privacy/privacy-page.ts';
import type { BragKeyword } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openDeleteForm } from './open-delete-form.ts';

/** `/brag privacy`: what is kept, why, how long, and who sees it. */
export const privacyKeyword: BragKeyword = {
  pattern: /^privacy$/i,
  usage: () => '`/brag privacy`: what I keep of you, to export or delete.',
  async answer(deps, { ack, respond }) {
    await ack();
    await answerPrivately(respond, privacyPage(await deps.workspace()));
  },
};

/** `/brag privacy export`: everything about whoever asks, to them alone. */
export const privacyExportKeyword: BragKeyword = {
  pattern: /^privacy export$/i,
  async answer(deps, { ack, command, respond }) {
    await ack();
    await answerPrivately(respond, await exportPerson(deps, command.user_id));
  },
};

/** `/brag privacy delete`: asks once, and then deletes it. */
export const privacyDeleteKeyword: BragKeyword = {
  pattern: /^privacy delete$/i,
  async answer(deps, { ack, client, command, respond }) {
    await ack();
    const doubt = await openDeleteForm(deps, client, command.trigger_id, command.user_id);
    if (doubt) await answerPrivately(respond, doubt);
  },
};
