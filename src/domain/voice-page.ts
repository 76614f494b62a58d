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

/** Of the country from which most of a language's readers dial; English is read in too many. */
const zonesOfLanguages: Readonly<Record<string, string>> = {
  de: 'Europe/Berlin',
  es: 'Europe/Madrid',
  fr: 'Europe/Paris',
  it: 'Europe/Rome',
  nl: 'Europe/Amsterdam',
};

/** Customers write their numbers as they dial them, which may be none in the workspace's country. */
const masked = (words: string, zone: string, language: string | undefined): string => {
  const theirs = language === undefined ? undefined : zonesOfLanguages[language];
  const left = maskCustomerData(words, zone);
  return theirs === undefined ? left : maskCustomerData(left, theirs);
};

/** A customer's line. `zone`: the workspace's; `language`: the page's as they read it. */
export const readLine = (typed: string, zone: string, language?: string): ReadLine => {
  const words = plainLine(typed);
  const by = words.length - voiceLimits.words;
  return by > 0 ? { kind: 'too-long', by } : { kind: 'left', words: masked(words, zone, language) };
};
