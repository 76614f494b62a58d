import type { Stretch } from './phone-number.ts';

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** How long an IBAN is by country, as in the register that SWIFT keeps (ISO 13616). */
const ibanLengths: ReadonlyMap<string, number> = new Map(
  [
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29',
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20',
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29',
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20',
    'YE30',
  ]
    .join(' ')
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** ISO 7064's check: the number that the letters and digits make leaves 1 when it is divided by 97. */
const isIban = (compact: string): boolean => {
  const digits = `${compact.slice(4)}${compact.slice(0, 4)}`
    .split('')
    .map((each) => Number.parseInt(each, 36));
  return digits.reduce((rest, value) => (rest * (value > 9 ? 100 : 10) + value) % 97, 0) === 1;
};

/** The IBAN that a text begins with, spaces and all: as long as its country makes it. Undefined when it is none. */
export const leadingIban = (text: string): string | undefined => {
  const length = ibanLengths.get(text.slice(0, 2).toUpperCase());
  if (length === undefined) return undefined;
  const found = new RegExp(`^(?:[a-z0-9][ .-]?){${length - 1}}[a-z0-9](?![a-z0-9])`, 'i').exec(text)?.[0];
  return found && isIban(found.replace(/[ .-]/g, '').toUpperCase()) ? found : undefined;
};

/** Who issues cards, by the first digits, and how many digits those have. */
const issuers: readonly { prefix: RegExp; lengths: readonly number[] }[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^3(?:0[0-5]|[689])/, lengths: [14, 16, 19] },
  { prefix: /^(?:6011|64[4-9]|65|62|35(?:2[89]|[3-8]))/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:50|5[6-9]|6[0-9])/, lengths: [13, 14, 15, 16, 17, 18, 19] },
];

/** Luhn's check digit, as on every payment card. */
const hasCheckDigit = (digits: string): boolean => {
  const sum = digits
    .split('')
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
};

const isCardNumber = (text: string): boolean => {
  const digits = digitsOf(text);
  const isIssued = issuers.some(
    ({ prefix, lengths }) => prefix.test(digits) && lengths.includes(digits.length),
  );
  return isIssued && hasCheckDigit(digits);
};

const joinsWord = /[\p{L}\p{N}]/u;
const digits = /\d+/g;
/** What stands between two groups of a card's digits. */
const cardJoint = /^ {0,2}[ ._/-] {0,2}$/;
/** No card is written in pairs, as sizes and times are; only its last group may be short. */
const shortestGroup = 3;
const mostCardDigits = 19;
/** The card number that begins with these groups of digits, whatever follows it, such as its date of expiry. */
const leadingCard = (text: string, groups: readonly Stretch[]): Stretch | undefined => {
  const start = groups[0]?.start ?? 0;
  let [count, end] = [0, start];
  let card: Stretch | undefined;
  for (const group of groups) {
    count += group.end - group.start;
    if (count > mostCardDigits || (end > start && !cardJoint.test(text.slice(end, group.start)))) break;
    end = group.end;
    if (isCardNumber(text.slice(start, end)) && !joinsWord.test(text.charAt(end))) card = { start, end };
    if (group.end - group.start < shortestGroup) break;
  }
  return card;
};

/** The card numbers in a text. */
export const cardsIn = (text: string): Stretch[] => {
  const groups = [...text.matchAll(digits)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
  const found: Stretch[] = [];
  for (const [index, { start }] of groups.entries()) {
    if (start < (found.at(-1)?.end ?? 0) || joinsWord.test(text.charAt(start - 1))) continue;
    const card = leadingCard(text, groups.slice(index, index + mostCardDigits));
    if (card) found.push(card);
  }
  return found;
};
