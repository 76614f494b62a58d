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

export const listOf = (value: Plain): string[] => (Array.isArray(value) ? value : []);
export const wordOf = (value: Plain): string => (value === null || Array.isArray(value) ? '' : String(value));
