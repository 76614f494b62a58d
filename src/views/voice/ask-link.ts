import type { Button, KnownBlock, ModalView } from '@slack/types';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, context, plain, quote, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { mention, messageModal } from '../message.ts';
import { askTitle, daysAgoWords } from './ask-words.ts';

/** A question that somebody put to a customer, and when its link was made: a button of an older one says so. */
export interface AskedAbout {
  winId: string;
  linkMadeAt: Date;
}

const buttonValue = ({ winId, linkMadeAt }: AskedAbout): string => `${winId}:${linkMadeAt.getTime()}`;

const takeBack = (asked: AskedAbout): Button =>
  button(actionIds.voiceTakeBack, 'Take it back', { value: buttonValue(asked) });
const newLink = (asked: AskedAbout): Button =>
  button(actionIds.voiceNewLink, 'Make a new link', { value: buttonValue(asked) });
const otherWords = ({ winId }: AskedAbout): Button =>
  button(actionIds.voiceWords, 'Change the words', { value: winId });
export const askButton = (winId: string, words?: string, label = askTitle): Button =>
  button(actionIds.voiceAsk, label, {
    value: winId,
    ...(words && { spoken: `${label}: ${words}` }),
  });

/** `soon`: it is shown once Slack has fetched it. */
export type Picture = { kind: 'soon' } | { kind: 'shown'; url: string } | { kind: 'refused' };

const pictureBlocks = (picture: Picture): KnownBlock[] => {
  switch (picture.kind) {
    case 'soon':
      return [];
    case 'shown':
      return [
        {
          type: 'image',
          image_url: picture.url,
          alt_text: 'A QR code of the link, to be scanned with the camera of a phone',
          title: plain('Show them this: the camera of their phone opens it'),
        },
      ];
    case 'refused':
      return [
        context(
          'Slack cannot fetch the picture of it: most likely its servers do not reach `PUBLIC_URL`. The link works wherever that does.',
        ),
      ];
  }
};

const toSay =
  '“Would you tell me whether this made a difference to you? It is one tap, you give no name, and it helps me learn.”';

/** The one time that the link is shown. Closing it closes what lies beneath, which is done with. */
export const linkView = (asked: AskedAbout & { link: string }, picture: Picture): ModalView => ({
  ...messageModal('Here is the link', {
    blocks: [
      section(`:link: <${asked.link}>`),
      ...pictureBlocks(picture),
      section(`*What you can say:* ${toSay}`),
      actions(newLink(asked), takeBack(asked)),
      context(
        'The link takes one answer within 28 days; the customer can change it for a day. It is in this window only: I do not keep it. Lost it? `/brag ask` makes a new one, and then this one leads nowhere.',
      ),
    ],
  }),
  clear_on_close: true,
});

export interface AskedView extends AskedAbout {
  askedBy: string;
  reader: string;
  daysAgo: number;
  moment: string;
  customerAlias: string | undefined;
  isEnded: boolean;
  /** What happened since the person looked. */
  notice?: string | undefined;
}

const standing = ({ askedBy, reader, daysAgo, customerAlias, isEnded }: AskedView): string => {
  const who = askedBy === reader ? 'You' : mention(askedBy);
  const whom = customerAlias ? escapeName(customerAlias) : 'the customer';
  const asked = `${who} asked ${whom} ${daysAgoWords(daysAgo)}`;
  return isEnded
    ? `:hourglass: *${asked}*, and nobody answered within 28 days. You can make a new link.`
    : `:hourglass_flowing_sand: *${asked}*, and there is no answer yet. A new link takes the place of the one that is out.`;
};

/** About a win whose customer was asked, and has not answered. */
export const askedView = (asked: AskedView): ModalView =>
  messageModal(askTitle, {
    blocks: [
      ...(asked.notice ? [section(asked.notice)] : []),
      section(standing(asked)),
      context('The words that they read:'),
      ...quote(asked.moment || '(none)'),
      actions(newLink(asked), otherWords(asked), takeBack(asked)),
    ],
  });

/** Somebody else, or the same person in another window, made a link in the meantime. */
export const meanwhileWords = (voice: { askedBy: string } | null, reader: string): string => {
  if (!voice)
    return ':information_source: The question was taken back meanwhile, so that link leads nowhere.';
  const who = voice.askedBy === reader ? 'You' : mention(voice.askedBy);
  return `:information_source: *${who} made a link meanwhile*, perhaps for the customer to see just now. Another takes its place.`;
};

const takenBackWords = {
  'taken-back': 'It is taken back: the link leads nowhere now. You can ask again.',
  none: 'It was taken back already: nobody is asked.',
} as const;

/** In place of a link that is no more. */
export const takenBackView = (kind: keyof typeof takenBackWords, winId: string): ModalView =>
  messageModal(askTitle, { blocks: [section(takenBackWords[kind]), actions(askButton(winId))] });
