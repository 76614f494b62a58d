import { at, escapeSlackText, type TextToken } from './slack-text.ts';

/** A text as a form shows it, and where in it people are mentioned. */
interface Shown {
  text: string;
  mentions: { userId: string; start: number; end: number }[];
}

/** What differs between what a form showed and what came back: the same start in both, and an end in each. */
interface Region {
  start: number;
  shownEnd: number;
  typedEnd: number;
}

interface Span {
  start: number;
  end: number;
}

/** What makes an `@Name` part of something longer, such as an address or another name. */
const joinsBefore = '[\\p{L}\\p{N}_.+-]';
const joinsAfter = '[\\p{L}\\p{N}_]';
const endsJoined = new RegExp(`${joinsBefore}$`, 'u');
const beginsJoined = new RegExp(`^${joinsAfter}`, 'u');
const wordBefore = new RegExp(`(?:@|${joinsBefore})+$`, 'u');
const wordAfter = new RegExp(`^(?:@*${joinsAfter})+`, 'u');

const maxWordLength = 100;

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const shownOf = (tokens: readonly TextToken[], names: ReadonlyMap<string, string>): Shown => {
  const shown: Shown = { text: '', mentions: [] };
  for (const token of tokens) {
    const start = shown.text.length;
    shown.text +=
      token.type === 'text' ? token.text : at(names.get(token.userId) ?? token.label ?? 'someone');
    if (token.type === 'user') shown.mentions.push({ userId: token.userId, start, end: shown.text.length });
  }
  return shown;
};

/** Wire text of a part of what was shown. */
const wireOf = ({ text, mentions }: Shown, { start, end }: Span): string => {
  let [wire, at] = ['', start];
  for (const mention of mentions) {
    if (mention.start < at || mention.end > end) continue;
    wire += `${escapeSlackText(text.slice(at, mention.start))}<@${mention.userId}>`;
    at = mention.end;
  }
  return wire + escapeSlackText(text.slice(at, end));
};

/** A mention together with what it is written in one with, such as the ending in `@Jos` or `@Joさん`, or another mention. */
const withItsWord = ({ text }: Shown, { start, end }: Span): string => {
  const before = wordBefore.exec(text.slice(Math.max(0, start - maxWordLength), start))?.[0] ?? '';
  const after = wordAfter.exec(text.slice(end))?.[0] ?? '';
  return before + text.slice(start, end) + after;
};

/** Finds every `@Name` of somebody known, the longest name first. Undefined when nobody is. */
const namePattern = (shown: Shown, names: ReadonlyMap<string, string>): RegExp | undefined => {
  const alone = [...names.values()].map(at);
  const joined = shown.mentions.flatMap((mention) => {
    const label = shown.text.slice(mention.start, mention.end);
    const word = withItsWord(shown, mention);
    if (word !== label) return [word];
    alone.push(label);
    return [];
  });
  const alternatives = [
    ...alone.map((label) => ({ label, bounds: [`(?<!${joinsBefore})`, `(?!${joinsAfter})`] })),
    ...joined.map((label) => ({ label, bounds: ['', ''] })),
  ].sort((a, b) => b.label.length - a.label.length);
  if (alternatives.length === 0) return undefined;
  const sources = alternatives.map(({ label, bounds: [before, after] }) => before + literally(label) + after);
  return new RegExp([...new Set(sources)].join('|'), 'gu');
};

const spansOf = (pattern: RegExp, text: string): Span[] =>
  [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));

const isHighSurrogate = (text: string, index: number): boolean => /[\uD800-\uDBFF]/.test(text.charAt(index));
const isLowSurrogate = (text: string, index: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(index));

const changedRegion = (shown: string, typed: string): Region => {
  const shorter = Math.min(shown.length, typed.length);
  let start = 0;
  while (start < shorter && shown[start] === typed[start]) start += 1;
  if (isHighSurrogate(typed, start - 1)) start -= 1;
  let same = 0;
  while (same < shorter - start && shown.at(-1 - same) === typed.at(-1 - same)) same += 1;
  if (same > 0 && isLowSurrogate(typed, typed.length - same)) same -= 1;
  return { start, shownEnd: shown.length - same, typedEnd: typed.length - same };
};

