import { emojiInText } from './human-text.ts';
import { at, type TextToken } from './slack-text.ts';
import { withoutTypedNames } from './typed-name.ts';
import type { WinDetails } from './win.ts';

/** What a win does not say yet, and its author may be asked for. */
export type WinGap = 'what' | 'for-whom' | 'how-left';

/** Words that tell nothing of what was done: somebody may be praised with any number of them. */
const praise = `amazing appreciate appreciated awesome best better bravo brilliant champ champion cheers congrats
  congratulations cool excellent fabulous fantastic fine friendly good great happy helpful hero impressive incredible kind
  kudos legend love loved lovely nice outstanding perfect props proud respect rock rocked rocks rockstar shout shoutout star
  stellar super superb terrific thank thanks thx top ty well wonderful wow yay`;
const doing = `brag did do does doing done effort gave get give go going got help helped helping helps job keep made make
  makes making nailed saved service support test went win work worked working`;
const people = `anybody anyone caller callers client clients colleague colleagues customer customers everybody everyone folks
  guest guests guys him her he his i i'm it its it's lady man me member members my our people person she somebody someone
  team teams their them they us user users visitor visitors we woman you you're your yours`;
const titles = 'dr miss mr mrs ms prof sir';
const glue = `a above again all always am an and another are as at be been being beyond but by day days ever evening extra
  for from hard here hey hi hello how in into is just last many mile more morning most much never new no not now of off ok
  okay on one or out over please really so some such that that's the there this time to today too up very was week were what
  when where who why with without yes yesterday afternoon`;

const wordsOf = (...lists: readonly string[]): Set<string> => new Set(lists.join(' ').split(/\s+/));
const idle = wordsOf(praise, doing, people, titles, glue);
const title = wordsOf(titles);

/** Fewer words that tell something say nothing of what was done. */
const fewestTelling = 2;
/** Fewer words of any kind have no room for whom it was for. */
const fewestWords = 3;

const address = /\b(?:https?:\/\/|www\.)\S+/gi;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words of a text besides names of colleagues, emoji and links; also where words are not parted by spaces. */
const wordsIn = (tokens: readonly TextToken[], names: Iterable<string>): string[] => {
  let text = tokens
    .map((token) => (token.type === 'text' && token.groupId === undefined ? token.text : ' '))
    .join(' ');
  for (const name of names) text = text.replaceAll(at(name), ' ');
  const rest = withoutTypedNames(text).replace(emojiInText, ' ').replace(address, ' ').replaceAll('’', "'");
  return [...segmenter.segment(rest.toLowerCase())].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment] : [],
  );
};

const isTelling = (word: string): boolean => !idle.has(word);

const article = wordsOf('a an another my one our the this two');

/** "for Lee", "for a bride", "Mrs Lee". */
const namesCustomer = (words: readonly string[]): boolean =>
  words.some((word, index) => {
    const [first = '', second] = words.slice(index + 1);
    const next = word === 'for' && article.has(first) ? second : words[index + 1];
    return next !== undefined && (word === 'for' || title.has(word)) && (isTelling(next) || title.has(next));
  });

/**
 * What the author of a short or vague win is to be asked; nothing when it says enough. `names`: of everybody it speaks of.
 */
export const gapsIn = (
  tokens: readonly TextToken[],
  { customerAlias, rung }: Pick<WinDetails, 'customerAlias' | 'rung'>,
  names: Iterable<string> = [],
): WinGap[] => {
  const words = wordsIn(tokens, names);
  const isVague = words.filter(isTelling).length < fewestTelling;
  if (!isVague && words.length >= fewestWords) return [];
  return [
    ...(isVague ? (['what'] as const) : []),
    ...(customerAlias || namesCustomer(words) ? [] : (['for-whom'] as const)),
    ...(rung ? [] : (['how-left'] as const)),
  ];
};
