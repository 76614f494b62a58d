import type { LeftOut } from '../../domain/credit.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { escapeSlackText } from '../../domain/slack-text.ts';
import { maxWinLength } from '../../domain/win.ts';
import { actions, button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph } from '../message.ts';
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
  `Not credited: ${escapeSlackText(name ?? 'somebody you mentioned')} (${leftOutWords[why]}).`;

/** A block holds 3,000 characters, and every `&`, `<` or `>` of a text takes up to five. */
const quoted = (typed: string): Message['blocks'] => {
  const pieces = typed.match(/[\s\S]{1,2900}/g) ?? [];
  return pieces
    .slice(0, 20)
    .map((piece) => ({ type: 'section', text: { type: 'plain_text', text: piece, emoji: false } }));
};

/** Tells somebody that nothing was stored, with their whole text to copy. */
export const textReturned = (reason: string, typed: string): Message => ({
  text: typed.trim() ? `${reason} Your text: ${escapeSlackText(typed)}` : reason,
  blocks: [section(reason), ...(typed.trim() ? quoted(typed) : [])],
});

export const refusals = {
  blank:
    'There are no words in this, so nothing was posted. Write what you did for a customer after `/brag`.',
  onlyMentions:
    'This only names people, so nothing was posted. Say in a few words what they did for a customer as well.',
  tooLong: (length: number) =>
    `A win holds up to ${maxWinLength.toLocaleString('en')} characters and this has ${length.toLocaleString('en')}, so nothing was posted. Please shorten it:`,
  reserved: (keyword: string) =>
    `\`/brag ${keyword}\` is kept for something this version does not do yet, so nothing was posted. \`/brag help\` shows what it does. To post it as a win, say a little more.`,
};

export const changeRefusals = {
  'nobody-credited': 'None of them can be credited: choose at least one active person of this organisation.',
  'not-allowed': 'Only its author, the people it credits and workspace admins can change this win.',
  gone: 'This win is no longer on the wall, so it cannot be changed.',
  'changed-meanwhile': 'Somebody changed this win while you did. Copy your text, cancel, and open it again.',
};

export interface WinAnswer {
  winId: string;
  /** The wall message; undefined while it waits. */
  link: string | undefined;
  /** Why it is not on the wall yet, when it is known. */
  waits: 'no-wall' | 'soon' | 'held-up' | 'refused' | undefined;
  leftOut: readonly LeftOut[];
  fellBackToAuthor: boolean;
  customerData: readonly CustomerDataKind[];
}

const waitingWords: Record<NonNullable<WinAnswer['waits']>, string> = {
  'no-wall': 'Your win is stored. It waits until there is a wall, and is posted then.',
  soon: 'Your win is stored and will be on the wall in a moment.',
  'held-up':
    'Your win is stored. Slack does not take it just now: I keep trying, and tell you if it takes over an hour.',
  refused: 'Your win is stored, but Slack does not take it. Edit it, shorter or plainer, and I try again.',
};

const whereItIs = ({ link, waits = 'soon' }: WinAnswer): string =>
  link ? `:raised_hands: Your win is on the wall: <${link}|see it there>.` : waitingWords[waits];

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
  return { text, blocks: [section(text), actions(edit, undo)] };
};

export const takenDown = (typed: string): Message =>
  textReturned('The win is taken down. If you want it back, post its text again:', typed);

export const notAllowed = paragraph(changeRefusals['not-allowed']);
export const alreadyGone = paragraph('This win is no longer on the wall.');
