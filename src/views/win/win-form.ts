import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { maxHeroes } from '../../domain/credit.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { ladder, maxWinLength, principles, type WinDetails } from '../../domain/win.ts';
import { callbackIds, winFormIds as ids } from '../ids.ts';
import { plain, section } from '../message.ts';
import { principleWords, rungLabels } from '../words.ts';
import { customerDataNotice } from './win-answer.ts';

export interface WinFormValues extends WinDetails {
  typed: string;
  userIds: readonly string[];
}

export interface WinForm extends WinFormValues {
  kind: 'compose' | 'change';
  /** Travels with the form, as JSON. */
  metadata: string;
  /** What was found in the text at the last submit; empty when there is nothing to ask. */
  customerData: readonly CustomerDataKind[];
}

const option = (value: string, label: string): PlainTextOption => ({ text: plain(label), value });
const rungOptions = ladder.map((rung) => option(rung, rungLabels[rung]));
const principleOptions = principles.map((principle) => option(principle, principleWords[principle]));
const maskOptions = [
  option('mask', 'Replace it with •••'),
  option('keep', 'Post it as it is: it is not customer data'),
];

const select = (
  blockId: string,
  label: string,
  options: PlainTextOption[],
  chosen: string | undefined,
): KnownBlock => {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'input',
    block_id: blockId,
    optional: true,
    label: plain(label),
    element: {
      type: 'static_select',
      action_id: ids.value,
      placeholder: plain('Choose one'),
      options,
      ...(initial && { initial_option: initial }),
    },
  };
};

const textBlock = (form: WinForm): KnownBlock => ({
  type: 'input',
  block_id: ids.text,
  label: plain(form.kind === 'compose' ? 'What did you do for a customer?' : 'What happened?'),
  element: {
    type: 'plain_text_input',
    action_id: ids.value,
    multiline: true,
    max_length: maxWinLength,
    focus_on_load: true,
    ...(form.typed && { initial_value: form.typed }),
  },
});

const peopleBlock = (form: WinForm): KnownBlock => ({
  type: 'input',
  block_id: ids.people,
  optional: form.kind === 'compose',
  label: plain(form.kind === 'compose' ? 'Who else made it happen?' : 'Who is credited?'),
  element: {
    type: 'multi_users_select',
    action_id: ids.value,
    placeholder: plain('Choose people'),
    max_selected_items: form.kind === 'compose' ? maxHeroes - 1 : maxHeroes,
    ...(form.userIds.length > 0 && { initial_users: [...form.userIds] }),
  },
});

const customerBlock = (form: WinForm): KnownBlock => ({
  type: 'input',
  block_id: ids.customer,
  optional: true,
  label: plain('Who was it for?'),
  hint: plain('A first name or a nickname. Never an address, a number or anything else of the customer.'),
  element: {
    type: 'plain_text_input',
    action_id: ids.value,
    max_length: 80,
    ...(form.customerAlias && { initial_value: form.customerAlias }),
  },
});

/** Asks what to do with what looks like customer data. */
export const customerDataBlocks = (kinds: readonly CustomerDataKind[]): KnownBlock[] => [
  section(`:warning: ${customerDataNotice(kinds)} Everybody on the wall could read it.`),
  {
    type: 'input',
    block_id: ids.customerData,
    label: plain('What shall I do with it?'),
    element: {
      type: 'radio_buttons',
      action_id: ids.value,
      options: maskOptions,
      initial_option: maskOptions[0] ?? option('mask', 'Replace it with •••'),
    },
  },
];

/** The composer, and the form for changing a win that is on the wall. */
export const winForm = (form: WinForm): ModalView => ({
  type: 'modal',
  callback_id: form.kind === 'compose' ? callbackIds.winCompose : callbackIds.winChange,
  title: plain(form.kind === 'compose' ? 'Brag' : 'Change this win'),
  submit: plain(form.kind === 'compose' ? 'Post it' : 'Save'),
  close: plain('Cancel'),
  private_metadata: form.metadata,
  blocks: [
    ...(form.customerData.length > 0 ? customerDataBlocks(form.customerData) : []),
    textBlock(form),
    peopleBlock(form),
    customerBlock(form),
    select(ids.rung, 'How did they leave?', rungOptions, form.rung),
    select(ids.principle, 'Which principle does it show?', principleOptions, form.principle),
  ],
});
