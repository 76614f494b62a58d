import { offerIdea } from '../../operations/idea/offer-idea.ts';
import { ideaMessage } from '../../views/idea/idea.ts';
import type { BragKeyword } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';

/** `/brag idea`: a little extra for today, told to whoever asks alone. */
export const ideaKeyword: BragKeyword = {
  pattern: /^idea$/i,
  usage: () =>
    '`/brag idea`: a little extra to try today, with another a click away; add yours for the team.',
  async answer(deps, { ack, command, respond }) {
    await ack();
    const offer = await offerIdea(deps, command.user_id, deps.clock.now());
    await answerPrivately(respond, ideaMessage(offer));
  },
};
