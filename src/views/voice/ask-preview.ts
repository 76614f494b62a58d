import type { KnownBlock, ModalView } from '@slack/types';
import { escapeName } from '../../domain/slack-text.ts';
import { voiceAnswers } from '../../domain/voice.ts';
import type { VoicePage } from '../../domain/voice-page.ts';
import { context, divider, modal, plain, quote, section } from '../blocks.ts';
import { callbackIds } from '../ids.ts';
import { askedBefore } from './ask-form.ts';

export interface AskPreview {
  metadata: string;
  /** By which customers know the team; undefined where nobody has said. */
  businessName: string | undefined;
  moment: string;
  /** What the page says, as staff read it. */
  says: Pick<VoicePage, 'question' | 'answers'>;
  customerAlias: string | undefined;
  askedDaysAgo: number | undefined;
  /** Why it comes again, without a link. */
  notice?: string | undefined;
  /** A link is out already, and this one takes its place. */
  isAnother?: boolean;
}

const asTyped = (text: string): KnownBlock => ({
  type: 'header',
  text: { ...plain(text, 150), emoji: false },
});

/** What the customer is going to see, before there is a link. */
export const askPreview = (preview: AskPreview): ModalView => {
  const { metadata, businessName, moment, says, customerAlias, askedDaysAgo, notice, isAnother } = preview;
  return modal({
    callbackId: callbackIds.voiceLink,
    title: notice ? 'There is no link yet' : 'What they will see',
    submit: isAnother ? 'Make another link' : 'Make the link',
    close: 'Back',
    metadata,
    blocks: [
      ...(notice ? [section(notice)] : []),
      ...askedBefore(customerAlias, askedDaysAgo),
      context('Your customer sees this, in the language of their browser:'),
      divider,
      ...(businessName ? [asTyped(businessName)] : []),
      context('We are asking about this'),
      ...quote(moment),
      section(`*${escapeName(says.question)}*`),
      section(voiceAnswers.map((answer) => `• ${escapeName(says.answers[answer])}`).join('\n')),
      divider,
      context(
        'Then, if they like: a line of their own, and whether you may read it out and show it. *Back* changes the words.',
      ),
    ],
  });
};