/** Grows the region by what it cuts: a mention that was shown, or a name as it is typed now. */
const growOnce = (region: Region, shown: Shown, typed: string, typedNames: readonly Span[]): Region => {
  const delta = region.typedEnd - region.shownEnd;
  let { start, shownEnd } = region;
  for (const mention of shown.mentions) {
    const isCut = mention.start < shownEnd && mention.end > start;
    const runsOn = mention.end === start && beginsJoined.test(typed.slice(start));
    const isRunInto = mention.start === shownEnd && endsJoined.test(typed.slice(0, shownEnd + delta));
    // Where nothing changed beside it, it is written in one with what it always was.
    const isTouched = region.start !== region.typedEnd || region.start !== region.shownEnd;
    if (!isCut && !(isTouched && (runsOn || isRunInto))) continue;
    start = Math.min(start, mention.start);
    shownEnd = Math.max(shownEnd, mention.end);
  }
  for (const name of typedNames) {
    if (name.start >= shownEnd + delta || name.end <= start) continue;
    start = Math.min(start, name.start);
    shownEnd = Math.max(shownEnd, name.end - delta);
  }
  return { start, shownEnd, typedEnd: shownEnd + delta };
};

const grown = (region: Region, shown: Shown, typed: string, typedNames: readonly Span[]): Region => {
  const next = growOnce(region, shown, typed, typedNames);
  const isDone = next.start === region.start && next.shownEnd === region.shownEnd;
  return isDone ? region : grown(next, shown, typed, typedNames);
};

const within = (spans: readonly Span[], start: number, end: number): Span[] =>
  spans.filter((span) => span.start >= start && span.end <= end);

/** The one person who goes by a name; undefined when nobody does, or several do. */
const onlyOne = (label: string, names: ReadonlyMap<string, string>): string | undefined => {
  const ids = [...names].filter(([, name]) => at(name) === label).map(([userId]) => userId);
  return ids.length === 1 ? ids[0] : undefined;
};

/**
 * Wire text from what was typed into a form that showed `original`. Who was mentioned in what did not change stays so,
 * whatever the names. In what changed, an `@Name` stands for whoever it stood for before, in the order of appearance;
 * a further one for the only person among `names` who goes by it.
 */
export const slackTextFromTyped = (
  typed: string,
  names: ReadonlyMap<string, string>,
  original: readonly TextToken[] = [],
): string => {
  const shown = shownOf(original, names);
  const pattern = namePattern(shown, names);
  if (!pattern) return escapeSlackText(typed);
  const typedNames = spansOf(pattern, typed);
  const region = grown(changedRegion(shown.text, typed), shown, typed, typedNames);
  const { start, shownEnd, typedEnd } = region;

  const stoodFor = new Map<string, string[]>();
  for (const span of within(spansOf(pattern, shown.text), start, shownEnd)) {
    const label = shown.text.slice(span.start, span.end);
    stoodFor.set(label, [...(stoodFor.get(label) ?? []), wireOf(shown, span)]);
  }
  let [changed, end] = ['', start];
  for (const span of within(typedNames, start, typedEnd)) {
    const label = typed.slice(span.start, span.end);
    const userId = onlyOne(label, names);
    const byName = userId === undefined ? escapeSlackText(label) : `<@${userId}>`;
    changed += escapeSlackText(typed.slice(end, span.start)) + (stoodFor.get(label)?.shift() ?? byName);
    end = span.end;
  }
  changed += escapeSlackText(typed.slice(end, typedEnd));
  return (
    wireOf(shown, { start: 0, end: start }) +
    changed +
    wireOf(shown, { start: shownEnd, end: shown.text.length })
  );
};
