import type { RichTextBlock } from '@slack/types';
import { escapeSlackText } from '../../domain/slack-text.ts';
import type { CustomerWord } from '../../domain/win.ts';
import { typedElements, wordsElement } from '../rich-text.ts';

/** After "The customer says:". */
export const answerWords: Readonly<Record<CustomerWord['answer'], string>> = {
  helped: 'it helped',
  'made-my-day': 'it made my day',
};

/**
 * What a customer says of a win: its own mark, which no vote makes. Rich text, because Slack looks for no markup, link or
 * mention in its text elements.
 */
export const customerBlock = ({ answer, words }: CustomerWord): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [
        { type: 'emoji', name: 'speech_balloon' },
        wordsElement(` The customer says: ${answerWords[answer]}`, { bold: true }),
        ...(words ? [wordsElement('  “'), ...typedElements(words), wordsElement('”')] : []),
      ],
    },
  ],
});

/** As plain text. */
export const customerSays = ({ answer, words }: CustomerWord): string =>
  `The customer says: ${answerWords[answer]}${words ? `. “${words}”` : ''}`;

/** For a message's top-level text. */
export const customerText = (word: CustomerWord): string => escapeSlackText(customerSays(word));
