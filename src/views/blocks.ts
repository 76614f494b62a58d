import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  ImageBlock,
  InputBlock,
  ModalView,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { isStandIn } from '../domain/erased-person.ts';
import { cleanText, piecesOf, shortened } from '../domain/human-text.ts';
import { inputId } from './ids.ts';

/** Slack's limits: docs.slack.dev/reference/block-kit. In UTF-16 code units, the reading that is never refused. */
const limits = { text: 3000, header: 150, label: 75, title: 24, placeholder: 150, about: 2000 } as const;

export const plain = (text: string, units: number = limits.text) =>
  ({ type: 'plain_text', text: shortened(cleanText(text), { units }), emoji: true }) as const;
const mrkdwn = (text: string) =>
  ({ type: 'mrkdwn', text: shortened(text, { units: limits.text }), verbatim: true }) as const;

export const section = (text: string): SectionBlock => ({ type: 'section', text: mrkdwn(text) });

/** A text with a menu of a few choices beside it. */
export const sectionWithMenu = (
  text: string,
  actionId: string,
  options: PlainTextOption[],
): SectionBlock => ({
  ...section(text),
  accessory: { type: 'overflow', action_id: actionId, options },
});

/** As many sections as a text needs: cut between lines, or else between words. */
export const sections = (text: string): SectionBlock[] => {
  const filled: string[] = [];
  for (const piece of text.split('\n').flatMap((line) => (line ? piecesOf(line, limits.text) : ['']))) {
    const last = filled.at(-1);
    const joined = last === undefined ? piece : `${last}\n${piece}`;
    if (joined.length > limits.text || last === undefined) filled.push(piece);
    else filled[filled.length - 1] = joined;
  }
  return filled.filter((each) => each.trim()).map(section);
};

/** What somebody typed, all of it and without markup, to be copied. */
export const quote = (typed: string): SectionBlock[] =>
  piecesOf(cleanText(typed), limits.text).map((text) => ({
    type: 'section',
    text: { type: 'plain_text', text, emoji: false },
  }));

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, limits.header) });
export const context = (text: string): ContextBlock => ({ type: 'context', elements: [mrkdwn(text)] });

/** A picture that Slack fetches when it is shown first. `spoken`: what it shows, for whoever does not see it. */
export const image = (url: string, { title, spoken }: { title: string; spoken: string }): ImageBlock => ({
  type: 'image',
  image_url: url,
  alt_text: shortened(cleanText(spoken), { units: limits.about }),
  title: plain(title, limits.about),
});
export const divider: DividerBlock = { type: 'divider' };

export const actions = (...elements: ActionsBlockElement[]): ActionsBlock => ({ type: 'actions', elements });

interface ButtonOptions {
  /** Comes back with the press. */
  value?: string;
  isPrimary?: boolean;
  /** For screen readers, when the label says too little by itself. */
  spoken?: string;
}

export const button = (
  actionId: string,
  label: string,
  { value, isPrimary = false, spoken }: ButtonOptions = {},
): Button => ({
  type: 'button',
  action_id: actionId,
  text: plain(label, limits.label),
  ...(value !== undefined && { value }),
  ...(isPrimary && { style: 'primary' }),
  ...(spoken !== undefined && { accessibility_label: shortened(cleanText(spoken), { units: limits.label }) }),
});

/** A choice among other controls: what is chosen already is what is shown. */
export const menu = (actionId: string, options: PlainTextOption[], chosen: string): StaticSelect => {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: actionId,
    options,
    ...(initial && { initial_option: initial }),
  };
};

export const option = (value: string, label: string): PlainTextOption => ({
  text: plain(label, limits.label),
  value,
});

/** A field of a form: the block that Slack names beside what is wrong, and what a person reads about it. */
interface Field {
  blockId: string;
  label: string;
  hint?: string;
  isOptional?: boolean;
}

const input = (
  { blockId, label, hint, isOptional = false }: Field,
  element: InputBlock['element'],
): InputBlock => ({
  type: 'input',
  block_id: blockId,
  label: plain(label, limits.about),
  ...(hint !== undefined && { hint: plain(hint, limits.about) }),
  ...(isOptional && { optional: true }),
  element,
});

interface TextOptions {
  maxLength: number;
  isMultiline?: boolean;
  isFocused?: boolean;
  typed?: string | undefined;
}

