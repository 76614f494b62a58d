import type { BragKeyword } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';
import { answerStaff } from './answer-staff.ts';
import { openSettingsForm } from './open-settings.ts';

/** `/brag settings`. */
export const settingsKeyword: BragKeyword = {
  pattern: /^settings$/i,
  usage: '`/brag settings` is for managers: the wall, who leads the team, emoji, hours, quiet days and more.',
  async answer(deps, { ack, client, command, respond }) {
    await ack();
    const request = { client, triggerId: command.trigger_id, userId: command.user_id };
    const opened = await openSettingsForm(deps, request);
    if (opened.kind === 'in-doubt') return answerPrivately(respond, opened.message);
    if (opened.kind === 'staff') await answerPrivately(respond, await answerStaff(deps));
  },
};
