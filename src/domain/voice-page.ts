import { maskCustomerData } from './customer-data.ts';
import { cleanText, isUnseen } from './human-text.ts';
import { type VoiceAnswer, voiceLimits } from './voice.ts';

/** All that the customer's page says, in one language. */
export interface VoicePage {
  /** Its own name. */
  language: string;
  dir: 'ltr' | 'rtl';
  title: string;
  /** Has {business} in it. */
  titleOf: string;
  about: string;
  question: string;
  answers: Readonly<Record<VoiceAnswer, string>>;
  kept: string;
  press: string;
  changed: string;
  thanks: string;
  /** Has {answer} in it. */
  answered: string;
  change: string;
  changeable: string;
  /** Has {answer} in it. */
  before: string;
  leave: string;
  more: string;
  line: string;
  /** Has {count} in it. */
  hint: string;
  show: string;
  unshown: string;
  send: string;
  saved: string;
  masked: string;
  /** Has {count} in it. */
  tooLong: string;
  close: string;
  done: string;
  gone: string;
  goneWhy: string;
  languages: string;
}

/** By two-letter codes. English is among them. */
export type VoicePages = ReadonlyMap<string, VoicePage>;

/** Whoever reads none of the page's languages has this one. */
export const usualLanguage = 'en';

export const voicePageIn = (pages: VoicePages, language: string): VoicePage => {
  const page = pages.get(language);
  if (!page) throw new Error(`customers' page is not there in ${language}`);
  return page;
};

export const filledIn = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** Controls; the end of a line and a tab, which stand between words, are none here. */
const controls = /[^\P{Cc}\n\t]/gu;

/** What a customer typed, as plain text: empty when it shows nothing. */
const plainLine = (typed: string): string => {
  const text = cleanText(typed).replace(/\r\n?/g, '\n').replace(controls, '').replace(/\t/g, ' ');
  return isUnseen(text) ? '' : text.normalize('NFC').trim();
};

/** `left`: as it is kept, without what looks like contact data. */
export type ReadLine = { kind: 'left'; words: string } | { kind: 'too-long'; by: number };

/** A customer's line. `zone`: the workspace's. */
export const readLine = (typed: string, zone: string): ReadLine => {
  const words = plainLine(typed);
  const by = words.length - voiceLimits.words;
  return by > 0 ? { kind: 'too-long', by } : { kind: 'left', words: maskCustomerData(words, zone) };
};
