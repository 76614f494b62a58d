import { z } from 'zod';
import { type CustomerDataKind, findCustomerData, maskCustomerData } from '../../domain/customer-data.ts';
import { ladder, principles } from '../../domain/win.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import type { WinFormValues } from '../../views/win/win-form.ts';
import { chosenIn, type FormState, peopleIn, textIn } from '../form-field.ts';
import { formMetadata, responseUrl } from '../form-metadata.ts';

export const composeMetadata = formMetadata(z.object({ responseUrl }));
/** `edition`: that of the win when the form was opened. */
export const changeMetadata = formMetadata(z.object({ winId: z.string(), edition: z.number() }));

const oneOf = <T extends string>(known: readonly T[], value: string | undefined): T | undefined =>
  known.find((candidate) => candidate === value);

/** What the person filled into the form for a win. */
export const readWinForm = (state: FormState): WinFormValues => ({
  typed: textIn(state, ids.text),
  userIds: peopleIn(state, ids.people),
  customerAlias: textIn(state, ids.customer).trim() || undefined,
  rung: oneOf(ladder, chosenIn(state, ids.rung)),
  principle: oneOf(principles, chosenIn(state, ids.principle)),
});

type Guarded = { kind: 'ask'; customerData: CustomerDataKind[] } | { kind: 'go-on'; values: WinFormValues };

/** The guard against customer data: asks once when something looks like it, then does as the person chose. */
export const guardCustomerData = (state: FormState, values: WinFormValues): Guarded => {
  const texts = [values.typed, values.customerAlias ?? ''];
  const choice = chosenIn(state, ids.customerData);
  const customerData = texts.flatMap(findCustomerData).map(({ kind }) => kind);
  if (customerData.length === 0 || choice === 'keep') return { kind: 'go-on', values };
  if (choice !== 'mask') return { kind: 'ask', customerData };
  const customerAlias = values.customerAlias && maskCustomerData(values.customerAlias);
  return { kind: 'go-on', values: { ...values, typed: maskCustomerData(values.typed), customerAlias } };
};
