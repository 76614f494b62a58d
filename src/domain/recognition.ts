import type { Votes } from './nomination.ts';

/** Why a manager cannot recognise a win in their own words. */
export type RecognitionRefusal =
  | 'not-manager'
  | 'hero'
  /** They told of it, and so nominated it first. */
  | 'author'
  | 'not-eligible'
  /** They cannot see the wall that the win is on. */
  | 'hidden'
  | 'gone'
  /** It was too old to be kept. */
  | 'forgotten'
  /** Whoever is credited has left. */
  | 'nobody-there'
  | 'recognised';

/** A win that somebody told of or nominated, and their votes for it. */
export interface RecognisedWin {
  heroIds: readonly string[];
  postedAt: Date;
  votes: Votes;
}

const dateOf = (slackTs: string): Date => new Date(Number(slackTs) * 1000);

const recognisedAt = ({ postedAt, votes }: RecognisedWin): Date => {
  const newest = Object.values(votes)
    .filter(({ stands }) => stands)
    .map(({ ts }) => ts)
    .sort()
    .at(-1);
  return newest === undefined ? postedAt : dateOf(newest);
};

/** When each person was recognised last: by a nomination that counts, or by a win that tells of them. */
export const lastRecognised = (wins: readonly RecognisedWin[]): Map<string, Date> => {
  const last = new Map<string, Date>();
  for (const win of wins) {
    const at = recognisedAt(win);
    for (const userId of win.heroIds) if (at > (last.get(userId) ?? new Date(0))) last.set(userId, at);
  }
  return last;
};

/** What is known of how one manager recognises the people of a digest. */
export interface ReaderWords {
  now: Date;
  /** Nothing is known from before; undefined when nobody noted when the bot came. */
  since: Date | undefined;
  lastAt: ReadonlyMap<string, Date>;
}

const weekMs = 7 * 86_400_000;

/** Whole weeks from one moment to another. */
export const weeksBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / weekMs));
