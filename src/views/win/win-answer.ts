import { type CreditReport, leavesDoubt } from '../../domain/credit-report.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { isUnseen, shortened } from '../../domain/human-text.ts';
import { escapeSlackText } from '../../domain/slack-text.ts';
import { maxWinLength } from '../../domain/win.ts';
import type { WhomToAsk } from '../../domain/workspace-manager.ts';
import { actions, button, quote, section, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph, topText } from '../message.ts';
import { whomToAskWords } from '../whom-to-ask.ts';
import { listed } from '../words.ts';
import { creditLines, leftOutLines } from './credit-lines.ts';
import { putBackButton } from './put-back.ts';

const customerDataWords: Record<CustomerDataKind, string> = {
  email: 'an e-mail address',
  phone: 'a phone number',
  card: 'a card number',
  account: 'an account number',
};

export const customerDataNotice = (kinds: readonly CustomerDataKind[]): string =>
  `It looks as if this holds ${listed([...new Set(kinds)].map((kind) => customerDataWords[kind]))}.`;

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
  reserved: (keyword: string) =>
    `\`/brag ${keyword}\` is kept for something this version does not do yet, so nothing was posted. \`/brag help\` shows what it does. To post it as a win, say a little more.`,
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
} satisfies Omit<typeof refusals, 'reserved'>;

export const changeRefusals = {
  'nobody-credited': 'None of them can be credited: choose at least one active person of this organisation.',
  'not-author':
    'Only its author can change the words of this win. Ask them to; whoever it credits, and managers, can take it down.',
  gone: 'This win is no longer on the wall, so it cannot be changed.',
  forgotten:
    'This win is too old: it is not kept here any more, so nothing can be done with it. Its message stays as it is.',
  'changed-meanwhile': 'Somebody changed this win while you did. Copy your text, cancel, and open it again.',
};

export interface WinAnswer {
  winId: string;
  /** The wall message; undefined while it waits, and for whoever may not see the wall. */
  link: string | undefined;
  /** Why there is no link. */
  noLink: 'no-wall' | 'soon' | 'held-up' | 'refused' | 'closed' | undefined;
  credit: CreditReport;
  customerData: readonly CustomerDataKind[];
}

const withoutLink: Record<NonNullable<WinAnswer['noLink']>, string> = {
  'no-wall': 'Your win is stored. It waits until there is a wall, and is posted then.',
  soon: 'Your win is stored and will be on the wall in a moment.',
  'held-up':
    'Your win is stored. Slack does not take it just now: I keep trying, and tell you if it takes over an hour.',
  refused: 'Your win is stored, but Slack does not take it. Edit it, shorter or plainer, and I try again.',
  closed: ':raised_hands: Your win is on the wall. Only those who are in its channel can see it there.',
};

const whereItIs = ({ link, noLink }: WinAnswer): string =>
  link ? `:raised_hands: Your win is on the wall: <${link}|see it there>.` : withoutLink[noLink ?? 'soon'];

const choosePeople = (winId: string) => button(actionIds.winChoosePeople, 'Choose people', { value: winId });

const customerDataLine = (kinds: readonly CustomerDataKind[]): string[] =>
  kinds.length > 0
    ? [`${customerDataNotice(kinds)} Customers' data does not belong on the wall: Edit takes it out.`]
    : [];

/** What the author alone sees after posting. */
export const winAnswer = (answer: WinAnswer): Message => {
  const { winId, credit, customerData } = answer;
  const text = [whereItIs(answer), ...creditLines(credit), ...customerDataLine(customerData)].join('\n');
  const controls = [
    ...(leavesDoubt(credit) ? [choosePeople(winId)] : []),
    button(actionIds.winEdit, 'Edit', { value: winId }),
    button(actionIds.winTakeDown, 'Undo', { value: winId }),
  ];
  return { text: topText(text), blocks: [...sections(text), actions(...controls)] };
};

/** In place of the form, while the win is on its way to the wall. */
export const postingWin = paragraph('Your win is stored and is on its way to the wall.');

/** Another answer to an author, with whom their win credits where that may not be whom they meant. */
export const withCredit = (message: Message, winId: string, credit: CreditReport): Message => {
  if (!leavesDoubt(credit)) return message;
  const text = creditLines(credit).join('\n');
  return {
    text: topText(`${message.text}\n${text}`),
    blocks: [...message.blocks, ...sections(text), actions(choosePeople(winId))],
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
