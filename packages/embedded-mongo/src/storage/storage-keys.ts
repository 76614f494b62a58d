const RECORD_BYTES = 6;

export function recordKey(collectionId: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(4 + RECORD_BYTES);
  key.writeUInt32BE(collectionId, 0);
  key.writeUIntBE(record, 4, RECORD_BYTES);
  return key;
}

/** The record number that ends the key of a document or of an index entry. */
export const recordOf = (key: Buffer): number => key.readUIntBE(key.length - RECORD_BYTES, RECORD_BYTES);

export function indexEntryKey(indexId: number, values: Buffer, record: number): Buffer {
  const key = Buffer.allocUnsafe(4 + values.length + RECORD_BYTES);
  key.writeUInt32BE(indexId, 0);
  values.copy(key, 4);
  key.writeUIntBE(record, 4 + values.length, RECORD_BYTES);
  return key;
}

export function idPrefix(id: number, values: Buffer = Buffer.alloc(0)): Buffer {
  const prefix = Buffer.allocUnsafe(4 + values.length);
  prefix.writeUInt32BE(id, 0);
  values.copy(prefix, 4);
  return prefix;
}
