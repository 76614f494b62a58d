import { expect } from 'chai';
import { BSONRegExp, type Doc, Int32, idsOf, Long, refusal, useServer } from './server.ts';

type Case = [title: string, docs: Doc[], filter: Doc, ids: unknown[]];

const people = [
  { _id: 1, name: 'Ann', age: 31, tags: ['a', 'b'], address: { city: 'Oslo', zip: '1' } },
  { _id: 2, name: 'Bob', age: 25, tags: [], address: { city: 'Rome' } },
  { _id: 3, name: 'Cid', age: null, tags: ['b', 'c', 'd'], address: null },
  { _id: 4, name: 'Dee', tags: 'b' },
];
const grid = [
  {
    _id: 1,
    items: [
      { sku: 'x', n: 1 },
      { sku: 'y', n: 5 },
    ],
  },
  { _id: 2, items: [{ sku: 'x', n: 5 }] },
  { _id: 3, items: [{ sku: 'z' }] },
  { _id: 4, items: [] },
  { _id: 5 },
];
const numbers = [1, 2, 3, 10, 20].map((n) => ({ _id: n, n }));
const nulls = [
  { _id: 'missing' },
  { _id: 'null', a: null },
  { _id: 'empty', a: {} },
  { _id: 'number', a: 4 },
  { _id: 'b null', a: { b: null } },
  { _id: 'b set', a: { b: 1 } },
  { _id: 'array', a: [{ b: 1 }, {}] },
  { _id: 'no array', a: [] },
  { _id: 'scalars', a: [1, 2] },
];

const texts = (...values: string[]): Doc[] => values.map((v, _id) => ({ _id, v }));

