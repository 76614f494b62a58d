import { typeMismatch } from '../errors.ts';
import { isDoc, typeName } from './bson-document.ts';

/** Gives a value of the type that it has to have; `at` names the field it came in. */
export const typed =
  <T>(type: string, is: (value: unknown) => value is T) =>
  (value: unknown, at: string): T => {
    if (is(value)) return value;
    throw typeMismatch(`BSON field '${at}' is the wrong type '${typeName(value)}', expected type '${type}'`);
  };

export const object = typed('object', isDoc);
