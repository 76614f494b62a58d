import type { Workspace } from '../domain/workspace.ts';
import { emojiChoice } from './emoji-words.ts';
import { type Message, mention, paragraph } from './message.ts';

/** Why a form about a message is empty, or why what it was filled in with cannot be posted. */
export type WhyNotCopied =
  | 'not-public'
  | 'not-in-channel'
  | 'gone'
  | 'no-person'
  | 'not-creditable'
  | 'too-old'
  | 'unsure';

const ownWords = 'Say in your own words what was done for a customer: only what you type here is posted.';

const whyEmpty = (botUserId: string): Record<WhyNotCopied, string> => ({
  'not-public': `This conversation is not a public channel, so nothing of it is copied or linked. ${ownWords}`,
  'not-in-channel': `I am not in this channel, so I cannot follow what becomes of the message and copy nothing of it. ${ownWords} Or \`/invite\` ${mention(botUserId)} there, and try again.`,
  gone: `This message is no longer in Slack, so nothing of it is copied. ${ownWords}`,
  'no-person': `No person wrote this message, so nothing of it is copied. ${ownWords}`,
  'not-creditable': `Whoever wrote this is not an active member of this organisation, so nothing of it is copied. ${ownWords}`,
  'too-old': `This message is older than the stories that are kept here, so nothing of it is copied. ${ownWords}`,
  unsure: `I could not find out in time whether this is a public channel, so nothing of it is copied. ${ownWords} Or close this, and try again in a minute.`,
});

/** On top of a form that is empty: why. */
export const emptyNotice = (why: WhyNotCopied, botUserId: string): string => whyEmpty(botUserId)[why];

const notPostable: Record<WhyNotCopied, string> = {
  'not-public': 'The channel of this message is not public any more',
  'not-in-channel': 'I am no longer in the channel of this message',
  gone: 'The message was deleted meanwhile',
  'no-person': 'No person wrote this message',
  'not-creditable': 'Whoever wrote this message is no active member of this organisation any more',
  'too-old': 'The message is older than the stories that are kept here',
  unsure: 'I could not find out whether the channel of this message is public',
};

/** Beside the words that were copied. */
export const notPosted = (why: WhyNotCopied): string =>
  `${notPostable[why]}, so nothing was posted. To tell it in words of your own, close this and type /brag.`;

interface CopyNotice {
  channelId: string;
  hasWords: boolean;
  isMasked: boolean;
}

/** On top of a form that is filled in: with what, and what becomes of it. */
export const copyNotice = ({ channelId, hasWords, isMasked }: CopyNotice): string =>
  [
    hasWords
      ? `The words and the writer are those of the message in <#${channelId}>.`
      : `The message in <#${channelId}> has no words: add what was done. Its writer is filled in.`,
    ...(isMasked ? ["What looked like a customer's contact or payment data is left out."] : []),
    'Change what you like: it is posted in your name, with a link to the message.',
  ].join(' ');

/** What there is already of a message. `here`: it is the wall's own. */
export interface MadeAlready {
  kind: 'here' | 'shown' | 'closed' | 'on-its-way' | 'taken-down';
  link: string | undefined;
}

const madeAlready = ({ kind, link }: MadeAlready, look: Pick<Workspace, 'nominationEmoji'>): string => {
  const nominate = `React to it with ${emojiChoice(look)} to nominate it.`;
  switch (kind) {
    case 'here':
      return `This is on the wall already. ${nominate}`;
    case 'shown':
      return `This message is on the wall already: <${link}|see it there>. ${nominate}`;
    case 'closed':
      return 'This message is on the wall already. Only those who are in its channel can see it there.';
    case 'on-its-way':
      return 'Somebody put this message on the wall already: it appears there in a moment, or once there is a wall.';
    case 'taken-down':
      return 'This message was on the wall and was taken down, so it is not put there again. To tell it in words of your own, type `/brag`.';
  }
};

export const madeAlreadyAnswer = (made: MadeAlready, look: Pick<Workspace, 'nominationEmoji'>): Message =>
  paragraph(madeAlready(made, look));