const CASES: Record<string, Case[]> = {
  equality: [
    ['matches a string', people, { name: 'Bob' }, [2]],
    ['matches every document without conditions', people, {}, [1, 2, 3, 4]],
    ['matches an element of an array', people, { tags: 'b' }, [1, 3, 4]],
    ['matches a whole array in its order', people, { tags: ['a', 'b'] }, [1]],
    ['does not match an array in another order', people, { tags: ['b', 'a'] }, []],
    ['matches an empty array', people, { tags: [] }, [2]],
    ['reaches into documents with dots', people, { 'address.city': 'Oslo' }, [1]],
    ['matches a whole document by its fields in order', people, { address: { city: 'Oslo', zip: '1' } }, [1]],
    [
      'does not match a document with its fields in another order',
      people,
      { address: { zip: '1', city: 'Oslo' } },
      [],
    ],
    ['does not match a part of a document', people, { address: { city: 'Oslo' } }, []],
    ['takes null for missing too', people, { age: null }, [3, 4]],
    [
      'takes null for a missing inner field',
      nulls,
      { 'a.b': null },
      ['missing', 'null', 'empty', 'number', 'b null', 'array'],
    ],
    ['reaches into documents in arrays', grid, { 'items.sku': 'x' }, [1, 2]],
    ['reaches an element by its position', grid, { 'items.0.n': 5 }, [2]],
    [
      'finds numbers whatever their type',
      [
        { _id: 1, n: new Int32(5) },
        { _id: 2, n: Long.fromNumber(5) },
        { _id: 3, n: 5.5 },
      ],
      { n: 5 },
      [1, 2],
    ],
    [
      'tells true from 1',
      [
        { _id: 1, b: true },
        { _id: 2, b: 1 },
      ],
      { b: true },
      [1],
    ],
    [
      'tells a string from a number',
      [
        { _id: 1, b: '1' },
        { _id: 2, b: 1 },
      ],
      { b: '1' },
      [1],
    ],
    ['matches a regular expression', people, { name: /^[AB]/ }, [1, 2]],
    ['matches a regular expression without case', people, { name: /^ann$/i }, [1]],
    ['matches an expression against elements', people, { tags: /^[cd]$/ }, [3]],
    ['combines conditions on several fields', people, { tags: 'b', name: 'Cid' }, [3]],
  ],
  comparison: [
    ['$eq', numbers, { n: { $eq: 3 } }, [3]],
    ['$gt', numbers, { n: { $gt: 3 } }, [10, 20]],
    ['$gte', numbers, { n: { $gte: 3 } }, [3, 10, 20]],
    ['$lt', numbers, { n: { $lt: 3 } }, [1, 2]],
    ['$lte', numbers, { n: { $lte: 3 } }, [1, 2, 3]],
    ['a range', numbers, { n: { $gt: 1, $lt: 10 } }, [2, 3]],
    [
      '$ne also finds documents without the field',
      people,
      { name: { $ne: 'Ann' }, age: { $ne: 25 } },
      [3, 4],
    ],
    ['$ne on an array means no element', people, { tags: { $ne: 'b' } }, [2]],
    ['$ne null finds what is there', people, { age: { $ne: null } }, [1, 2]],
    ['$in', numbers, { n: { $in: [2, 20, 99] } }, [2, 20]],
    ['$in with nothing finds nothing', numbers, { n: { $in: [] } }, []],
    ['$in with null finds missing', people, { age: { $in: [null, 25] } }, [2, 3, 4]],
    ['$in with a regular expression', people, { name: { $in: [/^A/, 'Dee'] } }, [1, 4]],
    ['$in on arrays', people, { tags: { $in: ['a', 'd'] } }, [1, 3]],
    ['$nin', numbers, { n: { $nin: [1, 2, 3] } }, [10, 20]],
    ['$nin also finds documents without the field', people, { age: { $nin: [31] } }, [2, 3, 4]],
    [
      'compares within one type only',
      [
        { _id: 1, v: 5 },
        { _id: 2, v: '5' },
        { _id: 3, v: new Date(5) },
      ],
      { v: { $gt: 1 } },
      [1],
    ],
    [
      'compares strings by their bytes',
      [
        { _id: 1, v: 'Z' },
        { _id: 2, v: 'a' },
        { _id: 3, v: 'é' },
      ],
      { v: { $gt: 'Z' } },
      [2, 3],
    ],
    [
      'compares dates',
      [
        { _id: 1, v: new Date(5) },
        { _id: 2, v: new Date(50) },
      ],
      { v: { $lte: new Date(5) } },
      [1],
    ],
    [
      'different elements may meet the two ends of a range',
      [{ _id: 1, v: [1, 20] }],
      { v: { $gt: 5, $lt: 10 } },
      [1],
    ],
    ['$gte null finds null and missing', people, { age: { $gte: null } }, [3, 4]],
    ['$gt null finds nothing', people, { age: { $gt: null } }, []],
    [
      'NaN equals NaN',
      [
        { _id: 1, v: Number.NaN },
        { _id: 2, v: 1 },
      ],
      { v: Number.NaN },
      [1],
    ],
    [
      'NaN is not less than a number',
      [
        { _id: 1, v: Number.NaN },
        { _id: 2, v: 1 },
      ],
      { v: { $lt: 5 } },
      [2],
    ],
    ['minus zero equals zero', [{ _id: 1, v: -0 }], { v: 0 }, [1]],
  ],
  logic: [
    ['$and', numbers, { $and: [{ n: { $gt: 1 } }, { n: { $lt: 10 } }] }, [2, 3]],
    ['$or', numbers, { $or: [{ n: 1 }, { n: { $gte: 20 } }] }, [1, 20]],
    ['$nor', numbers, { $nor: [{ n: 1 }, { n: 2 }] }, [3, 10, 20]],
    ['$or beside another condition', people, { tags: 'b', $or: [{ name: 'Ann' }, { age: 25 }] }, [1]],
    ['$not', numbers, { n: { $not: { $gt: 2 } } }, [1, 2]],
    ['$not also finds documents without the field', people, { age: { $not: { $gt: 30 } } }, [2, 3, 4]],
    ['$not with a regular expression', people, { name: { $not: /^[ABC]/ } }, [4]],
    ['$or inside $and', numbers, { $and: [{ $or: [{ n: 1 }, { n: 2 }] }, { n: { $ne: 1 } }] }, [2]],
  ],
  elements: [
    ['$exists: true', people, { age: { $exists: true } }, [1, 2, 3]],
    ['$exists: false', people, { age: { $exists: false } }, [4]],
    ['$exists inside arrays', grid, { 'items.n': { $exists: true } }, [1, 2]],
    [
      '$type by name',
      [
        { _id: 1, v: 'x' },
        { _id: 2, v: 2 },
        { _id: 3, v: 2.5 },
      ],
      { v: { $type: 'string' } },
      [1],
    ],
    [
      '$type number covers all numbers',
      [
        { _id: 1, v: 'x' },
        { _id: 2, v: 2 },
        { _id: 3, v: 2.5 },
      ],
      { v: { $type: 'number' } },
      [2, 3],
    ],
    [
      '$type by number',
      [
        { _id: 1, v: 2 },
        { _id: 2, v: 2.5 },
      ],
      { v: { $type: 1 } },
      [2],
    ],
    [
      '$type with several',
      [
        { _id: 1, v: 'x' },
        { _id: 2, v: 2 },
        { _id: 3, v: null },
      ],
      { v: { $type: ['string', 'null'] } },
      [1, 3],
    ],
    [
      '$type looks into arrays',
      [
        { _id: 1, v: [1, 'x'] },
        { _id: 2, v: [1] },
      ],
      { v: { $type: 'string' } },
      [1],
    ],
    [
      '$type array',
      [
        { _id: 1, v: [1] },
        { _id: 2, v: 1 },
      ],
      { v: { $type: 'array' } },
      [1],
    ],
  ],
  arrays: [
    ['$all', people, { tags: { $all: ['b', 'c'] } }, [3]],
    ['$all on a plain value', people, { tags: { $all: ['b'] } }, [1, 3, 4]],
    ['$all of nothing finds nothing', people, { tags: { $all: [] } }, []],
    ['$size', people, { tags: { $size: 2 } }, [1]],
    ['$size 0', people, { tags: { $size: 0 } }, [2]],
    ['$elemMatch wants one element to meet all', grid, { items: { $elemMatch: { sku: 'x', n: 5 } } }, [2]],
    ['without $elemMatch several elements may', grid, { 'items.sku': 'x', 'items.n': 5 }, [1, 2]],
    [
      '$elemMatch on values',
      [
        { _id: 1, v: [1, 20] },
        { _id: 2, v: [7] },
      ],
      { v: { $elemMatch: { $gt: 5, $lt: 10 } } },
      [2],
    ],
    [
      '$all with $elemMatch',
      grid,
      { items: { $all: [{ $elemMatch: { sku: 'x' } }, { $elemMatch: { n: 5 } }] } },
      [1, 2],
    ],
    [
      'does not look into arrays of arrays',
      [
        { _id: 1, v: [[1, 2]] },
        { _id: 2, v: [1] },
      ],
      { v: 1 },
      [2],
    ],
    [
      'matches an array inside an array',
      [
        { _id: 1, v: [[1, 2]] },
        { _id: 2, v: [1] },
      ],
      { v: [1, 2] },
      [1],
    ],
  ],
  evaluation: [
    ['$mod', numbers, { n: { $mod: [10, 0] } }, [10, 20]],
    ['$regex with options', people, { name: { $regex: '^b', $options: 'i' } }, [2]],
    ['$regex with flags written in front', people, { name: new BSONRegExp('(?i)^b') }, [2]],
    [
      '$expr compares two fields',
      [
        { _id: 1, a: 1, b: 2 },
        { _id: 2, a: 3, b: 2 },
      ],
      { $expr: { $gt: ['$a', '$b'] } },
      [2],
    ],
    ['$expr computes', numbers, { $expr: { $eq: [{ $mod: ['$n', 2] }, 1] } }, [1, 3]],
    ['$comment changes nothing', numbers, { n: 1, $comment: 'why' }, [1]],
    [
      '$bitsAllSet',
      [
        { _id: 1, v: 7 },
        { _id: 2, v: 5 },
      ],
      { v: { $bitsAllSet: 3 } },
      [1],
    ],
    [
      '$bitsAnySet',
      [
        { _id: 1, v: 4 },
        { _id: 2, v: 2 },
      ],
      { v: { $bitsAnySet: [1] } },
      [2],
    ],
    [
      '$bitsAllClear',
      [
        { _id: 1, v: 4 },
        { _id: 2, v: 2 },
      ],
      { v: { $bitsAllClear: 2 } },
      [1],
    ],
    [
      '$bitsAnyClear',
      [
        { _id: 1, v: 3 },
        { _id: 2, v: 2 },
      ],
      { v: { $bitsAnyClear: 3 } },
      [2],
    ],
  ],
  'regular expressions in the syntax of PCRE': [
    ['$ stands before a last line break too', texts('ab\n', 'ab', 'ab\nc'), { v: /b$/ }, [0, 1]],
    ['. takes a carriage return', texts('a\rb', 'a\nb'), { v: /a.b/ }, [0]],
    [
      '\\s knows no other spaces than those of ASCII',
      texts('a b', 'a\u00a0b'),
      { v: { $regex: 'a\\sb' } },
      [0],
    ],
    ['\\A is the beginning', texts('abc', 'Aabc'), { v: { $regex: '\\Aabc' } }, [0]],
    ['\\z is the end', texts('abc', 'abcz'), { v: { $regex: 'abc\\z' } }, [0]],
    ['\\h is a space', texts('a b', 'ahb'), { v: { $regex: 'a\\hb' } }, [0]],
    ['\\Q and \\E quote', texts('a.b', 'axb', 'Qa.bE'), { v: { $regex: '^\\Qa.b\\E$' } }, [0]],
    ['\\x{} is a character by its number', texts('é', 'x'), { v: { $regex: '^\\x{e9}$' } }, [0]],
    ['[[:alpha:]] is a letter', texts('a', ':', 'q', '1'), { v: { $regex: '^[[:alpha:]]$' } }, [0, 2]],
  ],
  'rarer values': [
    [
      '$mod is exact for longs',
      [
        { _id: 1, v: Long.fromString('9007199254740993') },
        { _id: 2, v: Long.fromString('9007199254740992') },
      ],
      { v: { $mod: [2, 1] } },
      [1],
    ],
    [
      'an array in an array has no field called length',
      [
        { _id: 1, v: [[1, 2]] },
        { _id: 2, v: [{ length: 2 }] },
      ],
      { v: { $elemMatch: { length: 2 } } },
      [2],
    ],
    [
      'reaches into references',
      [
        { _id: 1, v: { $ref: 'x', $id: 5 } },
        { _id: 2, v: { $ref: 'x', $id: 6 } },
      ],
      { 'v.$id': 5 },
      [1],
    ],
    [
      'a path in an expression takes no positions in arrays',
      [
        { _id: 1, a: [1, 2] },
        { _id: 2, a: { 0: 1 } },
      ],
      { $expr: { $eq: ['$a.0', 1] } },
      [2],
    ],
    [
      'an expression tells a long from an int',
      [
        { _id: 1, v: Long.fromNumber(5) },
        { _id: 2, v: new Int32(5) },
      ],
      { $expr: { $eq: [{ $type: '$v' }, 'long'] } },
      [1],
    ],
  ],
};

