import { type Ineligibility, ineligibility, type Person } from './person.ts';
import { mentionedIds, type TextToken } from './slack-text.ts';

export const maxHeroes = 10;

export interface LeftOut {
  userId: string;
  name: string | undefined;
  why: Ineligibility | 'too-many';
}

export interface Credit {
  heroIds: string[];
  leftOut: LeftOut[];
  /** Nobody named could be credited, so the author is. */
  fellBackToAuthor: boolean;
}

const connector = /^(?:[\s\p{Cf},;:&+.!–—-]|\band\b)*$/iu;

const leadingIds = (tokens: readonly TextToken[]): string[] => {
  const ids: string[] = [];
  for (const token of tokens) {
    if (token.type === 'user') ids.push(token.userId);
    else if (!connector.test(token.text)) break;
  }
  return [...new Set(ids)];
};

/** Whom a text is about: the people it begins with, or else the author and everyone mentioned. */
export const creditedIds = (tokens: readonly TextToken[], authorId: string): string[] => {
  const leading = leadingIds(tokens);
  return leading.length > 0 ? leading : [...new Set([authorId, ...mentionedIds(tokens)])];
};

/** Whether a text says something besides naming people. */
export const saysSomething = (tokens: readonly TextToken[]): boolean =>
  tokens.some((token) => token.type === 'text' && !connector.test(token.text));

/** Keeps the one to ten people who can be credited and tells why the others cannot. */
export const creditPeople = (
  candidateIds: readonly string[],
  authorId: string,
  people: ReadonlyMap<string, Person>,
): Credit => {
  const heroIds: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const userId of candidateIds) {
    const person = people.get(userId);
    const why = ineligibility(person) ?? (heroIds.length === maxHeroes ? 'too-many' : undefined);
    if (why) leftOut.push({ userId, name: person?.name, why });
    else heroIds.push(userId);
  }
  const fellBackToAuthor = heroIds.length === 0;
  return { heroIds: fellBackToAuthor ? [authorId] : heroIds, leftOut, fellBackToAuthor };
};
