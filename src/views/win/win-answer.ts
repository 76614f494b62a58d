import type { LeftOut } from '../../domain/credit.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { shortened } from '../../domain/human-text.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { maxWinLength } from '../../domain/win.ts';
import { actions, button, quote, section, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph, topText } from '../message.ts';
import { listed } from '../words.ts';

const leftOutWords: Record<LeftOut['why'], string> = {
  unknown: 'nobody here goes by that name',
  bot: 'is an app',
  deactivated: 'no longer has an active account',
  stranger: 'belongs to another organisation',
  'too-many': 'a win credits ten people at most',
};

const customerDataWords: Record<CustomerDataKind, string> = {
  email: 'an e-mail address',
  phone: 'a phone number',
  card: 'a card number',
  account: 'an account number',
};

export const customerDataNotice = (kinds: readonly CustomerDataKind[]): string =>
  `It looks as if this holds ${listed([...new Set(kinds)].map((kind) => customerDataWords[kind]))}.`;

const leftOutLine = ({ name, why }: LeftOut): string =>
  `Not credited: ${escapeName(name ?? 'somebody you mentioned')} (${leftOutWords[why]}).`;

/** Slack takes 40,000 characters; the blocks show all of it. */
const longestReturned = { units: 30_000, sentAs: escapeSlackText };
/** Slack takes 50 blocks. */
const mostQuotes = 48;

/** Tells somebody that nothing was stored, with their whole text to copy. */
export const textReturned = (reason: string, typed: string): Message => ({
  text: typed.trim() ? `${reason} Your text: ${escapeSlackText(shortened(typed, longestReturned))}` : reason,
  blocks: [section(reason), ...(typed.trim() ? quote(typed).slice(0, mostQuotes) : [])],
});

export const refusals = {
  blank:
    'There are no words in this, so nothing was posted. Write what you did for a customer after `/brag`.',
  onlyMentions:
    'This only names people, so nothing was posted. Say in a few words what they did for a customer as well.',
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
  tooLong: (length: number) =>
    `A win holds up to ${maxWinLength.toLocaleString('en')} characters and this has ${length.toLocaleString('en')}. Please shorten it.`,
  tooBig: 'This holds more emoji and accents than I can keep in one win. Please take some of them out.',
} satisfies Omit<typeof refusals, 'reserved'>;

export const changeRefusals = {
  'nobody-credited': 'None of them can be credited: choose at least one active person of this organisation.',
  'not-author':
    'Only its author can change the words of this win. Ask them to; whoever it credits, and workspace admins, can take it down.',
  'not-allowed': 'Only its author, the people it credits and workspace admins can take this win down.',
  gone: 'This win is no longer on the wall, so it cannot be changed.',
  'changed-meanwhile': 'Somebody changed this win while you did. Copy your text, cancel, and open it again.',
};

export interface WinAnswer {
  winId: string;
  /** The wall message; undefined while it waits. */
  link: string | undefined;
  /** Why it is not on the wall yet, when it is known. */
  waits: 'no-wall' | 'soon' | undefined;
  leftOut: readonly LeftOut[];
  fellBackToAuthor: boolean;
  customerData: readonly CustomerDataKind[];
}

const whereItIs = ({ link, waits }: WinAnswer): string => {
  if (link) return `:raised_hands: Your win is on the wall: <${link}|see it there>.`;
  return waits === 'no-wall'
    ? 'Your win is stored. It waits until there is a wall, and is posted then.'
    : 'Your win is stored and will be on the wall in a moment.';
};

/** What the author alone sees after posting. */
export const winAnswer = (answer: WinAnswer): Message => {
  const lines = [
    whereItIs(answer),
    ...answer.leftOut.map(leftOutLine),
    ...(answer.fellBackToAuthor ? ['Nobody else could be credited, so it is credited to you.'] : []),
    ...(answer.customerData.length > 0
      ? [
          `${customerDataNotice(answer.customerData)} Customers' data does not belong on the wall: Edit takes it out.`,
        ]
      : []),
  ];
  const text = lines.join('\n');
  const edit = button(actionIds.winEdit, 'Edit', { value: answer.winId });
  const undo = button(actionIds.winTakeDown, 'Undo', { value: answer.winId });
  return { text: topText(text), blocks: [...sections(text), actions(edit, undo)] };
};

export const takenDown = (typed: string): Message =>
  textReturned('The win is taken down. If you want it back, post its text again:', typed);

export const notAuthor = paragraph(changeRefusals['not-author']);
export const notAllowed = paragraph(changeRefusals['not-allowed']);
export const alreadyGone = paragraph('This win is no longer on the wall.');
