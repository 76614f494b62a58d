import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/index.ts';

const { MongoClient, BSON } = mongoose.mongo;
const OP_MSG = 2013;
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);

/** One well-formed message. */
function message(body: Uint8Array, { opCode = OP_MSG, flags = 0, kind = 0, length = 0 } = {}): Buffer {
  const head = Buffer.alloc(21);
  head.writeInt32LE(length || 21 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(opCode, 12);
  head.writeUInt32LE(flags, 16);
  head[20] = kind;
  return Buffer.concat([head, body]);
}

const ping = BSON.serialize({ ping: 1, $db: 'admin' });

/** A section of documents that belong to a field of the body. */
function sequence(name: string): Buffer {
  const bytes = Buffer.concat([Buffer.from(`\0\0\0\0${name}\0`), BSON.serialize({ n: 1 })]);
  bytes.writeInt32LE(bytes.length, 0);
  return Buffer.concat([Buffer.from([1]), bytes]);
}

describe('hostile bytes on the wire', function () {
  this.timeout(30_000);

  let dataDir: string;
  let server: EmbeddedMongo;
  let client: mongoose.mongo.MongoClient;
  const path = () => decodeURIComponent(/^mongodb:\/\/([^/]+)\//.exec(server.uri)?.[1] ?? '');

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'fuzz-'));
    server = await startEmbeddedMongo({ dataDir, databaseName: 'app' });
    client = await new MongoClient(server.uri).connect();
    await client.db().collection('things').insertOne({ n: 1 });
  });
  after(async () => {
    await client.close();
    await server.stop();
    await rm(dataDir, { recursive: true });
  });
  afterEach(async () => {
    expect(await client.db().collection('things').countDocuments({ n: 1 })).to.equal(1);
  });

  function open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect(path(), () => resolve(socket)).once('error', reject);
    });
  }

  /** Sends the bytes and gives what came back until the server, or we, closed. */
  async function exchange(bytes: Uint8Array, end = true): Promise<Buffer> {
    const socket = await open();
    const answers: Buffer[] = [];
    socket.on('data', (chunk) => answers.push(chunk));
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(bytes);
    if (end) socket.end();
    await closed;
    return Buffer.concat(answers);
  }

  const survives = async (bytes: Uint8Array): Promise<void> => {
    await exchange(bytes);
  };

  it('answers a well-formed message', async () => {
    const reply = await exchange(message(ping));
    expect(BSON.deserialize(reply.subarray(21)).ok).to.equal(1);
  });
  it('answers messages that come byte by byte, and two in one piece', async () => {
    const socket = await open();
    let received = Buffer.alloc(0);
    const three = new Promise<void>((resolve) =>
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        if (received.length >= 3 * received.readInt32LE(0)) resolve();
      }),
    );
    for (const byte of message(ping)) socket.write(Buffer.from([byte]));
    socket.write(Buffer.concat([message(ping), message(ping)]));
    await three;
    socket.destroy();
  });

  const closes: [title: string, bytes: Buffer][] = [
    ['a length of zero', Buffer.alloc(16)],
    ['a negative length', message(ping, { length: -5 })],
    ['a length of two gigabytes', message(ping, { length: 0x7fffffff })],
    ['a length just over the limit', message(ping, { length: 48_000_001 })],
    ['a length shorter than a header', message(ping, { length: 10 })],
    ['an unknown opcode', message(ping, { opCode: 4711 })],
    ['a compressed message', message(ping, { opCode: 2012 })],
    ['unknown required flags', message(ping, { flags: 0x10 })],
    ['an unknown kind of section', message(ping, { kind: 9 })],
    ['a document longer than its message', message(Buffer.from([0xff, 0xff, 0, 0, 0]))],
    ['a document without end', message(Buffer.concat([ping.subarray(0, -1), Buffer.from([1])]))],
    [
      'a document sequence without a name',
      message(Buffer.from([9, 0, 0, 0, 65, 65, 65, 65, 65]), { kind: 1 }),
    ],
    ['two sequences of one name', message(Buffer.concat([ping, sequence('a'), sequence('a')]))],
    ['a sequence of a name that the body has', message(Buffer.concat([ping, sequence('ping')]))],
    ['no body at all', message(Buffer.alloc(0)).fill(21, 0, 1)],
    ['text', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ];
  for (const [title, bytes] of closes) {
    it(`closes the connection on ${title}`, async () => {
      expect(await exchange(bytes, false)).to.have.length(0);
    });
  }

  it('answers BSON that is no command with an error', async () => {
    const reply = await exchange(message(BSON.serialize({})));
    expect(BSON.deserialize(reply.subarray(21)).ok).to.equal(0);
  });
  it('survives random bytes', async function () {
    this.timeout(60_000);
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), survives), { numRuns: RUNS });
  });
  it('survives messages with random bytes inside', async function () {
    this.timeout(60_000);
    const frame = fc.tuple(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(OP_MSG, 2004, 1, 2012),
      fc.nat(3),
      fc.constantFrom(0, 1, 2),
    );
    const send = ([body, opCode, flags, kind]: [Uint8Array, number, number, number]) =>
      survives(message(body, { opCode, flags, kind }));
    await fc.assert(fc.asyncProperty(frame, send), { numRuns: RUNS });
  });
  it('survives commands with changed bytes', async function () {
    this.timeout(60_000);
    const command = BSON.serialize({
      find: 'things',
      filter: { n: { $gt: 0 }, s: /x/ },
      sort: { n: 1 },
      projection: { n: 1 },
      $db: 'app',
    });
    const changes = fc.array(fc.tuple(fc.nat(command.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    const send = (edits: [number, number][]) => {
      const bytes = Buffer.from(command);
      for (const [at, value] of edits) bytes[at] = value;
      return survives(message(bytes));
    };
    await fc.assert(fc.asyncProperty(changes, send), { numRuns: RUNS });
  });
  it('survives commands with random values', async function () {
    this.timeout(60_000);
    const names = [
      'find',
      'insert',
      'update',
      'delete',
      'aggregate',
      'findAndModify',
      'createIndexes',
      'count',
      'distinct',
      'getMore',
      'killCursors',
      'listIndexes',
      'explain',
      'dropIndexes',
      'collMod',
    ];
    const fields = [
      'filter',
      'sort',
      'projection',
      'hint',
      'documents',
      'updates',
      'deletes',
      'pipeline',
      'cursor',
      'query',
      'update',
      'indexes',
      'index',
      'key',
      'cursors',
      'limit',
      'skip',
      'batchSize',
      'arrayFilters',
      'fields',
    ];
    const value = fc.jsonValue({ maxDepth: 3 });
    const command = fc.tuple(
      fc.constantFrom(...names),
      fc.constantFrom('fuzzed', 5, null, {}),
      fc.dictionary(fc.constantFrom(...fields), value),
    );
    await fc.assert(
      fc.asyncProperty(command, async ([name, target, options]) => {
        const reply = await exchange(message(BSON.serialize({ [name]: target, ...options, $db: 'fuzz' })));
        expect(BSON.deserialize(reply.subarray(21)).code).to.not.equal(1);
      }),
      { numRuns: RUNS },
    );
  });
  it('keeps its own objects out of reach', async () => {
    const things = client.db().collection('things');
    await things.insertOne({ n: 2, ['__proto__']: { polluted: 1 } });
    const projection = JSON.parse('{ "__proto__.polluted": 1, "x": "$n" }');
    const computed = JSON.parse('{ "__proto__.polluted": "$n" }');
    const update = { $set: JSON.parse('{ "__proto__.polluted": 5 }') };
    for (const spec of [projection, computed]) await things.find({ n: 2 }, { projection: spec }).toArray();
    await things.updateOne({ n: 2 }, update);
    await things.updateOne(JSON.parse('{ "__proto__.a": 1 }'), { $set: { n: 3 } }, { upsert: true });
    const [found] = await things
      .aggregate([{ $match: { n: 2 } }, { $project: { fresh: { $literal: {} } } }, { $limit: 1 }])
      .toArray();
    expect(found?.fresh).to.deep.equal({});
    expect(await things.countDocuments({ polluted: { $exists: true } })).to.equal(0);
  });
  it('goes on while a client stalls in the middle of a message', async () => {
    const socket = await open();
    socket.write(message(ping).subarray(0, 20));
    expect(await client.db().command({ ping: 1 })).to.have.property('ok', 1);
    socket.destroy();
  });
  it('goes on when a client leaves before its answer', async () => {
    for (let round = 0; round < 20; round++) {
      const socket = await open();
      socket.write(message(BSON.serialize({ find: 'things', $db: 'app' })));
      socket.destroy();
    }
    expect(await client.db().command({ ping: 1 })).to.have.property('ok', 1);
  });
});
