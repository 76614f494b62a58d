import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { excerptOf } from '../../domain/win.ts';
import { type CardDeps, type OpenCard, openCard } from '../../operations/card/open-card.ts';
import { heroNamesIn, typedWin } from '../../operations/win/win-message.ts';
import { type CardForm, cardForm, signRefused } from '../../views/card/card-form.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { cardMetadata } from './card-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** The form for a card as it is, with what was typed by now. */
export const cardFormOf = (
  { win, line }: OpenCard,
  { typed, customerData }: Pick<CardForm, 'typed' | 'customerData'>,
): CardForm => ({
  winId: win._id,
  heroNames: heroNamesIn(win),
  excerpt: excerptOf(typedWin(win)),
  typed,
  isSigned: line !== undefined,
  customerData,
  metadata: cardMetadata.write({ winId: win._id }),
});

/** Sign the card, in the thread of a win that is exceptional. */
export const createCardSignAction =
  (deps: CardDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const card = await openCard(deps, action.value ?? '', body.user.id);
    if (card.kind === 'refused') return answerPrivately(respond, signRefused(card.why, card.line?.text));
    const typed = card.line?.text ?? '';
    const doubt = await openForm(client, body, cardForm(cardFormOf(card, { typed, customerData: [] })));
    if (doubt) await answerPrivately(respond, doubt);
  };
