/** One piece of a text as Slack sends it. What mentions nobody is `text`, exactly as it was typed. */
export type TextToken =
  | { type: 'text'; text: string }
  | { type: 'user'; userId: string; label: string | undefined };

/** The name to show for a person who is not to be mentioned; undefined when unknown. */
export type NameOf = (userId: string) => string | undefined;

const angle = /<([^<>\n]*)>/g;
const userReference = /^@([UW][A-Z0-9]+)(?:\|(.*))?$/s;

export const escapeSlackText = (typed: string): string =>
  typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const unescapeSlackText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const at = (name: string): string => `@${name.replace(/^@/, '')}`;

/** Slack writes a typed `example.com` as `<http://example.com|example.com>`; any other label would disguise the address. */
const linkAsTyped = (reference: string): string => {
  const bar = reference.indexOf('|');
  if (bar === -1) return reference;
  const [address, label] = [reference.slice(0, bar), reference.slice(bar + 1)];
  const bare = address.replace(/^(https?:\/\/|mailto:|tel:)/, '');
  return label === bare || label === address ? label : `<${reference}>`;
};

const referenceAsTyped = (reference: string): string => {
  const [name = '', label] = reference.split('|', 2);
  if (name.startsWith('#')) return `#${(label ?? name.slice(1)).replace(/^#/, '')}`;
  if (name.startsWith('!date')) return label ?? '';
  if (name.startsWith('!subteam')) return at(label ?? 'group');
  if (name.startsWith('!')) return at(label ?? name.slice(1));
  return linkAsTyped(reference);
};

const tokenOf = (reference: string): TextToken => {
  const user = userReference.exec(reference);
  if (user?.[1]) return { type: 'user', userId: user[1], label: user[2] };
  return { type: 'text', text: unescapeSlackText(referenceAsTyped(reference)) };
};

/**
 * Takes a text in Slack's wire format apart. Only people stay references; channels, groups, `<!channel>` and links
 * become the characters that were typed, so that showing them again can mention or disguise nothing.
 */
export const parseSlackText = (text: string): TextToken[] => {
  const tokens: TextToken[] = [];
  let end = 0;
  for (const match of text.matchAll(angle)) {
    if (match.index > end)
      tokens.push({ type: 'text', text: unescapeSlackText(text.slice(end, match.index)) });
    tokens.push(tokenOf(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  if (end < text.length) tokens.push({ type: 'text', text: unescapeSlackText(text.slice(end)) });
  return tokens;
};

/** The text as a person reads it, with names in place of references. */
export const plainText = (tokens: readonly TextToken[], nameOf: NameOf): string =>
  tokens
    .map((token) =>
      token.type === 'text' ? token.text : at(nameOf(token.userId) ?? token.label ?? 'someone'),
    )
    .join('');

/** Wire text in which the people of `keep` stay references and everybody else is a name. */
export const canonicalText = (
  tokens: readonly TextToken[],
  keep: ReadonlySet<string>,
  nameOf: NameOf,
): string =>
  tokens
    .map((token) =>
      token.type === 'user' && keep.has(token.userId)
        ? `<@${token.userId}>`
        : escapeSlackText(plainText([token], nameOf)),
    )
    .join('');

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Wire text from what was typed into a form, where `@Name` stands for each of the given people, unless it is part of
 * something longer, such as an address or another name.
 */
export const slackTextFromTyped = (typed: string, people: ReadonlyMap<string, string>): string => {
  const escaped = escapeSlackText(typed);
  if (people.size === 0) return escaped;
  const idsByName = new Map([...people].map(([userId, name]) => [escapeSlackText(at(name)), userId]));
  const longestFirst = [...idsByName.keys()].sort((a, b) => b.length - a.length);
  const names = longestFirst.map(literally).join('|');
  return escaped.replace(
    new RegExp(`(?<![\\p{L}\\p{N}_.+-])(?:${names})(?![\\p{L}\\p{N}_])`, 'gu'),
    (name) => `<@${idsByName.get(name)}>`,
  );
};

export const mentionedIds = (tokens: readonly TextToken[]): string[] => [
  ...new Set(tokens.flatMap((token) => (token.type === 'user' ? [token.userId] : []))),
];

/** Nothing in here may be cut: half a reference is no reference, and half an escape is other characters. */
const wholes = /(<[^<>\n]*>|&(?:amp|lt|gt);)/;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Wire text of up to so many UTF-16 units, cut between what people take for characters. */
export const cutSlackText = (text: string, maxLength: number): string => {
  if (text.length <= maxLength) return text;
  let kept = '';
  for (const [index, part] of text.split(wholes).entries()) {
    const isWhole = index % 2 === 1;
    const units = isWhole ? [part] : Array.from(graphemes.segment(part), ({ segment }) => segment);
    for (const unit of units) {
      if (kept.length + unit.length >= maxLength) return `${kept}…`;
      kept += unit;
    }
  }
  return kept;
};