export const textInput = (
  field: Field,
  { maxLength, isMultiline = false, isFocused = false, typed }: TextOptions,
): InputBlock =>
  input(field, {
    type: 'plain_text_input',
    action_id: inputId,
    max_length: maxLength,
    ...(isMultiline && { multiline: true }),
    ...(isFocused && { focus_on_load: true }),
    ...(typed && { initial_value: shortened(cleanText(typed), { units: maxLength }) }),
  });

interface NumberOptions {
  least: number;
  most: number;
  typed: string;
}

/** A whole number. */
export const numberInput = (field: Field, { least, most, typed }: NumberOptions): InputBlock =>
  input(field, {
    type: 'number_input',
    action_id: inputId,
    is_decimal_allowed: false,
    min_value: String(least),
    max_value: String(most),
    ...(typed && { initial_value: typed }),
  });

interface SelectOptions {
  options: PlainTextOption[];
  /** The value of the option that is chosen already. */
  chosen?: string | undefined;
  placeholder?: string;
}

export const select = (field: Field, { options, chosen, placeholder }: SelectOptions): InputBlock => {
  const initial = options.find(({ value }) => value === chosen);
  return input(field, {
    type: 'static_select',
    action_id: inputId,
    options,
    ...(placeholder !== undefined && { placeholder: plain(placeholder, limits.placeholder) }),
    ...(initial && { initial_option: initial }),
  });
};

export const radioButtons = (field: Field, { options, chosen }: SelectOptions): InputBlock => {
  const initial = options.find(({ value }) => value === chosen);
  return input(field, {
    type: 'radio_buttons',
    action_id: inputId,
    options,
    ...(initial && { initial_option: initial }),
  });
};

/** One box to tick. */
export const checkbox = (field: Field, box: PlainTextOption, isTicked: boolean): InputBlock =>
  input(field, {
    type: 'checkboxes',
    action_id: inputId,
    options: [box],
    ...(isTicked && { initial_options: [box] }),
  });

/** Boxes to tick, ten at most. */
export const checkboxes = (
  field: Field,
  boxes: readonly PlainTextOption[],
  ticked: (value: string) => boolean,
): InputBlock => {
  const initial = boxes.filter(({ value }) => ticked(value ?? ''));
  return input(field, {
    type: 'checkboxes',
    action_id: inputId,
    options: [...boxes],
    ...(initial.length > 0 && { initial_options: initial }),
  });
};

interface PeopleOptions {
  most: number;
  placeholder: string;
  chosenIds: readonly string[];
  isFocused?: boolean;
}

export const peopleSelect = (
  field: Field,
  { most, placeholder, chosenIds, isFocused = false }: PeopleOptions,
): InputBlock => {
  // Slack refuses the form for an id that is nobody's.
  const known = chosenIds.filter((userId) => !isStandIn(userId));
  return input(field, {
    type: 'multi_users_select',
    action_id: inputId,
    placeholder: plain(placeholder, limits.placeholder),
    max_selected_items: most,
    ...(known.length > 0 && { initial_users: known }),
    ...(isFocused && { focus_on_load: true }),
  });
};

/** A public channel, or a private one that the person is in. */
export const channelSelect = (
  field: Field,
  { chosen, placeholder }: { chosen: string | undefined; placeholder: string },
): InputBlock =>
  input(field, {
    type: 'conversations_select',
    action_id: inputId,
    placeholder: plain(placeholder, limits.placeholder),
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(chosen !== undefined && { initial_conversation: chosen }),
  });

export const datePicker = (field: Field, chosen: string | undefined): InputBlock =>
  input(field, { type: 'datepicker', action_id: inputId, ...(chosen && { initial_date: chosen }) });

export const timePicker = (field: Field, chosen: string | undefined): InputBlock =>
  input(field, { type: 'timepicker', action_id: inputId, ...(chosen && { initial_time: chosen }) });

interface ModalOptions {
  callbackId: string;
  title: string;
  submit: string;
  close: string;
  /** Travels with the form and comes back with it. */
  metadata: string;
  blocks: ModalView['blocks'];
}

export const modal = ({ callbackId, title, submit, close, metadata, blocks }: ModalOptions): ModalView => ({
  type: 'modal',
  callback_id: callbackId,
  title: plain(title, limits.title),
  submit: plain(submit, limits.title),
  close: plain(close, limits.title),
  private_metadata: metadata,
  blocks,
});

/** A view that is only read. */
export const reading = ({
  title,
  close,
  blocks,
}: Pick<ModalOptions, 'title' | 'close' | 'blocks'>): ModalView => ({
  type: 'modal',
  title: plain(title, limits.title),
  close: plain(close, limits.title),
  blocks,
});
