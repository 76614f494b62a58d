import { cardsIn, leadingIban } from './account-number.ts';
import { type CountryCode, countryOfZone } from './country.ts';
import { foldedFor } from './folded-characters.ts';
import { phoneNumbersIn, type Stretch } from './phone-number.ts';

/** What in a text looks like a customer's contact or payment data. */
export type CustomerDataKind = 'email' | 'account' | 'card' | 'phone';

export interface CustomerData {
  kind: CustomerDataKind;
  found: string;
}

interface Hit extends Stretch {
  kind: CustomerDataKind;
}

const address = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const ibanStart = /(?:(?<![\p{L}\p{N}])|(?<=iban))[a-z]{2}\d{2}(?=[ .-]?[a-z0-9])/giu;
/** A bare number is anything; after one of these words it is an account's. */
const ofAccount =
  /(?<!\p{L})(?:accounts?|acct?|a\/c|kontos?|kontonummer|compte|cuenta|conta|conto|rekening(?:nummer)?)(?:[\s.:#-]|no|nr|number|is|was)*(\d(?:[ -]?\d){6,17})(?!\d)/giu;

const wholly = (pattern: RegExp, text: string): Stretch[] =>
  [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));

const ibans = (text: string): Stretch[] =>
  [...text.matchAll(ibanStart)].flatMap(({ index }) => {
    const found = leadingIban(text.slice(index));
    return found ? [{ start: index, end: index + found.length }] : [];
  });

const accounts = (text: string): Stretch[] =>
  [...text.matchAll(ofAccount)].map(({ index, 0: found, 1: number = '' }) => ({
    start: index + found.length - number.length,
    end: index + found.length,
  }));

type Finder = (text: string, country: CountryCode | undefined) => Stretch[];

const finders: readonly { kind: CustomerDataKind; find: Finder }[] = [
  { kind: 'email', find: (text) => wholly(address, text) },
  { kind: 'account', find: ibans },
  { kind: 'card', find: cardsIn },
  { kind: 'account', find: accounts },
  { kind: 'phone', find: phoneNumbersIn },
];

/** Each stretch once, by the first that recognises it. */
const hitsIn = (text: string, zone: string): Hit[] => {
  const country = countryOfZone(zone);
  const { folded, positions } = foldedFor(text);
  let rest = folded;
  const hits = finders.flatMap(({ kind, find }) => {
    const found = find(rest, country);
    for (const { start, end } of found)
      rest = `${rest.slice(0, start)}${'|'.repeat(end - start)}${rest.slice(end)}`;
    return found.map((stretch) => ({ ...stretch, kind }));
  });
  return hits
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end }) => ({
      kind,
      start: positions[start] ?? text.length,
      end: (positions[end - 1] ?? text.length) + 1,
    }));
};

/** What looks like customer data. `zone`: the workspace's, for numbers as they are dialled in its country. */
export const findCustomerData = (text: string, zone: string): CustomerData[] => {
  const found = hitsIn(text, zone).map(({ kind, start, end }) => ({ kind, found: text.slice(start, end) }));
  return [...new Map(found.map((each) => [`${each.kind}:${each.found}`, each])).values()];
};

/** What stands in place of it. */
export const customerDataMask = '•••';

export const maskCustomerData = (text: string, zone: string): string => {
  let [masked, end] = ['', 0];
  for (const hit of hitsIn(text, zone)) {
    masked += text.slice(end, hit.start) + customerDataMask;
    end = hit.end;
  }
  return masked + text.slice(end);
};

export type Guarded<T> = { kind: 'ask'; customerData: CustomerDataKind[] } | { kind: 'go-on'; values: T };

/** The guard against customer data for all texts of a form: asks once when something looks like it, then does as the person chose. */
export const guardTexts = <T extends object>(
  values: T,
  fields: readonly (keyof T)[],
  choice: string | undefined,
  zone: string,
): Guarded<T> => {
  const texts = fields.flatMap((field) => {
    const text = values[field];
    return typeof text === 'string' ? [[field, text] as const] : [];
  });
  const found = texts.flatMap(([, text]) => findCustomerData(text, zone));
  const customerData = [...new Set(found.map(({ kind }) => kind))];
  if (customerData.length === 0 || choice === 'keep') return { kind: 'go-on', values };
  if (choice !== 'mask') return { kind: 'ask', customerData };
  const masked = Object.fromEntries(texts.map(([field, text]) => [field, maskCustomerData(text, zone)]));
  return { kind: 'go-on', values: { ...values, ...masked } };
};

/** What somebody typed into a form; the alias is the customer's. */
export interface Typed {
  typed: string;
  customerAlias?: string | undefined;
}

/** The same for what is typed about a customer. */
export const guardCustomerData = <T extends Typed>(
  values: T,
  choice: string | undefined,
  zone: string,
): Guarded<T> => guardTexts<T>(values, ['typed', 'customerAlias'], choice, zone);
