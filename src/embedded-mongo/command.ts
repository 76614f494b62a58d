import { type Doc, isDoc, isNumeric, show, toNumber, typeName } from './bson-document.ts';
import type { Engine } from './engine.ts';
import { badValue, MongoError, notSupported, typeMismatch } from './errors.ts';

/** One command as a client sent it. `name` is its first field, whose value is most often the collection. */
export interface Call {
  engine: Engine;
  name: string;
  db: string;
  command: Doc;
  connectionId: number;
  now: Date;
  checkTime: () => void;
}

export interface Command {
  /** The options it knows; with any other it is refused, since ignoring one could change the answer. */
  options: readonly string[] | 'any';
  run(call: Call): Doc | Uint8Array | Promise<Doc | Uint8Array>;
}

export type Commands = Record<string, Command>;

export function namespace({ command, name, db }: Call): string {
  const collection = command[name];
  if (typeof collection !== 'string') {
    throw new MongoError(2, `collection name has invalid type ${typeName(collection)}`);
  }
  return checkedNamespace(db, collection);
}

export function checkedNamespace(db: string, collection: string): string {
  const valid =
    collection !== '' &&
    !collection.includes('\0') &&
    !collection.startsWith('.') &&
    !/[/\\. "$\0]/.test(db) &&
    db !== '';
  if (!valid) throw new MongoError(73, `Invalid namespace specified '${db}.${collection}'`);
  return `${db}.${collection}`;
}

export function checkedNewNamespace(ns: string): string {
  const collection = ns.slice(ns.indexOf('.') + 1);
  if (collection.includes('$')) throw new MongoError(73, `Invalid collection name: ${collection}`);
  if (collection.startsWith('system.')) throw new MongoError(73, `Invalid system namespace: ${ns}`);
  if (Buffer.byteLength(ns) > 255)
    throw new MongoError(73, `Fully qualified namespace is too long. Namespace: ${ns} Max: 255`);
  return ns;
}

export function docOption(command: Doc, name: string): Doc | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value))
    throw typeMismatch(`BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'object'`);
  return value;
}

export function arrayOption(command: Doc, name: string): unknown[] {
  const value = command[name];
  if (value === undefined)
    throw new MongoError(40414, `BSON field '${name}' is missing but a required field`);
  if (!Array.isArray(value))
    throw typeMismatch(`BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'array'`);
  return value;
}

export function docsOption(command: Doc, name: string): Doc[] {
  return arrayOption(command, name).map((item, i) => {
    if (!isDoc(item))
      throw typeMismatch(
        `BSON field '${name}.${i}' is the wrong type '${typeName(item)}', expected type 'object'`,
      );
    return item;
  });
}

/** A count: zero or more. */
export function countOption(command: Doc, name: string): number | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  if (!isNumeric(value))
    throw typeMismatch(
      `BSON field '${name}' is the wrong type '${typeName(value)}', expected types '[long, int, decimal, double]'`,
    );
  const number = Math.trunc(toNumber(value) ?? 0);
  if (number < 0)
    throw new MongoError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return number;
}

export function sortOption(command: Doc): Doc | undefined {
  const sort = docOption(command, 'sort');
  for (const [path, direction] of Object.entries(sort ?? {})) {
    if (isDoc(direction)) throw notSupported(`does not sort by ${show(direction)}`);
    if (path === '' || (path.startsWith('$') && path !== '$natural'))
      throw badValue(`FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    const way = toNumber(direction);
    if (way !== 1 && way !== -1) {
      throw isNumeric(direction)
        ? badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)')
        : new MongoError(15974, `Illegal key in $sort specification: ${path}: ${show(direction)}`);
    }
  }
  return sort;
}

/** Only the plain comparison of strings is built in. */
export function refuseCollation(options: Doc): void {
  const collation = docOption(options, 'collation');
  if (collation && collation.locale !== 'simple')
    throw notSupported('compares strings byte by byte: collations are not available');
}
