import { type CalendarDay, dayInWords } from '../../domain/calendar.ts';
import type { ChallengeRefusal } from '../../domain/challenge.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { escapeName } from '../../domain/slack-text.ts';
import type { WhomToAsk } from '../../domain/workspace-manager.ts';
import { paragraph } from '../message.ts';
import { whomToAskWords } from '../whom-to-ask.ts';
import { counted } from '../words.ts';

/** Of a modal that shows how somebody's challenge stands. */
export const challengeTitle = 'Challenge';

/** Packs are plain text, which may hold characters that Slack reads as markup. */
export const packName = ({ name }: Pick<ChallengePack, 'name'>): string => escapeName(name);

/** "Friday 8 October 2027". */
export const dayAndYear = (day: CalendarDay): string => `${dayInWords(day)} ${day.slice(0, 4)}`;

/** "Monday 4 October to Friday 8 October 2027": it may be planned many months ahead. */
export const daysInWords = (days: readonly { on: CalendarDay }[]): string => {
  const [first, last] = [days.at(0), days.at(-1)];
  if (!first || !last) return '';
  const end = dayAndYear(last.on);
  return first.on === last.on ? end : `${dayInWords(first.on)} to ${end}`;
};

export const peopleIn = (count: number): string =>
  count === 0 ? 'Nobody is in yet.' : `${counted(count, 'person is', 'people are')} in.`;

const words: Record<ChallengeRefusal, string> = {
  gone: 'I do not know this challenge any more. `/brag challenge` shows what is on.',
  cancelled:
    'This challenge was called off, so there is nothing left to do here. `/brag challenge` shows what is on.',
  over: 'This challenge is over and its days are closed. `/brag challenge` shows what comes next.',
  left: 'You are not in this challenge. `/brag challenge` lets you join, from today on.',
  'no-such-day': 'This day is no longer part of the challenge. `/brag challenge` shows the days.',
  'not-yet': 'This day is still to come. It opens in the morning.',
  'done-already': 'You have done this day already, and it counts. Once is enough.',
  'past-three': 'It is past 3 pm where you are. This message stays here, and the day stays open.',
  'not-eligible': 'Only active members of this organisation can take part.',
  'not-manager':
    'Only managers can start, move or call off a challenge. `/brag challenge start` says whom to ask.',
  closed: 'This challenge has had its closing, so it can no longer be moved or called off.',
};

export const refusalWords = (refusal: ChallengeRefusal): string => words[refusal];
export const challengeRefused = (refusal: ChallengeRefusal) => paragraph(words[refusal]);

/** The same where there is room to say whom to ask instead. */
export const challengeNotYours = (whom: WhomToAsk) =>
  paragraph(`Only managers can start, move or call off a challenge. ${whomToAskWords(whom)}`);
