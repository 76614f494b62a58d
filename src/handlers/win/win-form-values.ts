import type { ViewStateValue } from '@slack/bolt';
import { type CustomerDataKind, findCustomerData, maskCustomerData } from '../../domain/customer-data.ts';
import { ladder, principles } from '../../domain/win.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import type { WinFormValues } from '../../views/win/win-form.ts';

type State = Record<string, Record<string, ViewStateValue>>;

const oneOf = <T extends string>(known: readonly T[], value: string | undefined): T | undefined =>
  known.find((candidate) => candidate === value);

/** What the person filled into the form for a win. */
export const readWinForm = (state: State): WinFormValues => {
  const field = (blockId: string) => state[blockId]?.[ids.value];
  return {
    typed: field(ids.text)?.value ?? '',
    userIds: field(ids.people)?.selected_users ?? [],
    customerAlias: field(ids.customer)?.value?.trim() || undefined,
    rung: oneOf(ladder, field(ids.rung)?.selected_option?.value),
    principle: oneOf(principles, field(ids.principle)?.selected_option?.value),
  };
};

export type Guarded =
  | { kind: 'ask'; customerData: CustomerDataKind[] }
  | { kind: 'go-on'; values: WinFormValues };

/** The guard against customer data: asks once when something looks like it, then does as the person chose. */
export const guardCustomerData = (state: State, values: WinFormValues): Guarded => {
  const texts = [values.typed, values.customerAlias ?? ''];
  const choice = state[ids.customerData]?.[ids.value]?.selected_option?.value;
  const customerData = texts.flatMap(findCustomerData).map(({ kind }) => kind);
  if (customerData.length === 0 || choice === 'keep') return { kind: 'go-on', values };
  if (choice !== 'mask') return { kind: 'ask', customerData };
  const customerAlias = values.customerAlias && maskCustomerData(values.customerAlias);
  return { kind: 'go-on', values: { ...values, typed: maskCustomerData(values.typed), customerAlias } };
};
