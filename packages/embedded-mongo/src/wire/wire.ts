import { MongoError } from '../errors.ts';
import { type Doc, decode, encode, MAX_MESSAGE_BYTES } from '../values/bson-document.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_BYTES = 16;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const REQUIRED_FLAGS = 0xffff;

export interface Request {
  requestId: number;
  opCode: number;
  command: Doc;
  /** The client waits for no answer (`w: 0`). */
  silent: boolean;
}

/** Cuts a stream of bytes into messages. Throws on what cannot be one, and then the connection is closed. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private size = 0;

  *push(chunk: Buffer): Generator<Buffer> {
    this.chunks.push(chunk);
    this.size += chunk.length;
    for (;;) {
      if (this.size < 4) return;
      const length = this.head(4).readInt32LE(0);
      if (length < HEADER_BYTES + 1 || length > MAX_MESSAGE_BYTES) {
        throw new MongoError(17, `A message of ${length} bytes is not allowed`);
      }
      if (this.size < length) return;
      const all = this.head(this.size);
      this.chunks = [all.subarray(length)];
      this.size -= length;
      yield all.subarray(0, length);
    }
  }

  /** A message has begun and is not complete. */
  get partial(): boolean {
    return this.size > 0;
  }

  private head(count: number): Buffer {
    if ((this.chunks[0]?.length ?? 0) < count) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] as Buffer;
  }
}

export function parseRequest(frame: Buffer): Request {
  const requestId = frame.readInt32LE(4);
  const opCode = frame.readInt32LE(12);
  if (opCode === OP_MSG) return { requestId, opCode, ...parseMessage(frame) };
  if (opCode === OP_QUERY) return { requestId, opCode, command: parseQuery(frame), silent: false };
  throw new MongoError(17, `Opcode ${opCode} is not supported`);
}

function parseMessage(frame: Buffer): { command: Doc; silent: boolean } {
  const flags = frame.readUInt32LE(HEADER_BYTES);
  if (flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME))
    throw new MongoError(17, `Unknown OP_MSG flags: ${flags}`);
  const end = flags & CHECKSUM_PRESENT ? frame.length - 4 : frame.length;
  const sequences: Doc = {};
  let body: Doc | undefined;
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = frame[at++];
    if (kind === 0) {
      if (body) throw new MongoError(17, 'OP_MSG with two bodies');
      const bytes = documentAt(frame, at, end);
      body = decode(bytes);
      at += bytes.length;
    } else if (kind === 1) {
      const size = boundedSize(frame, at, end);
      const [name, documents] = sequenceIn(frame, at + 4, at + size);
      if (Object.hasOwn(sequences, name)) throw new MongoError(40431, `Two sequences are called '${name}'`);
      sequences[name] = documents;
      at += size;
    } else throw new MongoError(17, `OP_MSG section of kind ${kind}`);
  }
  if (!body) throw new MongoError(17, 'OP_MSG without a body');
  const twice = Object.keys(sequences).find((name) => Object.hasOwn(body ?? {}, name));
  if (twice) throw new MongoError(40433, `'${twice}' is in the body and in a sequence`);
  return { command: { ...body, ...sequences }, silent: (flags & MORE_TO_COME) !== 0 };
}

function boundedSize(frame: Buffer, at: number, end: number): number {
  const size = at + 4 <= end ? frame.readInt32LE(at) : -1;
  if (size < 5 || at + size > end)
    throw new MongoError(17, `A part of ${size} bytes does not fit its message`);
  return size;
}

const documentAt = (frame: Buffer, at: number, end: number) =>
  frame.subarray(at, at + boundedSize(frame, at, end));

function sequenceIn(frame: Buffer, start: number, end: number): [string, Doc[]] {
  const nameEnd = frame.indexOf(0, start);
  if (nameEnd < 0 || nameEnd >= end) throw new MongoError(17, 'A document sequence without a name');
  const documents: Doc[] = [];
  for (let at = nameEnd + 1; at < end; ) {
    const bytes = documentAt(frame, at, end);
    documents.push(decode(bytes));
    at += bytes.length;
  }
  return [frame.toString('utf8', start, nameEnd), documents];
}

/** The old form, which drivers use for the first hello only. */
function parseQuery(frame: Buffer): Doc {
  const nameEnd = frame.indexOf(0, HEADER_BYTES + 4);
  const ns = frame.toString('utf8', HEADER_BYTES + 4, nameEnd);
  if (nameEnd < 0 || !ns.endsWith('.$cmd')) throw new MongoError(17, 'OP_QUERY is for commands only');
  const doc = decode(documentAt(frame, nameEnd + 9, frame.length));
  const command = (typeof doc.$query === 'object' && doc.$query !== null ? doc.$query : doc) as Doc;
  return { ...command, $db: ns.slice(0, -'.$cmd'.length) };
}

let nextRequestId = 1;

export function encodeReply(request: Request, reply: Doc | Uint8Array): Buffer {
  const body = reply instanceof Uint8Array ? reply : encode(reply);
  const legacy = request.opCode === OP_QUERY;
  const prefix = legacy ? 20 : 5;
  const frame = Buffer.alloc(HEADER_BYTES + prefix + body.length);
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(nextRequestId++ & 0x7fffffff, 4);
  frame.writeInt32LE(request.requestId, 8);
  frame.writeInt32LE(legacy ? OP_REPLY : OP_MSG, 12);
  if (legacy) frame.writeInt32LE(1, HEADER_BYTES + 16);
  frame.set(body, HEADER_BYTES + prefix);
  return frame;
}
