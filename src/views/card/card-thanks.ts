import type { ModalView } from '@slack/types';
import { maxLineLength, maxLineUnits } from '../../domain/card.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { modal, textInput } from '../blocks.ts';
import { callbackIds, cardFormIds as ids } from '../ids.ts';
import { type Message, paragraph } from '../message.ts';
import { typedElements, wordsElement } from '../rich-text.ts';
import { customerDataBlocks } from '../win/win-form.ts';

export interface ThanksForm {
  typed: string;
  customerData: readonly CustomerDataKind[];
  metadata: string;
}

export const thanksForm = ({ typed, customerData, metadata }: ThanksForm): ModalView =>
  modal({
    callbackId: callbackIds.cardThank,
    title: 'Thank everybody',
    submit: 'Post it',
    close: 'Cancel',
    metadata,
    blocks: [
      ...(customerData.length > 0 ? customerDataBlocks(customerData) : []),
      textInput(
        {
          blockId: ids.thanks,
          label: 'One sentence for all who signed',
          hint: `${maxLineLength} characters at most. It is posted once, in the thread of the win, in your name.`,
        },
        { maxLength: maxLineUnits, isFocused: true, typed },
      ),
    ],
  });

/** Posted into the thread, in the hero's name. */
export const thanksInThread = (heroName: string, thanks: string): Message => ({
  text: `${escapeName(heroName)} thanks everybody who signed the card: ${escapeSlackText(thanks)}`,
  blocks: [
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            wordsElement(heroName, { bold: true }),
            wordsElement(' thanks everybody who signed the card: '),
            ...typedElements(thanks),
          ],
        },
      ],
    },
  ],
});

export const thanksRefusals: Record<'not-yours' | 'thanked' | 'gone', string> = {
  'not-yours': 'Only whom the card is for can thank those who signed it.',
  thanked: 'You thanked everybody already: it is in the thread of the win.',
  gone: 'This win is no longer on the wall, so there is no thread to thank everybody in. Tell them yourself: they will be glad.',
};

export const thanksRefused = (why: keyof typeof thanksRefusals): Message => paragraph(thanksRefusals[why]);

export const thanked = paragraph('Your thanks are on their way to the thread.');
