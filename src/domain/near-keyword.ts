import { distance } from './near-name.ts';

/** Longer texts are stories. */
const mostWords = 2;

/** Said beside a keyword by whoever means it: "help please", "show digest". */
const beside = new Set('a any me my now open please pls run show some that the this view'.split(' '));

/** What people call a keyword that goes by another name. */
const calledOtherwise: Readonly<Record<string, readonly string[]>> = {
  help: ['commands', 'how', 'info', 'menu', 'usage'],
  digest: ['report', 'summary', 'week'],
  top: ['board', 'leaderboard', 'ranking', 'scores'],
  mine: ['me', 'my wins', 'own'],
  settings: ['config', 'configure', 'options', 'preferences', 'setup'],
  'challenge start': ['start challenge'],
  'challenge join': ['join', 'join challenge'],
  'challenge leave': ['leave', 'leave challenge'],
  'challenge cancel': ['cancel challenge', 'stop challenge'],
  'challenge move': ['move challenge'],
  'privacy export': ['export', 'my data'],
  undo: [
    'change',
    'correct',
    'delete',
    'delete it',
    'edit',
    'edit it',
    'oops',
    'remove',
    'remove it',
    'undo it',
  ],
};

/** How many letters may be typed otherwise in a word of this length for it still to be meant. */
const mostSlips = (length: number): number => {
  if (length < 3) return 0;
  return length < 6 ? 1 : 2;
};

/** How far a text is from a keyword, word by word; undefined when it is another. */
const farness = (typed: readonly string[], keyword: string): number | undefined => {
  const words = keyword.split(' ');
  if (words.length !== typed.length) return undefined;
  let far = 0;
  for (const [index, word] of words.entries()) {
    const [meant, given] = [word, typed[index] ?? ''];
    const missed = distance(given, meant);
    if (missed > mostSlips(Math.min(given.length, meant.length))) return undefined;
    far += missed;
  }
  return far;
};

/** At least so much of a keyword's beginning stands for it. */
const shortestBeginning = 3;

const begun = (typed: string, keywords: readonly string[]): string | undefined => {
  if (typed.length < shortestBeginning) return undefined;
  const found = keywords.filter((keyword) => keyword.startsWith(typed) && !keyword.includes(' '));
  return found.length === 1 ? found[0] : undefined;
};

const nearestOf = (words: readonly string[], keywords: readonly string[]): string | undefined => {
  const typed = words.join(' ');
  const alias = keywords.find((keyword) => calledOtherwise[keyword]?.includes(typed));
  if (alias !== undefined) return alias;
  const [nearest] = keywords
    .flatMap((keyword) => {
      const far = farness(words, keyword);
      return far === undefined ? [] : [{ keyword, far }];
    })
    .sort((a, b) => a.far - b.far);
  return nearest?.keyword ?? begun(typed, keywords);
};

/**
 * The keyword that somebody may have meant who typed a text of one or two words. `text`: as domain/command-text.ts reads
 * it, and no keyword itself. Two words are only near to two, or to one with a word that adds nothing.
 */
export const nearKeyword = (text: string, keywords: readonly string[]): string | undefined => {
  const words = text
    .toLowerCase()
    .split(/[\s/_-]+/u)
    .filter(Boolean);
  if (words.length === 0 || words.length > mostWords) return undefined;
  const telling = words.filter((word) => !beside.has(word));
  return (
    nearestOf(words, keywords) ??
    (telling.length === 1 && telling.length < words.length ? nearestOf(telling, keywords) : undefined)
  );
};
