import { expect } from 'chai';
import {
  Binary,
  BSONRegExp,
  Decimal128,
  type Doc,
  Double,
  Int32,
  idsOf,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
  useServer,
} from './server.ts';

const raw = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;
const id = (last: string) => new ObjectId(`00000000000000000000000${last}`);

/** One of each, in MongoDB's order of comparison. */
const IN_ORDER: [title: string, value: unknown][] = [
  ['MinKey', new MinKey()],
  ['null', null],
  ['NaN', new Double(Number.NaN)],
  ['-Infinity', new Double(Number.NEGATIVE_INFINITY)],
  ['a very small decimal', Decimal128.fromString('-1E+400')],
  ['the least long', Long.MIN_VALUE],
  ['-1', new Int32(-1)],
  ['-0.5', new Double(-0.5)],
  ['zero', new Int32(0)],
  ['a decimal below any double', Decimal128.fromString('1E-400')],
  ['the decimal 0.1', Decimal128.fromString('0.1')],
  ['the double 0.1', new Double(0.1)],
  ['1', new Int32(1)],
  ['1.5', new Double(1.5)],
  ['2^53', Long.fromString('9007199254740992')],
  ['2^53 + 1', Long.fromString('9007199254740993')],
  ['2^53 + 1.5', Decimal128.fromString('9007199254740993.5')],
  ['2^53 + 2', new Double(9007199254740994)],
  ['the greatest long', Long.MAX_VALUE],
  ['2^63', new Double(2 ** 63)],
  ['a very great decimal', Decimal128.fromString('1E+400')],
  ['Infinity', new Double(Number.POSITIVE_INFINITY)],
  ['an empty string', ''],
  ['A', 'A'],
  ['a', 'a'],
  ['a with zero', 'a\0'],
  ['a with zero and b', 'a\0b'],
  ['aa', 'aa'],
  ['an accent', 'é'],
  ['a private character', '\uffee'],
  ['an emoji', '😀'],
  ['an empty document', {}],
  ['{ a: 1 }', { a: new Int32(1) }],
  ['{ a: 1, b: 1 }', { a: new Int32(1), b: new Int32(1) }],
  ['{ a: 2 }', { a: new Int32(2) }],
  ['{ b: 0 }', { b: new Int32(0) }],
  ['{ a: string }', { a: 'x' }],
  ['short binary', new Binary(Buffer.from([9]))],
  ['binary', new Binary(Buffer.from([1, 2]))],
  ['binary with another subtype', new Binary(Buffer.from([1, 2]), 5)],
  ['a UUID', new UUID('00000000-0000-4000-8000-000000000000')],
  ['an ObjectId', id('1')],
  ['a later ObjectId', id('2')],
  ['false', false],
  ['true', true],
  ['a date before 1970', new Date(-5)],
  ['a date', new Date(5)],
  ['a timestamp', new Timestamp({ t: 1, i: 1 })],
  ['a later timestamp', new Timestamp({ t: 1, i: 2 })],
  ['a regular expression', new BSONRegExp('a', 'i')],
  ['another regular expression', new BSONRegExp('b', '')],
  ['MaxKey', new MaxKey()],
];

describe('contract: types', () => {
  const server = useServer();
  const shuffled = () =>
    IN_ORDER.map(([, v], _id): Doc => ({ _id, v })).sort(
      (a, b) => ((a._id * 7919) % 53) - ((b._id * 7919) % 53),
    );
  const order = IN_ORDER.map((_, i) => i);

  for (const [title, value] of IN_ORDER) {
    it(`keeps ${title} as it is`, async () => {
      await server.things.insertOne({ v: value });

      const stored = await server.things.findOne({}, raw);

      const same = value instanceof UUID ? new Binary(value.buffer, 4) : value;
      expect(stored?.v).to.deep.equal(same);
    });

    it(`finds ${title} by equality`, async () => {
      await server.things.insertMany(shuffled());
      await server.things.createIndex({ v: 1 });

      const found = await server.things.find({ v: { $eq: value } }).toArray();

      expect(found.map(({ _id }) => IN_ORDER[_id as unknown as number]?.[0])).to.deep.equal([title]);
    });
  }

  it('sorts all of them', async () => {
    await server.things.insertMany(shuffled());
    expect(idsOf(await server.things.find().sort({ v: 1 }).toArray())).to.deep.equal(order);
  });
  it('sorts all of them backwards', async () => {
    await server.things.insertMany(shuffled());
    expect(idsOf(await server.things.find().sort({ v: -1 }).toArray())).to.deep.equal(order.toReversed());
  });
  it('sorts all of them by an index', async () => {
    await server.things.insertMany(shuffled());
    await server.things.createIndex({ v: 1 });
    expect(idsOf(await server.things.find().sort({ v: 1 }).toArray())).to.deep.equal(order);
    expect(idsOf(await server.things.find().sort({ v: -1 }).toArray())).to.deep.equal(order.toReversed());
  });
  it('sorts all of them by a descending index', async () => {
    await server.things.insertMany(shuffled());
    await server.things.createIndex({ v: -1 });
    expect(idsOf(await server.things.find().sort({ v: 1 }).toArray())).to.deep.equal(order);
  });
  it('sorts all of them in an aggregation', async () => {
    await server.things.insertMany(shuffled());
    expect(
      idsOf(
        await server.things
          .aggregate([{ $set: { w: 1 } }, { $match: { w: 1 } }, { $sort: { v: 1 } }])
          .toArray(),
      ),
    ).to.deep.equal(order);
  });
  it('keeps the types of numbers that a pipeline does not touch', async () => {
    const a = { long: Long.fromNumber(5), double: new Double(5), list: [Long.fromNumber(6)] };
    await server.things.insertOne({ _id: 1 as never, a });

    await server.things.updateOne({}, [{ $set: { 'a.b': 1 } }]);
    const stages = [{ $set: { c: 1 } }, { $unwind: '$a.list' }, { $project: { a: 1, _id: 0 } }];
    const [found] = await server.things.aggregate(stages, raw).toArray();

    expect(found).to.deep.equal({ a: { ...a, list: Long.fromNumber(6), b: new Int32(1) } });
  });
  it('compares with MinKey and MaxKey across types', async () => {
    await server.things.insertMany(shuffled());
    expect(await server.things.countDocuments({ v: { $gt: new MinKey(), $lt: new MaxKey() } })).to.equal(
      IN_ORDER.length - 2,
    );
  });
  it('keeps documents in documents and the order of their fields', async () => {
    await server.things.insertOne({ b: { z: 1, a: { y: [1, { x: null }] } }, a: 1 });
    const stored = await server.things.findOne({}, { projection: { _id: 0 } });
    expect(JSON.stringify(stored)).to.equal('{"b":{"z":1,"a":{"y":[1,{"x":null}]}},"a":1}');
  });
});
