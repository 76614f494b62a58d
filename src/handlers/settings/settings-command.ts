import type { BragKeyword } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForSomebody } from './open-settings.ts';

/** `/brag settings`: for managers all that the team decides, for everybody else what they get. */
export const settingsKeyword: BragKeyword = {
  pattern: /^settings$/i,
  usage: () =>
    '`/brag settings`: what I send you, to turn off or snooze. For managers: all that the team decides.',
  async answer(deps, { ack, client, command, respond }) {
    await ack();
    const doubt = await openForSomebody(deps, {
      client,
      opener: command.trigger_id,
      userId: command.user_id,
      responseUrl: command.response_url,
    });
    if (doubt) await answerPrivately(respond, doubt);
  },
};
