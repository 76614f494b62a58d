import { type CustomerDataKind, findCustomerData, maskCustomerData } from './customer-data.ts';

export type GuardedTexts<T> =
  | { kind: 'ask'; customerData: CustomerDataKind[] }
  | { kind: 'go-on'; values: T };

/** The guard against customer data for several texts at once: asks once, then does with all of them as the person chose. */
export const guardTexts = <T extends Readonly<Record<string, string | undefined>>>(
  values: T,
  choice: string | undefined,
  zone: string,
): GuardedTexts<T> => {
  const found = Object.values(values).flatMap((text) => findCustomerData(text ?? '', zone));
  const customerData = [...new Set(found.map(({ kind }) => kind))];
  if (customerData.length === 0 || choice === 'keep') return { kind: 'go-on', values };
  if (choice !== 'mask') return { kind: 'ask', customerData };
  const masked = Object.entries(values).map(([name, text]) => [name, text && maskCustomerData(text, zone)]);
  return { kind: 'go-on', values: Object.fromEntries(masked) as T };
};
