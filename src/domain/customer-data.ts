/** What in a text looks like a customer's contact or payment data. */
export type CustomerDataKind = 'email' | 'account' | 'card' | 'phone';

export interface CustomerData {
  kind: CustomerDataKind;
  found: string;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Luhn's check digit, as on every payment card. */
const isCardNumber = (text: string): boolean => {
  const digits = digitsOf(text);
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = digits
    .split('')
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
};

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
const isPhone = (text: string): boolean => {
  const count = digitsOf(text).length;
  return count >= 8 && count <= 15 && !isDate(text) && /^\+|^\(?0|[\s().-]/.test(text);
};
const isAccount = (text: string): boolean => digitsOf(text).length >= 8;

const rules: readonly { kind: CustomerDataKind; pattern: RegExp; accepts: (text: string) => boolean }[] = [
  { kind: 'email', pattern: /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, accepts: () => true },
  { kind: 'account', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b/g, accepts: isAccount },
  { kind: 'card', pattern: /\b\d(?:[ -]?\d){12,18}\b/g, accepts: isCardNumber },
  { kind: 'phone', pattern: /(?<![\w.])\+?\(?\d[\d\s().-]{6,18}\d\b/g, accepts: isPhone },
  { kind: 'account', pattern: /\b\d{8,18}\b/g, accepts: isAccount },
];

/** Finds each stretch once, by the first rule that recognises it. */
export const findCustomerData = (text: string): CustomerData[] => {
  let rest = text;
  return rules.flatMap(({ kind, pattern, accepts }) => {
    const hits = (rest.match(pattern) ?? []).filter(accepts);
    for (const hit of hits) rest = rest.replaceAll(hit, ' ');
    return [...new Set(hits)].map((found) => ({ kind, found }));
  });
};

export const maskCustomerData = (text: string): string =>
  findCustomerData(text).reduce((masked, { found }) => masked.replaceAll(found, '•••'), text);

/** What somebody typed into a form; the alias is the customer's. */
export interface Typed {
  typed: string;
  customerAlias?: string | undefined;
}

export type Guarded<T> = { kind: 'ask'; customerData: CustomerDataKind[] } | { kind: 'go-on'; values: T };

/** The guard against customer data: asks once when something looks like it, then does as the person chose. */
export const guardCustomerData = <T extends Typed>(values: T, choice: string | undefined): Guarded<T> => {
  const texts = [values.typed, values.customerAlias ?? ''];
  const customerData = texts.flatMap(findCustomerData).map(({ kind }) => kind);
  if (customerData.length === 0 || choice === 'keep') return { kind: 'go-on', values };
  if (choice !== 'mask') return { kind: 'ask', customerData };
  const customerAlias = values.customerAlias && maskCustomerData(values.customerAlias);
  return { kind: 'go-on', values: { ...values, typed: maskCustomerData(values.typed), customerAlias } };
};
