import type { Button, ModalView } from '@slack/types';
import { type CreditReport, leavesDoubt } from '../../domain/credit-report.ts';
import { type CustomerDataKind, customerDataMask } from '../../domain/customer-data.ts';
import { isUnseen, shortened } from '../../domain/human-text.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { maxWinLength } from '../../domain/win.ts';
import type { WinGap } from '../../domain/win-tip.ts';
import type { WhomToAsk } from '../../domain/workspace-manager.ts';
import { actions, button, quote, section, sections } from '../blocks.ts';
import { actionIds, answerModalId } from '../ids.ts';
import { type Message, messageModal, paragraph, topText } from '../message.ts';
import { whomToAskWords } from '../whom-to-ask.ts';
import { listed } from '../words.ts';
import { creditedNames, creditLines, doubtLines, leftOutLines } from './credit-lines.ts';
import { putBackButton } from './put-back.ts';
import { winQuestion, winQuestionBlock } from './win-question.ts';

const customerDataWords: Record<CustomerDataKind, string> = {
  email: 'an e-mail address',
  phone: 'a phone number',
  card: 'a card number',
  account: 'an account number',
};

const kindsInWords = (kinds: readonly CustomerDataKind[]): string =>
  listed([...new Set(kinds)].map((kind) => customerDataWords[kind]));

export const customerDataNotice = (kinds: readonly CustomerDataKind[]): string =>
  `It looks as if this holds ${kindsInWords(kinds)}.`;

/** Slack takes 40,000 characters; the blocks show all of it. */
const longestReturned = { units: 30_000, sentAs: escapeSlackText };
/** Slack takes 50 blocks. */
const mostQuotes = 48;

/** Tells somebody that nothing was stored, with their whole text to copy. */
export const textReturned = (reason: string, typed: string): Message =>
  isUnseen(typed)
    ? paragraph(reason)
    : {
        text: `${reason.replace(/:$/, '.')} Your text: ${escapeSlackText(shortened(typed, longestReturned))}`,
        blocks: [section(reason), ...quote(typed).slice(0, mostQuotes)],
      };

export const refusals = {
  blank:
    'There are no words in this, so nothing was posted. Write what you did for a customer after `/brag`.',
  onlyMentions:
    'This only names people, so nothing was posted. Say in a few words what they did for a customer as well.',
  outsider:
    'Only members of this organisation can put a win on its wall, so nothing was posted. Somebody who works here can post it for you.',
  tooLong: (length: number) =>
    `A win holds up to ${maxWinLength.toLocaleString('en')} characters and this has ${length.toLocaleString('en')}, so nothing was posted. Please shorten it:`,
  tooBig:
    'This holds more emoji and accents than I can keep in one win, so nothing was posted. Please take some of them out:',
};

/** Beside the text in a form, where it still stands. */
export const formRefusals = {
  blank: 'There are no words in this yet. Write what you did for a customer.',
  onlyMentions: 'This only names people. Say in a few words what they did for a customer as well.',
  outsider:
    'Only members of this organisation can put a win on its wall. Somebody who works here can post it for you.',
  tooLong: (length: number) =>
    `A win holds up to ${maxWinLength.toLocaleString('en')} characters and this has ${length.toLocaleString('en')}. Please shorten it.`,
  tooBig: 'This holds more emoji and accents than I can keep in one win. Please take some of them out.',
} satisfies typeof refusals;

export const changeRefusals = {
  'nobody-credited': 'None of them can be credited: choose at least one active person of this organisation.',
  'not-author':
    'Only its author can change the words of this win. Ask them to; whoever it credits, and managers, can take it down.',
  gone: 'This win is no longer on the wall, so it cannot be changed.',
  forgotten:
    'This win is too old: it is not kept here any more, so nothing can be done with it. Its message stays as it is.',
  'changed-meanwhile': 'Somebody changed this win while you did. Copy your text, cancel, and open it again.',
};

/** What is to be said of a win besides where it is. */
export interface WinNotice {
  credit: CreditReport;
  /** What its text looks like holding. */
  customerData: readonly CustomerDataKind[];
  /** What was just masked in it. */
  masked?: readonly CustomerDataKind[] | undefined;
  /** What its author is asked for, in its only answer that does. */
  gaps?: readonly WinGap[] | undefined;
}

export interface WinAnswer extends WinNotice {
  winId: string;
  /** Its first words, as they were typed. */
  words: string;
  /** The wall message; undefined while it waits, and for whoever may not see the wall. */
  link: string | undefined;
  /** Its author may ask its customer how it was. */
  canAsk?: boolean;
  /** Why there is no link. */
  noLink: 'no-wall' | 'soon' | 'held-up' | 'refused' | 'closed' | undefined;
}

const onTheWall = ':raised_hands: On the wall';
const stored = 'Your win is stored';

