import { dayInWords, dayOf, timeOf } from '../../domain/calendar.ts';
import type { Problem, RecoveryRefusal, RecoveryStep, Severity } from '../../domain/recovery.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { type Message, paragraph } from '../message.ts';

export const recoveryTitle = 'Make it right';

export const problemLabels: Record<Problem, string> = {
  late: 'It was late',
  wrong: 'It was wrong',
  broken: 'It was broken',
  rude: 'We were rude',
  unreachable: 'They could not reach us',
  overcharged: 'We charged too much',
  other: 'Something else',
};

export const severityLabels: Record<Severity, string> = {
  annoying: 'Annoying: a nuisance',
  hurt: 'It hurt: they are upset, or lost something',
  serious: 'Serious: they may never come back',
};

/** What went wrong, as a sentence of a card begins. */
export const problemWords: Record<Problem, string> = { ...problemLabels, other: 'Something went wrong' };

export const severityWords: Record<Severity, string> = {
  annoying: 'which is annoying',
  hurt: 'and it hurt',
  serious: 'and it is serious',
};

export const stepLabels: Record<RecoveryStep, string> = {
  call: 'Call first',
  listen: 'Let them tell it all',
  own: 'Say what we did and that we are sorry, with no “if”',
  offer: 'Offer what fits this person',
  fixed: 'Put it right',
  followUp: 'Follow up',
};

/** Where each reader is: a card is read in more than one zone. "Monday 5 October, 13:00" where Slack shows no dates. */
export const momentShort = (at: Date, zone: string): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} at {time}|${dayInWords(dayOf(at, zone))}, ${timeOf(at, zone)}>`;

const unnamed = 'a customer';

/** Among markup, inside a sentence; `capitalized` where it begins one: an alias is typed by hand. */
export const customerName = (customerAlias: string | null | undefined): string =>
  customerAlias ? escapeName(customerAlias) : unnamed;

const refusalWords: Record<RecoveryRefusal, string> = {
  hidden:
    'I know of nothing like that here. It may be too old to be kept, or not yours to see: ask whoever owns it to add you.',
  'not-owner': 'Whoever owns this one changes that. Ask them, or somebody who leads the team.',
  'not-team': 'You opened it, and others work on it: ask whoever owns it to add you if you want to help.',
  owned:
    'Somebody owns it by now, so it stays theirs: its card says who. *Who works on it* there changes that, if they agree.',
  'not-opener': 'Whoever opened it can take it back. Ask them if it was a mistake.',
  over: 'This one is over, so nothing was changed. If it goes on, open another with `/brag recover`.',
  'too-late':
    'It was opened more than a day ago, so it stays. If it was a mistake, put it right with whoever owns it.',
  touched:
    'Somebody has done something about it already, so it stays. Undo the steps first if that was a mistake.',
  'done-before': 'That is done already: it counts once.',
  'undone-before': 'Somebody else has just undone that.',
  changed:
    'Somebody else changed this at the same moment. Look at it again, and do yours once more if you like.',
};

export const recoveryRefusalText = (why: RecoveryRefusal): string => refusalWords[why];

export const recoveryRefused = (why: RecoveryRefusal): Message => paragraph(refusalWords[why]);
