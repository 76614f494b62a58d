import type { BragKeyword } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openWhatIGet } from './open-what-i-get.ts';

/** `/brag settings`: what a person gets. */
export const settingsKeyword: BragKeyword = {
  pattern: /^settings$/i,
  usage: '`/brag settings`: what I send you, and when; snooze it, or turn it off.',
  async answer(deps, { ack, client, command, respond }) {
    await ack();
    const doubt = await openWhatIGet(deps, {
      client,
      opener: command.trigger_id,
      userId: command.user_id,
      responseUrl: command.response_url,
    });
    if (doubt) await answerPrivately(respond, doubt);
  },
};
