import type { Deps } from '../../deps.ts';
import { listAsks } from '../../operations/voice/list-asks.ts';
import { paragraph } from '../../views/message.ts';
import { askList, nothingToAsk } from '../../views/voice/ask-list.ts';
import { askRefused } from '../../views/voice/ask-words.ts';
import type { BragKeyword, CommandArgs } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';

const answerAsk = async (deps: Deps, { client, respond, command }: CommandArgs): Promise<void> => {
  const listing = await listAsks(deps, command.user_id, deps.clock.now());
  if (listing.kind === 'none') return answerPrivately(respond, paragraph(nothingToAsk(listing.every)));
  if (listing.kind !== 'some') return answerPrivately(respond, askRefused(listing));
  const doubt = await openForm(client, command.trigger_id, askList(listing));
  if (doubt) await answerPrivately(respond, doubt);
};

/** `/brag ask` */
export const askKeyword: BragKeyword = {
  pattern: /^ask(?: (?:the |my |a )?customers?)?$/i,
  usage: () =>
    '`/brag ask`: what did it mean to the customer? You get a link to show them, with one question. I send nothing to anybody.',
  async answer(deps, args) {
    await args.ack();
    await answerAsk(deps, args);
  },
};