/** How it begins, and what follows once it is said whom it credits, with its first words. */
const withoutLink: Record<NonNullable<WinAnswer['noLink']>, [begins: string, ends: string]> = {
  'no-wall': [stored, 'It waits until there is a wall, and is posted then.'],
  soon: [stored, 'It will be on the wall in a moment.'],
  'held-up': [
    stored,
    'Slack does not take it just now: I keep trying, and tell you if it takes over an hour.',
  ],
  refused: [stored, 'But Slack does not take it. Edit it, shorter or plainer, and I try again.'],
  closed: [onTheWall, 'Only those who are in its channel can see it there.'],
};

const whereItIs = ({ link, noLink, credit, words }: WinAnswer): string => {
  const [begins, ends] = link ? [onTheWall, `<${link}|See it there>.`] : withoutLink[noLink ?? 'soon'];
  return `${begins} for ${creditedNames(credit)}: ‘${escapeName(words)}’. ${ends}`;
};

const choosePeople = (winId: string) => button(actionIds.winChoosePeople, 'Choose people', { value: winId });

const customerDataLines = ({ customerData, masked = [] }: WinNotice): string[] => [
  ...(customerData.length > 0
    ? [
        `:warning: ${customerDataNotice(customerData)} Customers' data does not belong on the wall: *Mask it* puts ${customerDataMask} in its place.`,
      ]
    : []),
  ...(masked.length > 0
    ? [
        `:white_check_mark: Masked: ${customerDataMask} stands in place of ${kindsInWords(masked)}. *Edit* changes the rest.`,
      ]
    : []),
];

/** What is wrong with a win, or may be, is mended first. */
const mending = (winId: string, { credit, customerData }: WinNotice): Button[] => [
  ...(customerData.length > 0
    ? [button(actionIds.winMask, 'Mask it', { value: winId, isPrimary: true })]
    : []),
  ...(leavesDoubt(credit) ? [choosePeople(winId)] : []),
];

/** What the author alone sees after posting, and again after a change. */
export const winAnswer = (answer: WinAnswer): Message => {
  const { winId, credit, gaps = [] } = answer;
  const text = [whereItIs(answer), ...doubtLines(credit), ...customerDataLines(answer)].join('\n');
  const question = gaps.length > 0 ? [winQuestion(gaps, credit)] : [];
  const controls = [
    ...mending(winId, answer),
    button(actionIds.winAddDetails, 'Add details', { value: winId }),
    button(actionIds.winEdit, 'Edit', { value: winId }),
    button(actionIds.winTakeDown, 'Undo', { value: winId }),
    ...(answer.canAsk ? [button(actionIds.voiceAsk, 'Ask the customer', { value: winId })] : []),
  ];
  return {
    text: topText([text, ...question].join('\n')),
    blocks: [
      ...sections(text),
      actions(...controls),
      ...question.map((words) => winQuestionBlock(words, winId)),
    ],
  };
};

/** Of what comes in the composer's place. */
export const composerTitle = 'Brag';

/** The same, where it was posted on Home: there is no conversation to answer in. */
export const winAnswerModal = (answer: Pick<Message, 'blocks'>, title = composerTitle): ModalView => ({
  ...messageModal(title, answer),
  callback_id: answerModalId,
});

/** In place of the form, while the win is on its way to the wall. */
export const postingWin = paragraph('Your win is stored and is on its way to the wall.');

/** Another answer to an author, with what may have to be mended in their win. */
export const withNotice = (message: Message, winId: string, notice: WinNotice): Message => {
  const lines = [
    ...(leavesDoubt(notice.credit) ? creditLines(notice.credit) : []),
    ...customerDataLines(notice),
  ];
  if (lines.length === 0) return message;
  const text = lines.join('\n');
  const controls = mending(winId, notice);
  return {
    text: topText(`${message.text}\n${text}`),
    blocks: [...message.blocks, ...sections(text), ...(controls.length > 0 ? [actions(...controls)] : [])],
  };
};

/** Told whoever saved a change that could not credit everybody they chose. */
export const changeAnswer = (winId: string, credit: CreditReport): Message => {
  const text = ['Your change is saved.', ...leftOutLines(credit)].join('\n');
  return { text: topText(text), blocks: [...sections(text), actions(choosePeople(winId))] };
};

/** For its author, who gets the text back, and for anybody else who took it down. */
export const takenDown = (winId: string, typed: string, { isAuthor }: { isAuthor: boolean }): Message => {
  const back = 'You can put it back for a day, with its nominations.';
  const answer = isAuthor
    ? textReturned(
        `The win is taken down. ${back} Its text, in case you want to post it in other words:`,
        typed,
      )
    : paragraph(`The win is taken down. I tell its author, and give them their text. ${back}`);
  return { ...answer, blocks: [...answer.blocks, actions(putBackButton(winId))] };
};

export const notAuthor = paragraph(changeRefusals['not-author']);
export const notAllowed = (whom: WhomToAsk): Message =>
  paragraph(
    `Only its author, the people it credits and managers can take this win down. ${whomToAskWords(whom)}`,
  );
export const alreadyGone = paragraph('This win is no longer on the wall.');
export const notKept = paragraph(changeRefusals.forgotten);
