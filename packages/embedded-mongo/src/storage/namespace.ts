import { MongoError } from '../errors.ts';

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
  if (collection.includes('$') || collection.startsWith('system.'))
    throw new MongoError(73, `Invalid collection name: ${collection}`);
  if (Buffer.byteLength(ns) > 255) throw new MongoError(73, `The namespace ${ns} is longer than 255 bytes`);
  return ns;
}
