import type { Element } from '../../src/block-kit.ts';

export type Plain = string | number | string[] | null;

const plain = (value: unknown): Plain => {
  if (Array.isArray(value)) return value.map((item) => String(plain(item)));
  if (typeof value === 'object' && value !== null && 'value' in value) return plain(value.value);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};

/** What was chosen or typed, as the control interface takes it, from an element's state. */
export const chosenIn = (state: { [field: string]: unknown }): Plain => {
  const field = Object.keys(state).find((name) => name === 'value' || name.startsWith('selected_'));
  return field ? plain(state[field]) : null;
};

export const initialOf = (element: Element): Plain => {
  const initial = Object.entries(element).find(([name]) => name.startsWith('initial_'));
  return initial ? plain(initial[1]) : null;
};

const valuesOf = ({ options = [], option_groups = [] }: Element): string[] =>
  [...options, ...option_groups.flatMap((group) => group.options)].map(({ value }) => value);

/** What is left of a choice when the element is drawn anew with other options; undefined when nothing is. */
export const stillOffered = (element: Element, value: Plain | undefined): Plain | undefined => {
  if (value === null || value === undefined || (!element.options && !element.option_groups)) return value;
  const offered = valuesOf(element);
  if (Array.isArray(value)) return value.filter((one) => offered.includes(one));
  return offered.includes(String(value)) ? value : undefined;
};

export const listOf = (value: Plain): string[] => (Array.isArray(value) ? value : []);
export const wordOf = (value: Plain): string => (value === null || Array.isArray(value) ? '' : String(value));
