import { Long } from 'bson';
import { type Doc, decode, encode, isDoc } from '../values/bson-document.ts';
import { Crc64 } from './crc64.ts';

/**
 * The format of `mongodump --archive`: a magic number, a header, the metadata of every collection, and then blocks
 * of documents, each block for one collection and closed by a terminator. A block without documents ends its
 * collection and holds the checksum of all its documents.
 */
const MAGIC = 0x8199e26d;
const TERMINATOR = Buffer.from([0xff, 0xff, 0xff, 0xff]);
const LARGEST_PART = 20 * 1024 * 1024;

export interface ArchivedCollection {
  db: string;
  collection: string;
  /** Extended JSON: options and indexes. */
  metadata: string;
}

export class ArchiveError extends Error {}

export function prelude(collections: ArchivedCollection[], serverVersion: string): Buffer {
  const magic = Buffer.alloc(4);
  magic.writeUInt32LE(MAGIC);
  const header = encode({
    concurrent_collections: 1,
    version: '0.1',
    server_version: serverVersion,
    tool_version: '100.0.0',
  });
  const parts = collections.map((one) => encode({ ...one, size: 0, type: 'collection' }));
  return Buffer.concat([magic, header, ...parts, TERMINATOR]);
}

/** Everything of one collection, piece by piece. */
export function* collectionBlocks(
  db: string,
  collection: string,
  documents: Iterable<Uint8Array>,
): Generator<Uint8Array> {
  const crc = new Crc64();
  yield encode({ db, collection, EOF: false, CRC: Long.ZERO });
  for (const bytes of documents) {
    crc.update(bytes);
    yield bytes;
  }
  yield TERMINATOR;
  yield encode({ db, collection, EOF: true, CRC: Long.fromBigInt(crc.digest()) });
  yield TERMINATOR;
}

/** What an archive is made of: documents of BSON, and `undefined` for each terminator. */
async function* parts(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer | undefined> {
  let held = Buffer.alloc(0);
  let needed = 4;
  let begun = false;
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk]);
    while (held.length >= needed) {
      const size = held.readInt32LE(0);
      if (!begun) {
        if (held.readUInt32LE(0) !== MAGIC)
          throw new ArchiveError('The file is not an archive of mongodump.');
        begun = true;
      } else if (size === -1) yield undefined;
      else if (size < 5 || size > LARGEST_PART)
        throw new ArchiveError('The archive is damaged: a part has no valid size.');
      else if (held.length < size) {
        needed = size;
        break;
      } else {
        yield held.subarray(0, size);
        held = held.subarray(size);
        needed = 4;
        continue;
      }
      held = held.subarray(4);
    }
  }
  if (!begun || held.length > 0) throw new ArchiveError('The archive ends in the middle.');
}

interface ArchiveReader {
  collection(one: ArchivedCollection): Promise<void>;
  document(db: string, collection: string, bytes: Buffer): Promise<void>;
  end(db: string, collection: string): Promise<void>;
}

/** Reads an archive, ours or mongodump's, whose collections may be interleaved. Checks every checksum. */
export async function readArchive(source: AsyncIterable<Uint8Array>, reader: ArchiveReader): Promise<void> {
  const open = new Map<string, Crc64>();
  let place: 'header' | 'metadata' | 'block' | 'documents' = 'header';
  let current: { db: string; collection: string; ns: string } | undefined;
  for await (const part of parts(source)) {
    if (place === 'header') place = 'metadata';
    else if (part === undefined) place = 'block';
    else if (place === 'metadata') {
      const { db, collection, metadata } = decode(part);
      open.set(`${String(db)}.${String(collection)}`, new Crc64());
      await reader.collection({ db: String(db), collection: String(collection), metadata: String(metadata) });
    } else if (place === 'documents' && current) {
      open.get(current.ns)?.update(part);
      await reader.document(current.db, current.collection, part);
    } else {
      const header = decode(part);
      current = blockOf(header, open);
      place = 'documents';
      if (header.EOF !== true) continue;
      checkSum(header, open.get(current.ns), current.ns);
      open.delete(current.ns);
      await reader.end(current.db, current.collection);
    }
  }
  if (place !== 'block' && place !== 'metadata') throw new ArchiveError('The archive ends in the middle.');
  if (open.size > 0)
    throw new ArchiveError(`The archive ends in the middle: ${[...open.keys()].join(', ')} is not complete.`);
}

function blockOf(header: Doc, open: Map<string, Crc64>) {
  if (!isDoc(header) || typeof header.db !== 'string' || typeof header.collection !== 'string') {
    throw new ArchiveError('The archive is damaged: a block has no header.');
  }
  const ns = `${header.db}.${header.collection}`;
  if (!open.has(ns)) throw new ArchiveError(`The archive is damaged: ${ns} was not announced.`);
  return { db: header.db, collection: header.collection, ns };
}

function checkSum(header: Doc, crc: Crc64 | undefined, ns: string): void {
  if (header.CRC instanceof Long && header.CRC.toBigInt() !== crc?.digest()) {
    throw new ArchiveError(`The archive is damaged: the checksum of ${ns} is wrong.`);
  }
}
