/** Characters as PCRE knows them without Unicode's properties: what stands between the brackets of a set. */
const SPACE = '\\t-\\r ';
const NO_SPACE = '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}';
const HORIZONTAL = '\\t \\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
const VERTICAL = '\\n-\\r\\x85\\u2028\\u2029';

const POSIX: Record<string, string> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  ascii: '\\0-\\x7f',
  blank: ' \\t',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: SPACE,
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9a-fA-F',
};

const END = '(?=\\n?$)';

const ESCAPES: Record<string, string> = {
  A: '^',
  Z: END,
  z: '$',
  N: '[^\\n]',
  R: `(?:\\r\\n|[${VERTICAL}])`,
  H: `[^${HORIZONTAL}]`,
  V: `[^${VERTICAL}]`,
  S: `[${NO_SPACE}]`,
  h: `[${HORIZONTAL}]`,
  v: `[${VERTICAL}]`,
  s: `[${SPACE}]`,
};
const ESCAPES_IN_SET: Record<string, string> = { S: NO_SPACE, h: HORIZONTAL, v: VERTICAL, s: SPACE };
const ESCAPES_ANYWHERE: Record<string, string> = { a: '\\x07', e: '\\x1b' };
/** The same in both; back references too. */
const KEPT_ESCAPE = /^[dDwWbBnrtfxck0-9]$/;

const SYNTAX = /[\^$\\.*+?()[\]{}|/]/gu;
const literal = (text: string): string => text.replace(SYNTAX, '\\$&');

function escaped(character: string, table: Record<string, string>): string {
  const known = table[character] ?? ESCAPES_ANYWHERE[character];
  if (known !== undefined) return known;
  if (KEPT_ESCAPE.test(character)) return `\\${character}`;
  if (/[a-z0-9]/i.test(character)) throw new Error(`\\${character} is not supported`);
  return literal(character);
}

const IN_SET = /\[:(?<posix>\^?\w+):\]|\\x\{(?<code>[\da-f]+)\}|\\(?<slashed>.)|(?<other>.)/gisu;

function set(source: string): string {
  const [, start = '', items = ''] = /^(\[\^?)(.*)\]$/su.exec(source) ?? [];
  const text = items.replace(IN_SET, (...found) => {
    const { posix, code, slashed, other } = found.at(-1) as Record<string, string | undefined>;
    if (code !== undefined) return `\\u{${code}}`;
    // Between brackets a hyphen that is escaped is no range.
    if (slashed !== undefined) return slashed === '-' ? '\\-' : escaped(slashed, ESCAPES_IN_SET);
    if (posix === undefined) return other === ']' || other === '[' ? `\\${other}` : (other ?? '');
    const characters = POSIX[posix];
    if (characters === undefined) throw new Error(`[:${posix}:] is not supported`);
    return characters;
  });
  return `${start}${text}]`;
}

const TOKENS =
  /\\Q(?<quoted>.*?)(?:\\E|$)|\\x\{(?<code>[\da-f]+)\}|(?<kept>\\p\{\w+\}|\{\d+(?:,\d*)?\})|\\(?<slashed>.)|(?<set>\[\^?(?:\]|(?!\]))(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])|\(\?P?<(?<name>[a-z_]\w*)>|\(\?P=(?<back>\w+)\)|(?<comment>\(\?#[^)]*\))|(?<other>.)/gisu;
/** With the flag x, spaces and comments only lay an expression out. */
const LAYOUT = new RegExp(`(?<layout>\\s+|#[^\\n]*)|${TOKENS.source}`, TOKENS.flags);

/** An expression in PCRE's syntax as one of JavaScript's with the flag u. Throws on what that cannot say. */
export function translated(source: string, flags: string): string {
  const other: Record<string, string> = {
    '.': flags.includes('s') ? '[^]' : '[^\\n]',
    '^': flags.includes('m') ? '(?:(?<![^])|(?<=\\n)(?=[^]))' : '^',
    $: flags.includes('m') ? '(?![^\\n])' : END,
    '{': '\\{',
    '}': '\\}',
    ']': '\\]',
  };
  return source.replace(flags.includes('x') ? LAYOUT : TOKENS, (...found) => {
    const token = found.at(-1) as Record<string, string | undefined>;
    if (token.quoted !== undefined) return literal(token.quoted);
    if (token.code !== undefined) return `\\u{${token.code}}`;
    if (token.slashed !== undefined) return escaped(token.slashed, ESCAPES);
    if (token.set !== undefined) return set(token.set);
    if (token.name !== undefined) return `(?<${token.name}>`;
    if (token.back !== undefined) return `\\k<${token.back}>`;
    if (token.other !== undefined) return other[token.other] ?? token.other;
    return token.kept ?? '';
  });
}