const REFUSED: [title: string, filter: Doc, code: number][] = [
  ['an unknown operator', { n: { $foo: 1 } }, 2],
  ['an unknown operator at the top', { $foo: [] }, 2],
  ['an empty $or', { $or: [] }, 2],
  ['an $or that is no array', { $or: { a: 1 } }, 2],
  ['an $in that is no array', { n: { $in: 1 } }, 2],
  ['a $not without an expression', { n: { $not: 1 } }, 2],
  ['a $mod without a remainder', { n: { $mod: [2] } }, 2],
  ['a negative $size', { n: { $size: -1 } }, 9],
  ['a broken regular expression', { n: { $regex: '(' } }, 51091],
  ['a regular expression with a null character', { n: { $regex: 'a\0b' } }, 2],
  ['options with a null character', { n: { $regex: 'a', $options: 'i\0' } }, 2],
  ['a regular expression that is too long', { n: { $regex: 'a'.repeat(32_765) } }, 2],
  ['a bit before the first', { n: { $bitsAllSet: [-1] } }, 2],
  ['half a bit', { n: { $bitsAnySet: [0.5] } }, 2],
  ['a bit that has no place', { n: { $bitsAllClear: [1e12] } }, 2],
  ['an unknown $type', { n: { $type: 'strin' } }, 2],
  ['$options without $regex', { n: { $options: 'i' } }, 2],
  ['$options that are no string', { n: { $regex: 'a', $options: 5 } }, 2],
  ['options in two places', { n: { $regex: new BSONRegExp('a', 'i'), $options: 'm' } }, 51075],
  ['no $type at all', { n: { $type: [] } }, 9],
  ['a $mod whose remainder is no number', { n: { $mod: [2, 'x'] } }, 2],
  ['an $all with $elemMatch and a value', { n: { $all: [{ $elemMatch: { $gt: 0 } }, 1] } }, 2],
];

describe('contract: the filter of find', () => {
  const server = useServer();

  for (const [group, cases] of Object.entries(CASES)) {
    context(group, () => {
      for (const [title, docs, filter, ids] of cases) {
        it(title, async () => {
          await server.things.insertMany(docs);

          const found = await server.things.find(filter).toArray();

          expect(idsOf(found)).to.have.members(ids);
        });
      }
    });
  }

  it('takes a regular expression as long as may be', async () => {
    const n = 'a'.repeat(32_764);
    await server.things.insertOne({ n });
    expect(await server.things.countDocuments({ n: { $regex: n } })).to.equal(1);
  });

  context('refuses', () => {
    for (const [title, filter, code] of REFUSED) {
      it(title, async () => {
        await server.things.insertOne({ n: 1 });

        const error = await refusal(server.things.find(filter).toArray());

        expect(error.code).to.equal(code);
      });
    }
  });
});
