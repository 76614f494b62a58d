import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
import { isStandIn } from '../../domain/erased-person.ts';
import type { RecoveryState } from '../../domain/recovery.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import type { CustomerWord } from '../../domain/win.ts';
import { actions, button, context, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, paragraph } from '../message.ts';
import { typedElements, wordsElement } from '../rich-text.ts';
import { answerWords, customerText } from '../win/customer-word.ts';
import { counted } from '../words.ts';

const mentions = (userIds: readonly string[]): RichTextElement[] =>
  userIds
    .filter((userId) => !isStandIn(userId))
    .flatMap((userId) => [{ type: 'user' as const, user_id: userId }, wordsElement(' ')]);

/** Said once in a win's thread, to its author and whoever asked. */
export const voiceInThread = (word: CustomerWord, userIds: readonly string[]): Message => {
  const { answer, words } = word;
  const people = userIds.filter((userId) => !isStandIn(userId)).map(mention);
  return {
    text: [...people, `:speech_balloon: ${customerText(word)}`].join(' '),
    blocks: [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'emoji', name: 'speech_balloon' },
              wordsElement(' '),
              ...mentions(userIds),
              wordsElement(`The customer says: ${answerWords[answer]}`, { bold: true }),
              ...(words ? [wordsElement('  “'), ...typedElements(words), wordsElement('”')] : []),
            ],
          },
        ],
      },
    ],
  };
};

/** In its place, once it may not be told any more: it says neither why nor what. */
export const voiceUntold = paragraph('A customer’s word stood here. It is not shown any more.');

/** In a note, in place of what is not kept. */
export const voiceGone = paragraph('This was about a customer’s answer that is not kept any more.');

/** In the note of somebody who led the team when it was told. */
export const voiceOfTeam = paragraph(
  'This was about a customer’s answer, which those who lead the team see to.',
);

interface Moment {
  winId: string;
  /** In the words of whoever asked; undefined once those had their data deleted. */
  moment: string | undefined;
  customerAlias: string | undefined;
  /** The customer's own. */
  words: string | undefined;
  /** To the win, for whoever may see it. */
  link: string | undefined;
}

const who = ({ customerAlias }: Pick<Moment, 'customerAlias'>): string =>
  customerAlias ? escapeName(customerAlias) : 'A customer';

const about = ({ moment }: Pick<Moment, 'moment'>): string =>
  moment ? `“${escapeName(moment)}”` : 'what you did';

const linked = ({ link }: Moment): string => (link ? ` <${link}|See the win>` : '');

/** What the customer wrote, which is not ours. */
const quoteBlocks = ({ words }: Moment): RichTextBlock[] =>
  words
    ? [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: typedElements(words) }] }]
    : [];

const quoteText = ({ words }: Moment): string[] => (words ? [`“${escapeSlackText(words)}”`] : []);

export interface HappyVoice extends Moment {
  answer: CustomerWord['answer'];
  /** They gave leave to tell it. */
  isTold: boolean;
  /** The win is on the wall. */
  isShown: boolean;
}

const whoseWords = ({ isTold, isShown }: HappyVoice): string => {
  if (!isTold) return 'They did not say that the team may hear it, so please keep it to yourself.';
  return isShown
    ? 'They are glad for the team to hear it, so it is on the card.'
    : 'They are glad for the team to hear it, but the win is not on the wall just now.';
};

/** To whoever asked and the author, alone. */
export const voiceHappy = (happy: HappyVoice): Message => {
  const said = `:speech_balloon: *${who(happy)} says of ${about(happy)}: ${answerWords[happy.answer]}.*${linked(happy)}`;
  const whose = whoseWords(happy);
  return {
    text: [said, ...quoteText(happy), whose].join('\n'),
    blocks: [section(said), ...quoteBlocks(happy), context(whose)],
  };
};

/** To those who lead the team and read before that it did not help: the rest is not for them. */
export const voiceBetter = (moment: Moment): Message =>
  paragraph(
    `:speech_balloon: *${who(moment)} was asked about ${moment.moment ? about(moment) : 'what was done for them'}, and says by now that it helped.*${linked(moment)} What else they say is for whoever asked.`,
  );

export interface UnhappyVoice extends Moment {
  isForManager: boolean;
  /** How many seconds after the link was made it came, when that is too soon for a customer to have read it. */
  quickSeconds: number | undefined;
  /** What is made right because of it. */
  recovery: MadeRight | undefined;
}

interface MadeRight {
  recoveryId: string;
  state: RecoveryState;
  /** The reader owns it, or helps with it. */
  isTheirs: boolean;
  maySee: boolean;
}

const standing = ({ state, isTheirs }: MadeRight): string => {
  if (state === 'closed') return 'It was made right since.';
  return isTheirs
    ? 'You are making it right: its card says what comes next.'
    : 'It is being made right: nothing is left for you to do.';
};

const makeRight = (winId: string) =>
  button(actionIds.voiceMakeRight, 'Make it right', {
    value: winId,
    spoken: 'Make it right for this customer',
  });

const nextStep = ({ winId, recovery }: UnhappyVoice): { text: string; blocks: KnownBlock[] } => {
  if (!recovery) {
    const text =
      'Good to know: most people forgive who feel that we mean it. *Make it right* opens with this filled in.';
    return { text, blocks: [actions(makeRight(winId))] };
  }
  const { recoveryId, maySee } = recovery;
  const text = standing(recovery);
  const show = button(actionIds.recoveryShow, 'Open it', { value: recoveryId });
  return { text, blocks: maySee ? [actions(show)] : [] };
};

const quickText = ({ quickSeconds }: UnhappyVoice): string[] =>
  quickSeconds === undefined
    ? []
    : [`Answered ${counted(quickSeconds, 'second', 'seconds')} after the link was made.`];

/** To whoever asked and the author, and to those who lead the team. Nobody else reads it. */
export const voiceUnhappy = (unhappy: UnhappyVoice): Message => {
  const { isForManager } = unhappy;
  const what = isForManager && !unhappy.moment ? 'what was done for them' : about(unhappy);
  const said = `:speech_balloon: *${who(unhappy)} was asked about ${what}, and says: it did not really make a difference.*${linked(unhappy)}`;
  const readers =
    'Whoever asked, whoever told the win and those who lead the team read this, and nobody else.';
  const step = nextStep(unhappy);
  const facts = [step.text, ...quickText(unhappy), readers].join(' ');
  return {
    text: [said, ...quoteText(unhappy), facts].join('\n'),
    blocks: [section(said), ...quoteBlocks(unhappy), context(facts), ...step.blocks],
  };
};

/** On Home, to those who can make it right. */
export const unhappyOnHome = (
  unhappy: Pick<Moment, 'winId' | 'moment' | 'customerAlias'>,
): readonly KnownBlock[] => [
  section(
    `:speech_balloon: *${who(unhappy)} says of ${about(unhappy)}: it did not really make a difference.*`,
  ),
  actions(makeRight(unhappy.winId)),
];

/** Below those that are shown. */
export const moreUnhappy: KnownBlock = context(
  'More customers said that it did not make a difference: they come up here.',
);
