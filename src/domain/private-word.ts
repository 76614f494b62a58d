import { creditHelpers, type HelperLeftOut } from './credit.ts';
import type { Person } from './person.ts';

/** Of whom an author chose, those who can be sent a word: whoever could be named in a win, and not the author. */
export const readersOf = (
  chosenIds: readonly string[],
  authorId: string,
  people: ReadonlyMap<string, Person>,
): { readerIds: string[]; leftOut: HelperLeftOut[] } => {
  const others = chosenIds.filter((userId) => userId !== authorId);
  const { helperIds: readerIds, leftOut } = creditHelpers(others, [], people);
  return { readerIds, leftOut };
};

/** What was noted of one word to one person. */
export interface WordProgress {
  /** How often a note was composed with it. */
  timesOut: number;
  toldAt?: Date | null | undefined;
  shownOnHomeAt?: Date | null | undefined;
}

/** Its part of the note. Undefined: nobody planned it yet. */
export type WordPart = { state: string; mayBeTold?: boolean | null | undefined } | undefined;

/** Whether the person may have read it, or is about to: then it cannot be taken back. */
export const mayBeRead = ({ timesOut, toldAt, shownOnHomeAt }: WordProgress, part: WordPart): boolean => {
  if (toldAt || shownOnHomeAt) return true;
  if (timesOut === 0 || !part) return false;
  return part.state === 'in-note' || part.state === 'told' || part.mayBeTold === true;
};

/**
 * Whether Home is where the person finds it, until they put it away: no note brings it to whoever turned praise off,
 * or could not be sent one.
 */
export const isForHome = (
  { toldAt, shownOnHomeAt }: WordProgress,
  part: WordPart,
  wantsPraise: boolean,
): boolean => {
  if (toldAt) return false;
  if (shownOnHomeAt || !part || part.state === 'dropped') return true;
  return part.state === 'waiting' && !wantsPraise;
};
