import { seenText } from './human-text.ts';
import { type Ineligibility, ineligibility, type Person } from './person.ts';
import { mentionedGroups, mentionedIds, type NameOf, plainText, type TextToken } from './slack-text.ts';
import { withoutTypedNames } from './typed-name.ts';

export const maxHeroes = 10;
export const maxHelpers = 10;

export interface LeftOut {
  userId: string;
  name: string | undefined;
  why: Ineligibility | 'too-many';
}

/** Who was to be named as helping, and is not. */
export interface HelperLeftOut {
  userId: string;
  name: string | undefined;
  why: LeftOut['why'] | 'hero';
}

export interface Help {
  helperIds: string[];
  leftOut: HelperLeftOut[];
}

export interface Credit {
  heroIds: string[];
  leftOut: LeftOut[];
  /** Nobody named could be credited, so the author is. */
  fellBackToAuthor: boolean;
}

/** Whom a text is about. A group stands for its members. */
export interface Candidates {
  userIds: string[];
  groupIds: string[];
}

/** Before the first person: "with Jo" is about the author as well. */
const opening = /^(?:[\s\p{Cf},;:&+.!/|–—-]|\band\b)*$/iu;
const connector = /^(?:[\s\p{Cf},;:&+.!/|–—-]|\b(?:and|und|et|with|plus)\b)*$/iu;

const emojiCode = /:(?:[a-z0-9][a-z0-9_+'-]*|[+-]1):/g;
const joinWord = new Set(
  'and und et with plus mit avec y e con com en met og och med i z ja a n kaj ve и та і و と 和 및'.split(
    ' ',
  ),
);

/** Whether what stands between two people only joins them: marks, emoji, or a word for "and" or "with". */
const joins = (text: string): boolean =>
  (text.replace(emojiCode, ' ').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).every((word) =>
    joinWord.has(word.toLowerCase()),
  );

/** The people whom a text begins with, and where what it says of them begins. */
const leading = (tokens: readonly TextToken[]): Candidates & { end: number } => {
  const [userIds, groupIds] = [new Set<string>(), new Set<string>()];
  let isAfterSomebody = false;
  let end = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'user') userIds.add(token.userId);
    else if (token.groupId !== undefined) groupIds.add(token.groupId);
    else {
      const rest = withoutTypedNames(token.text);
      const isBetween = isAfterSomebody || rest !== token.text;
      if (!(isBetween ? joins(rest) : opening.test(rest))) break;
    }
    const isSomebody = token.type === 'user' || token.groupId !== undefined;
    if (isSomebody) end = index + 1;
    isAfterSomebody ||= isSomebody;
  }
  return { userIds: [...userIds], groupIds: [...groupIds], end };
};

const beforeWords = /^[\s,;:.!/|–—-]+/u;

/** What a text says, without the people it begins with. */
export const saidOfThem = (tokens: readonly TextToken[], nameOf: NameOf): string => {
  const said = plainText(tokens.slice(leading(tokens).end), nameOf).replace(beforeWords, '');
  return said === '' ? plainText(tokens, nameOf) : said;
};

/** Whom a text is about: the people and groups it begins with, or else the author and everyone mentioned. */
export const creditedBy = (tokens: readonly TextToken[], authorId: string): Candidates => {
  const { userIds, groupIds: ledBy } = leading(tokens);
  if (userIds.length + ledBy.length > 0) return { userIds, groupIds: ledBy };
  const groupIds = mentionedGroups(tokens).map(({ groupId }) => groupId);
  return { userIds: [...new Set([authorId, ...mentionedIds(tokens)])], groupIds };
};

/** The words of a text, without the characters that show nothing. */
const seenWords = (text: string): string => text.split(/\s+/u).map(seenText).join(' ');

/** What a text says besides naming people. */
const besidesNames = (tokens: readonly TextToken[]): string[] =>
  tokens.flatMap((token) =>
    token.type === 'text' && token.groupId === undefined ? [withoutTypedNames(token.text)] : [],
  );

/** Whether a text says something besides naming people. */
export const saysSomething = (tokens: readonly TextToken[]): boolean =>
  besidesNames(tokens).some((text) => !connector.test(seenWords(text)));

export const namesSomebody = (tokens: readonly TextToken[]): boolean =>
  tokens.some(
    (token) =>
      token.type === 'user' || token.groupId !== undefined || withoutTypedNames(token.text) !== token.text,
  );

/**
 * Keeps the one to ten people who can be credited and tells why the others cannot. Whom `credited` holds was credited
 * before, and stays so.
 */
export const creditPeople = (
  candidateIds: readonly string[],
  authorId: string,
  people: ReadonlyMap<string, Person>,
  credited: ReadonlySet<string> = new Set(),
): Credit => {
  const heroIds: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const userId of candidateIds) {
    const person = people.get(userId);
    const whyNot = credited.has(userId) ? undefined : ineligibility(person);
    const why = whyNot ?? (heroIds.length === maxHeroes ? 'too-many' : undefined);
    if (why) leftOut.push({ userId, name: person?.name, why });
    else heroIds.push(userId);
  }
  const fellBackToAuthor = heroIds.length === 0;
  return { heroIds: fellBackToAuthor ? [authorId] : heroIds, leftOut, fellBackToAuthor };
};

/**
 * Keeps the ten people at most who can be named as helping, and tells why the others cannot: as for heroes, and whoever
 * is a hero is no helper. Whom `named` holds the win named before.
 */
export const creditHelpers = (
  candidateIds: readonly string[],
  heroIds: readonly string[],
  people: ReadonlyMap<string, Person>,
  named: ReadonlySet<string> = new Set(),
): Help => {
  const helperIds: string[] = [];
  const leftOut: HelperLeftOut[] = [];
  for (const userId of new Set(candidateIds)) {
    const person = people.get(userId);
    const whyNot = named.has(userId) ? undefined : ineligibility(person);
    const isFull = helperIds.length === maxHelpers;
    const why = heroIds.includes(userId) ? 'hero' : (whyNot ?? (isFull ? 'too-many' : undefined));
    if (why) leftOut.push({ userId, name: person?.name, why });
    else helperIds.push(userId);
  }
  return { helperIds, leftOut };
};
