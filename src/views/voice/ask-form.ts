import type { KnownBlock, ModalView } from '@slack/types';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { voiceLimits } from '../../domain/voice.ts';
import { context, modal, section, textInput } from '../blocks.ts';
import { callbackIds, voiceFormIds as ids } from '../ids.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { askTitle, daysAgoWords } from './ask-words.ts';

export interface AskForm {
  metadata: string;
  /** The win's first words, for whoever did it. */
  words: string;
  moment: string | undefined;
  /** What the customer is asked. */
  question: string;
  customerAlias: string | undefined;
  /** How many days ago they were asked about another win, when that was lately. */
  askedDaysAgo: number | undefined;
  customerData: readonly CustomerDataKind[];
}

/** Said before anything else: people who are asked often stop answering. */
export const askedBefore = (customerAlias: string | undefined, daysAgo: number | undefined): KnownBlock[] =>
  customerAlias === undefined || daysAgo === undefined
    ? []
    : [
        section(
          `:hourglass_flowing_sand: *${escapeName(customerAlias)} was asked ${daysAgoWords(daysAgo)}*, about another win. Asked too often, people stop answering. You can go on all the same.`,
        ),
      ];

const byHand =
  '*I send nothing to anybody.* You hand the link over yourself: show the picture, or give it to somebody who is talking with you anyway. Better not by e-mail to people who have not agreed to that: in Germany such a survey counts as advertising (BGH VI ZR 225/17). This is practical advice, not legal advice.';

/** What is needed to ask a customer about one win. Its words are not filled in: what the win says is for the team. */
export const askForm = (form: AskForm): ModalView =>
  modal({
    callbackId: callbackIds.voiceAsk,
    title: askTitle,
    submit: 'Preview',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      ...askedBefore(form.customerAlias, form.askedDaysAgo),
      section(`One question: *${escapeName(form.question)}* You get a link and a picture of it to show.`),
      context(`About your win: ‘${escapeName(form.words)}’`),
      ...(form.customerData.length > 0 ? customerDataBlocks(form.customerData, 'Whoever has the link') : []),
      textInput(
        {
          blockId: ids.moment,
          label: 'Remind them: what was it about?',
          hint: `A few words to the customer, such as: your umbrella, last Tuesday. They read this and nothing else of your win. Up to ${voiceLimits.moment} characters.`,
        },
        { maxLength: voiceLimits.moment, isFocused: true, typed: form.moment },
      ),
      textInput(
        {
          blockId: ids.customer,
          label: 'Who was it?',
          hint: 'A name that you know them by, such as Mrs L. They do not see it: it keeps us from asking the same person over and over.',
          isOptional: true,
        },
        { maxLength: voiceLimits.customerAlias, typed: form.customerAlias },
      ),
      context(byHand),
    ],
  });
