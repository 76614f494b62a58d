import { cleanText } from './human-text.ts';

/**
 * One piece of a text as Slack sends it. What mentions nobody is `text`, exactly as it was typed; a user group is text
 * as well, with its name as it is shown.
 */
export type TextToken =
  | { type: 'text'; text: string; groupId?: string }
  | { type: 'user'; userId: string; label: string | undefined };

/** The name to show for a person who is not to be mentioned; undefined when unknown. */
export type NameOf = (userId: string) => string | undefined;

const angle = /<([^<>\n]*)>/g;
const userReference = /^@([UW][A-Z0-9]+)(?:\|(.*))?$/s;
const groupReference = /^!subteam\^([A-Z0-9]+)(?:\|(.+))?$/s;
/** How a user group is shown whose name Slack did not send along. */
const unnamedGroup = '@group';

export const escapeSlackText = (typed: string): string =>
  cleanText(typed).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Slack knows no escape for its marks, and takes an invisible character beside one for the end of a word. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const marks = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** For a name or a title among Slack's markup: its own marks make nothing bold, struck or code, and end nothing. */
export const escapeName = (name: string): string =>
  escapeSlackText(name).replace(marks, (mark) => lookAlikes[mark] ?? mark);

const unescapeSlackText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** How somebody's name is shown and typed in a text. */
export const at = (name: string): string => `@${cleanText(name).replace(/^@/, '')}`;

const scheme = /^[a-z][a-z0-9+.-]*:/i;

/** Slack writes a typed `example.com` as `<http://example.com|example.com>`; any other label would disguise the address. */
const linkAsTyped = (reference: string): string => {
  if (!scheme.test(reference)) return `<${reference}>`;
  const bar = reference.indexOf('|');
  if (bar === -1) return reference;
  const [address, label] = [reference.slice(0, bar), reference.slice(bar + 1)];
  const bare = address.replace(/^(https?:\/\/|mailto:|tel:)/, '');
  return label === bare || label === address ? label : `<${reference}>`;
};

const referenceAsTyped = (reference: string): string => {
  // Slack sends labels that are empty.
  const [name = '', label] = reference.split('|', 2);
  // Whoever may be told its name has named it before (domain/channel-reference.ts).
  if (/^#[A-Z0-9]+$/.test(name)) return 'a private channel';
  if (name.startsWith('!date')) return label ?? '';
  if (name.startsWith('!subteam')) return label ? at(label) : unnamedGroup;
  if (/^!(?:here|channel|everyone|group)$/.test(name)) return at(label || name.slice(1));
  return linkAsTyped(reference);
};

const tokenOf = (reference: string): TextToken => {
  const user = userReference.exec(reference);
  if (user?.[1]) return { type: 'user', userId: user[1], label: user[2] || undefined };
  const text = unescapeSlackText(referenceAsTyped(reference));
  const groupId = groupReference.exec(reference)?.[1];
  return groupId === undefined ? { type: 'text', text } : { type: 'text', text, groupId };
};

/**
 * Takes a text in Slack's wire format apart. Only people stay references; groups, `<!channel>` and links
 * become the characters that were typed, so that showing them again can mention or disguise nothing.
 */
export const parseSlackText = (wire: string): TextToken[] => {
  const text = cleanText(wire);
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

export const mentionedIds = (tokens: readonly TextToken[]): string[] => [
  ...new Set(tokens.flatMap((token) => (token.type === 'user' ? [token.userId] : []))),
];

export interface MentionedGroup {
  groupId: string;
  /** Undefined when Slack sent none along. */
  name: string | undefined;
}

export const mentionedGroups = (tokens: readonly TextToken[]): MentionedGroup[] => {
  const groups = new Map<string, MentionedGroup>();
  for (const token of tokens) {
    if (token.type !== 'text' || token.groupId === undefined) continue;
    const name = token.text === unnamedGroup ? undefined : token.text;
    groups.set(token.groupId, { groupId: token.groupId, name });
  }
  return [...groups.values()];
};

/** The same with what is known of the groups' names in place of what stands for an unknown one. */
export const withGroupNames = (
  tokens: readonly TextToken[],
  nameOf: (groupId: string) => string | undefined,
): TextToken[] =>
  tokens.map((token) => {
    if (token.type !== 'text' || token.groupId === undefined || token.text !== unnamedGroup) return token;
    const name = nameOf(token.groupId);
    return name === undefined ? token : { ...token, text: at(name) };
  });
