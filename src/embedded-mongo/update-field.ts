import { show } from './bson-document.ts';

/** Stands for "leave this field as it is"; `undefined` is a missing field. */
export const UNCHANGED = Symbol('unchanged');

export interface Field {
  path: string;
  id: unknown;
  now: Date;
}

export type Apply = (current: unknown, operand: unknown, field: Field) => unknown;

export const where = (field: Field) => show({ _id: field.id });
