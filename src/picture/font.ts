import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/** A font comes in many files, each for some characters: only those that a text needs are ever read. */
interface FontFile {
  path: string;
  family: string;
  ranges: readonly (readonly [number, number])[];
}

const { resolve } = createRequire(import.meta.url);

/** What each font is taken for: all have Latin letters, too. */
const fonts = {
  'noto-sans': /^[a-z]/,
  'noto-sans-arabic': /^arabic$/,
  'noto-sans-hebrew': /^hebrew$/,
  'noto-sans-thai': /^thai$/,
  'noto-sans-jp': /^\[/,
  'noto-sans-sc': /^\[/,
  'noto-sans-kr': /^\[/,
} as const;
type FontName = keyof typeof fonts;

/** `U+0102-0103,U+20AB` */
const rangesOf = (listed: string): [number, number][] =>
  listed.split(',').map((range) => {
    const [first = Number.NaN, last = first] = range
      .trim()
      .replace(/^U\+/i, '')
      .split('-')
      .map((hex) => Number.parseInt(hex, 16));
    return [first, last];
  });

const readFont = (name: FontName): FontFile[] => {
  const listed: Record<string, string> = JSON.parse(
    readFileSync(resolve(`@fontsource-variable/${name}/unicode.json`), 'utf8'),
  );
  return Object.entries(listed)
    .filter(([subset]) => fonts[name].test(subset))
    .map(([subset, ranges]) => {
      const file = `${name}-${subset.replace(/\W/g, (sign) => (sign === '-' ? sign : ''))}`;
      return {
        path: resolve(`@fontsource-variable/${name}/files/${file}-wght-normal.woff2`),
        family: `Certificate ${file}`,
        ranges: rangesOf(ranges),
      };
    });
};

const read = new Map<FontName, FontFile[]>();
const filesOf = (name: FontName): FontFile[] => {
  const files = read.get(name) ?? readFont(name);
  read.set(name, files);
  return files;
};

const hasCharacter = ({ ranges }: FontFile, codePoint: number): boolean =>
  ranges.some(([first, last]) => first <= codePoint && codePoint <= last);

const inScripts: readonly FontName[] = [
  'noto-sans',
  'noto-sans-arabic',
  'noto-sans-hebrew',
  'noto-sans-thai',
];

/** Chinese and Japanese write some of their common characters differently: what else a text has tells which it is. */
const fontsFor = (text: string): readonly FontName[] => {
  if (!/[^\p{Script=Latin}\p{Script=Common}]/u.test(text)) return ['noto-sans'];
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
    return [...inScripts, 'noto-sans-jp', 'noto-sans-sc', 'noto-sans-kr'];
  if (/\p{Script=Hangul}/u.test(text)) return [...inScripts, 'noto-sans-kr', 'noto-sans-jp', 'noto-sans-sc'];
  return [...inScripts, 'noto-sans-sc', 'noto-sans-jp', 'noto-sans-kr'];
};

const filesFor = (text: string): FontFile[] => {
  const names = fontsFor(text);
  const chosen = new Set<FontFile>();
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if ([...chosen].some((file) => hasCharacter(file, codePoint))) continue;
    for (const name of names) {
      const file = filesOf(name).find((each) => hasCharacter(each, codePoint));
      if (file) chosen.add(file);
      if (file) break;
    }
  }
  return [...chosen];
};

/** The fonts of a text, as CSS lists them; the system's own stand in for what is in none of ours. */
export const familiesFor = (text: string): string => {
  const files = filesFor(text);
  for (const { path, family } of files)
    if (!GlobalFonts.has(family) && !GlobalFonts.registerFromPath(path, family))
      throw new Error(`The font ${path} cannot be read`);
  return [...files.map(({ family }) => `"${family}"`), 'sans-serif'].join(', ');
};
