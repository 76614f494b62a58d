import { expect } from 'chai';
import { Decimal128, type Doc, Double, Int32, Long, refusal, useServer } from './server.ts';

type Case = [title: string, before: Doc, update: Doc | Doc[], after: Doc, filter?: Doc, options?: Doc];

const CASES: Record<string, Case[]> = {
  $set: [
    ['sets a new field', {}, { $set: { a: 1 } }, { a: 1 }],
    ['replaces a value', { a: 1 }, { $set: { a: 'x' } }, { a: 'x' }],
    ['makes the documents on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    [
      'keeps the other fields of a document',
      { a: { b: 1, c: 2 } },
      { $set: { 'a.b': 9 } },
      { a: { b: 9, c: 2 } },
    ],
    ['sets an element by position', { a: [1, 2, 3] }, { $set: { 'a.1': 9 } }, { a: [1, 9, 3] }],
    ['fills an array up with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    ['makes a document, not an array, for a number in a path', {}, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
    ['does nothing when empty', { a: 1 }, { $set: {} }, { a: 1 }],
    ['adds new fields in the order of their names', {}, { $set: { b: 1, a: 2 } }, { a: 2, b: 1 }],
    ['takes null', { a: 1 }, { $set: { a: null } }, { a: null }],
  ],
  $unset: [
    ['removes a field', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
    ['removes an inner field', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': 1 } }, { a: { c: 2 } }],
    ['ignores what is not there', { a: 1 }, { $unset: { 'x.y': 1 } }, { a: 1 }],
    ['leaves null in an array', { a: [1, 2, 3] }, { $unset: { 'a.1': 1 } }, { a: [1, null, 3] }],
  ],
  $inc: [
    ['adds', { n: 1 }, { $inc: { n: 2 } }, { n: 3 }],
    ['subtracts', { n: 1 }, { $inc: { n: -2 } }, { n: -1 }],
    ['starts from nothing', {}, { $inc: { n: 5 } }, { n: 5 }],
    ['adds fractions', { n: 1 }, { $inc: { n: 0.5 } }, { n: 1.5 }],
    ['reaches inner fields', { a: { n: 1 } }, { $inc: { 'a.n': 1 } }, { a: { n: 2 } }],
    [
      'adds decimals exactly',
      { n: Decimal128.fromString('0.1') },
      { $inc: { n: Decimal128.fromString('0.2') } },
      { n: Decimal128.fromString('0.3') },
    ],
  ],
  $mul: [
    ['multiplies', { n: 3 }, { $mul: { n: 4 } }, { n: 12 }],
    ['makes zero from nothing', {}, { $mul: { n: 4 } }, { n: 0 }],
  ],
  '$min and $max': [
    ['$min takes the lesser', { n: 5 }, { $min: { n: 3 } }, { n: 3 }],
    ['$min keeps the lesser', { n: 5 }, { $min: { n: 7 } }, { n: 5 }],
    ['$min sets what is missing', {}, { $min: { n: 7 } }, { n: 7 }],
    ['$max takes the greater', { n: 5 }, { $max: { n: 7 } }, { n: 7 }],
    ['$max compares across types', { n: 5 }, { $max: { n: 'a' } }, { n: 'a' }],
    ['$max takes the later date', { n: new Date(5) }, { $max: { n: new Date(9) } }, { n: new Date(9) }],
  ],
  $rename: [
    ['renames', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
    ['moves into a document', { a: 1, d: {} }, { $rename: { a: 'd.e' } }, { d: { e: 1 } }],
    ['replaces what has the name', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
    ['ignores what is not there', { a: 1 }, { $rename: { x: 'y' } }, { a: 1 }],
  ],
  $push: [
    ['adds to the end', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
    ['makes the array', {}, { $push: { a: 2 } }, { a: [2] }],
    ['adds an array as one element', { a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
    ['$each adds several', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
    ['$position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
    [
      '$position from the end',
      { a: [1, 2, 3] },
      { $push: { a: { $each: [9], $position: -1 } } },
      { a: [1, 2, 9, 3] },
    ],
    [
      '$slice keeps the first',
      { a: [1, 2] },
      { $push: { a: { $each: [3, 4], $slice: 3 } } },
      { a: [1, 2, 3] },
    ],
    [
      '$slice keeps the last',
      { a: [1, 2] },
      { $push: { a: { $each: [3, 4], $slice: -3 } } },
      { a: [2, 3, 4] },
    ],
    ['$slice 0 empties', { a: [1, 2] }, { $push: { a: { $each: [], $slice: 0 } } }, { a: [] }],
    ['$sort on values', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [1, 2, 3] }],
    [
      '$sort on a field',
      { a: [{ n: 1 }] },
      { $push: { a: { $each: [{ n: 3 }, { n: 2 }], $sort: { n: -1 } } } },
      { a: [{ n: 3 }, { n: 2 }, { n: 1 }] },
    ],
    [
      '$sort, then $slice',
      { a: [5, 1] },
      { $push: { a: { $each: [3], $sort: -1, $slice: 2 } } },
      { a: [5, 3] },
    ],
  ],
  $addToSet: [
    ['adds what is new', { a: [1] }, { $addToSet: { a: 2 } }, { a: [1, 2] }],
    ['leaves what is there', { a: [1] }, { $addToSet: { a: 1 } }, { a: [1] }],
    ['$each adds several once', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2, 3] } } }, { a: [1, 2, 3] }],
    ['compares documents', { a: [{ x: 1 }] }, { $addToSet: { a: { x: 1 } } }, { a: [{ x: 1 }] }],
    ['makes the array', {}, { $addToSet: { a: 1 } }, { a: [1] }],
  ],
  '$pop, $pull and $pullAll': [
    ['$pop removes the last', { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
    ['$pop removes the first', { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
    ['$pop leaves an empty array', { a: [] }, { $pop: { a: 1 } }, { a: [] }],
    ['$pull removes equal elements', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull by a condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    [
      '$pull documents by their fields',
      { a: [{ x: 1, y: 1 }, { x: 2 }] },
      { $pull: { a: { x: 1 } } },
      { a: [{ x: 2 }] },
    ],
    [
      '$pull by a condition on a field',
      { a: [{ n: 1 }, { n: 8 }] },
      { $pull: { a: { n: { $gt: 5 } } } },
      { a: [{ n: 1 }] },
    ],
    ['$pull with $in', { a: ['x', 'y', 'z'] }, { $pull: { a: { $in: ['x', 'z'] } } }, { a: ['y'] }],
    ['$pull ignores a missing field', {}, { $pull: { a: 1 } }, {}],
    ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ],
  $bit: [
    ['and', { n: 13 }, { $bit: { n: { and: new Int32(10) } } }, { n: 8 }],
    ['or', { n: 3 }, { $bit: { n: { or: new Int32(5) } } }, { n: 7 }],
    ['xor', { n: 1 }, { $bit: { n: { xor: new Int32(5) } } }, { n: 4 }],
  ],
  'several operators': [
    [
      'work together',
      { n: 1, a: [1] },
      { $inc: { n: 1 }, $push: { a: 2 }, $set: { s: 'x' } },
      { n: 2, a: [1, 2], s: 'x' },
    ],
    [
      '$setOnInsert does nothing to what is there',
      { a: 1 },
      { $setOnInsert: { b: 1 }, $set: { a: 2 } },
      { a: 2 },
    ],
  ],
  positions: [
    [
      '$ is the element that the filter found',
      { a: [1, 5, 9] },
      { $set: { 'a.$': 0 } },
      { a: [1, 0, 9] },
      { a: { $gt: 3 } },
    ],
    [
      '$ inside documents',
      {
        a: [
          { k: 1, v: 1 },
          { k: 2, v: 1 },
        ],
      },
      { $inc: { 'a.$.v': 5 } },
      {
        a: [
          { k: 1, v: 1 },
          { k: 2, v: 6 },
        ],
      },
      { 'a.k': 2 },
    ],
    [
      '$ with $elemMatch',
      {
        a: [
          { k: 1, v: 2 },
          { k: 2, v: 2 },
        ],
      },
      { $set: { 'a.$.v': 0 } },
      {
        a: [
          { k: 1, v: 2 },
          { k: 2, v: 0 },
        ],
      },
      { a: { $elemMatch: { k: 2, v: 2 } } },
    ],
    ['$[] is every element', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }],
    [
      '$[] inside documents',
      { a: [{ n: 1 }, { n: 2 }] },
      { $set: { 'a.$[].n': 0 } },
      { a: [{ n: 0 }, { n: 0 }] },
    ],
    [
      '$[name] is what the array filter finds',
      { a: [1, 5, 9] },
      { $set: { 'a.$[big]': 0 } },
      { a: [1, 0, 0] },
      {},
      { arrayFilters: [{ big: { $gte: 5 } }] },
    ],
    [
      '$[name] inside documents',
      { a: [{ k: 1 }, { k: 2 }] },
      { $set: { 'a.$[e].on': true } },
      { a: [{ k: 1 }, { k: 2, on: true }] },
      {},
      { arrayFilters: [{ 'e.k': 2 }] },
    ],
    [
      '$[name] is what an array filter with $or finds',
      { a: [1, 5, 9] },
      { $set: { 'a.$[e]': 0 } },
      { a: [0, 5, 0] },
      {},
      { arrayFilters: [{ $or: [{ e: 1 }, { e: 9 }] }] },
    ],
    [
      'two array filters',
      { a: [{ k: 1, b: [1, 2] }] },
      { $set: { 'a.$[e].b.$[f]': 0 } },
      { a: [{ k: 1, b: [1, 0] }] },
      {},
      { arrayFilters: [{ 'e.k': 1 }, { f: 2 }] },
    ],
    [
      '$ stays where the filter found it',
      { a: [{ k: 1 }, { k: 2 }] },
      { $set: { 'a.$.k': 9, 'a.$.on': true } },
      { a: [{ k: 1 }, { k: 9, on: true }] },
      { 'a.k': 2 },
    ],
    [
      '$[name] stays where its filter found it',
      { a: [{ k: 1 }, { k: 2 }] },
      { $set: { 'a.$[e].k': 9, 'a.$[e].on': true } },
      { a: [{ k: 1 }, { k: 9, on: true }] },
      {},
      { arrayFilters: [{ 'e.k': 2 }] },
    ],
    [
      '$ with $or',
      { a: [1, 5, 9], b: 1 },
      { $set: { 'a.$': 0 } },
      { a: [1, 0, 9], b: 1 },
      { $or: [{ a: 9, b: 2 }, { a: 5 }] },
    ],
    [
      '$ is the place in whatever array the filter matched',
      { x: [90, 91, 92], y: ['a', 'b', 'c'] },
      { $set: { 'y.$': 'z' } },
      { x: [90, 91, 92], y: ['a', 'b', 'z'] },
      { x: 92 },
    ],
    [
      '$ in another array than that of documents which $and and $or matched',
      { x: [{ k: 1 }, { k: 2 }], y: [1, 2] },
      { $inc: { 'y.$': 10 } },
      { x: [{ k: 1 }, { k: 2 }], y: [1, 12] },
      { $and: [{ $or: [{ 'x.k': 3 }, { 'x.k': 2 }] }] },
    ],
    [
      '$ of the array itself, where the filter names two',
      { x: [7, 8], y: [1, 2] },
      { $inc: { 'y.$': 10 } },
      { x: [7, 8], y: [11, 2] },
      { y: 1, x: 8 },
    ],
    [
      '$[name] by one of two conditions',
      { a: [1, 2, 3] },
      { $set: { 'a.$[e]': 0 } },
      { a: [0, 2, 0] },
      {},
      { arrayFilters: [{ $or: [{ e: 1 }, { e: 3 }] }] },
    ],
  ],
  pipelines: [
    [
      '$set computes from the document',
      { a: 2, b: 3 },
      [{ $set: { c: { $multiply: ['$a', '$b'] } } }],
      { a: 2, b: 3, c: 6 },
    ],
    ['$unset', { a: 1, b: 2 }, [{ $unset: 'a' }], { b: 2 }],
    ['$replaceWith', { a: { x: 1 } }, [{ $replaceWith: { y: '$a.x' } }], { y: 1 }],
    [
      '$cond decides',
      { votes: ['u1'] },
      [{ $set: { votes: { $cond: [{ $in: ['u1', '$votes'] }, [], ['u1']] } } }],
      { votes: [] },
    ],
    [
      'later stages see earlier ones',
      { a: 1 },
      [{ $set: { b: { $add: ['$a', 1] } } }, { $set: { c: { $add: ['$b', 1] } } }],
      { a: 1, b: 2, c: 3 },
    ],
  ],
  'pipelines inside documents': [
    ['$set adds to a document', { a: { p: 1 } }, [{ $set: { a: { q: 2 } } }], { a: { p: 1, q: 2 } }],
    ['$set makes a document of a plain value', { a: 5 }, [{ $set: { 'a.x': 1 } }], { a: { x: 1 } }],
    [
      '$set adds to every document of an array',
      { a: [{ y: 1 }, { y: 2 }] },
      [{ $set: { 'a.x': 5 } }],
      {
        a: [
          { y: 1, x: 5 },
          { y: 2, x: 5 },
        ],
      },
    ],
  ],
  replacement: [['replaces all but _id', { a: 1, b: 2 }, { c: 3 }, { c: 3 }]],
};

const REFUSED: [
  title: string,
  before: Doc,
  update: Doc | Doc[],
  code: number,
  filter?: Doc,
  options?: Doc,
][] = [
  ['an unknown operator', {}, { $foo: { a: 1 } }, 9],
  ['two changes of one path', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  ['changes of a path and one inside it', {}, { $set: { a: {}, 'a.b': 1 } }, 40],
  ['a change of _id', {}, { $set: { _id: 2 } }, 66],
  ['$inc by a string', { n: 1 }, { $inc: { n: 'x' } }, 14],
  ['$inc of a string', { n: 'x' }, { $inc: { n: 1 } }, 14],
  ['$inc of null', { n: null }, { $inc: { n: 1 } }, 14],
  ['$push to what is no array', { a: 1 }, { $push: { a: 1 } }, 2],
  ['$addToSet to what is no array', { a: 1 }, { $addToSet: { a: 1 } }, 2],
  ['$pop of what is no array', { a: 1 }, { $pop: { a: 1 } }, 14],
  ['$pop by 2', { a: [1] }, { $pop: { a: 2 } }, 9],
  ['a path through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['a name inside an array', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
  ['an empty part of a path', {}, { $set: { 'a..b': 1 } }, 56],
  ['a field of a reference outside of one', {}, { $set: { $id: 1 } }, 52],
  ['$rename to a name with a dollar', { a: 1 }, { $rename: { a: 'b.$c' } }, 52],
  ['$ without a match in the filter', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
  ['$[] on what is no array', { a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
  ['an array filter that is not used', { a: [1] }, { $set: { b: 1 } }, 9, {}, { arrayFilters: [{ e: 1 }] }],
  ['a name without array filter', { a: [1] }, { $set: { 'a.$[e]': 1 } }, 2],
  ['$rename onto itself', { a: 1 }, { $rename: { a: 'a' } }, 2],
  ['a removal of _id', {}, { $unset: { _id: 1 } }, 66],
  ['$rename into itself', { a: { b: 1 } }, { $rename: { a: 'a.b' } }, 2],
  ['$rename of an element of an array', { a: [1, 2] }, { $rename: { 'a.0': 'b' } }, 2],
  ['$rename into an array', { a: [1], b: 2 }, { $rename: { b: 'a.0' } }, 2],
  ['$ by what the filter excludes', { a: [1] }, { $set: { 'a.$': 0 } }, 2, { a: { $ne: 5 } }],
  ['$addToSet with more than $each', { a: [1] }, { $addToSet: { a: { $each: [2], $slice: 1 } } }, 2],
  ['$push sorted by 2', { a: [] }, { $push: { a: { $each: [{ n: 1 }], $sort: { n: 2 } } } }, 2],
  ['$currentDate with another option', {}, { $currentDate: { a: { $type: 'date', x: 1 } } }, 2],
  ['an operator behind plain fields', {}, { b: 1, $set: { c: 1 } }, 52],
  ['a plain field behind an operator', {}, { $set: { c: 1 }, toString: { b: 1 } }, 9],
  ['a stage that updates do not have', { a: 1 }, [{ $group: { _id: 1 } }], 72],
  ['a removal of _id', { a: 1 }, { $unset: { _id: 1 } }, 66],
  ['another name for _id', { a: 1 }, { $rename: { _id: 'b' } }, 66],
  ['an operator with a name of JavaScript', {}, { $set: { a: 2 }, toString: { b: 1 } }, 9],
  ['$rename of an element', { a: [1, 2] }, { $rename: { 'a.0': 'b' } }, 2],
  ['$rename to an element', { a: 1, b: [1, 2] }, { $rename: { a: 'b.0' } }, 2],
  ['$rename through an array', { a: [{ b: 1 }] }, { $rename: { 'a.b': 'c' } }, 2],
  ['$rename into itself', { a: 1 }, { $rename: { a: 'a.b' } }, 2],
  ['$rename to nothing', { a: 1 }, { $rename: { a: '' } }, 56],
  ['an unknown clause of $currentDate', {}, { $currentDate: { a: { $type: 'date', x: 1 } } }, 2],
  ['a clause beside $each in $addToSet', { a: [1] }, { $addToSet: { a: { $each: [2], $slice: 1 } } }, 2],
  ['$sort by 2', { a: [{ n: 1 }] }, { $push: { a: { $each: [], $sort: { n: 2 } } } }, 2],
  ['$sort by nothing', { a: [{ n: 1 }] }, { $push: { a: { $each: [], $sort: {} } } }, 2],
  ['$ where the filter says $ne', { a: [1, 5] }, { $set: { 'a.$': 0 } }, 2, { a: { $ne: 7 } }],
  ['$ where the filter says $nin', { a: [1, 5] }, { $set: { 'a.$': 0 } }, 2, { a: { $nin: [7] } }],
  ['$ where the filter says $not', { a: [1, 5] }, { $set: { 'a.$': 0 } }, 2, { a: { $not: { $gt: 7 } } }],
  ['an empty array filter', { a: [1] }, { $set: { 'a.$[]': 0 } }, 9, {}, { arrayFilters: [{}] }],
  [
    'two array filters that find the same element',
    { a: [1, 2] },
    { $set: { 'a.$[e]': 0, 'a.$[f]': 5 } },
    40,
    {},
    { arrayFilters: [{ e: 1 }, { f: 1 }] },
  ],
  ['two operators in a stage', { a: 1, b: 1 }, [{ $set: { a: 2 }, $unset: 'b' }], 40323],
];

describe('contract: update operators', () => {
  const server = useServer();

  for (const [group, cases] of Object.entries(CASES)) {
    context(group, () => {
      for (const [title, before, update, after, filter = {}, options = {}] of cases) {
        it(title, async () => {
          await server.things.insertOne({ _id: 1 as never, ...before });
          const statement = { q: { _id: 1, ...filter }, u: update, ...options };

          const reply = await server.db.command({
            update: server.things.collectionName,
            updates: [statement],
          });

          expect(reply.writeErrors).to.equal(undefined);
          const stored = await server.things.findOne({ _id: 1 as never });
          expect(stored).to.deep.equal({ _id: 1, ...after });
          expect(Object.keys(stored ?? {})).to.deep.equal(Object.keys({ _id: 1, ...after }));
        });
      }
    });
  }

  context('refuses and changes nothing', () => {
    for (const [title, before, update, code, filter = {}, options = {}] of REFUSED) {
      it(title, async () => {
        await server.things.insertOne({ _id: 1 as never, ...before });
        const statement = { q: { _id: 1, ...filter }, u: update, ...options };

        const reply = await server.db
          .command({ update: server.things.collectionName, updates: [statement] })
          .catch((error: Doc) => ({ writeErrors: [error] }));

        expect(reply.writeErrors?.[0]?.code).to.equal(code);
        expect(await server.things.findOne()).to.deep.equal({ _id: 1, ...before });
      });
    }
  });

  context('refuses what no document could make right, even where none is found', () => {
    const wrong: [update: Doc | Doc[], code: number][] = [
      [{ $inc: { a: 'x' } }, 14],
      [{ $mul: { a: 'x' } }, 14],
      [{ $pop: { a: 2 } }, 9],
      [{ $push: { a: { $each: 1 } } }, 2],
      [{ $addToSet: { a: { $each: 1 } } }, 14],
      [{ $bit: { a: { foo: 1 } } }, 2],
      [{ $currentDate: { a: 5 } }, 2],
      [{ $pullAll: { a: 1 } }, 2],
      [{ $pull: { a: { $foo: 1 } } }, 2],
      [{ $set: { 'a.$[e]': 1 } }, 2],
    ];
    for (const [u, code] of wrong) {
      it(JSON.stringify(u), async () => {
        await server.things.insertOne({ _id: 1 as never });
        const update = server.things.collectionName;

        const reply = await server.db
          .command({ update, updates: [{ q: { _id: 99 }, u }] })
          .catch((error: Doc) => ({ writeErrors: [error] }));

        expect(reply.writeErrors?.[0]?.code).to.equal(code);
      });
    }
  });

  context('keeps number types', () => {
    const raw = { promoteValues: false } as const;

    it('int and int make an int', async () => {
      await server.things.insertOne({ n: new Int32(1) });
      await server.things.updateOne({}, { $inc: { n: new Int32(1) } });
      expect((await server.things.findOne({}, raw))?.n).to.deep.equal(new Int32(2));
    });

    it('int and double make a double', async () => {
      await server.things.insertOne({ n: new Int32(1) });
      await server.things.updateOne({}, { $inc: { n: new Double(1) } });
      expect((await server.things.findOne({}, raw))?.n).to.deep.equal(new Double(2));
    });

    it('an int that overflows becomes a long', async () => {
      await server.things.insertOne({ n: new Int32(2 ** 31 - 1) });
      await server.things.updateOne({}, { $inc: { n: new Int32(1) } });
      expect((await server.things.findOne({}, raw))?.n).to.deep.equal(Long.fromNumber(2 ** 31));
    });

    it('a long that overflows is refused', async () => {
      await server.things.insertOne({ n: Long.MAX_VALUE });
      const error = await refusal(server.things.updateOne({}, { $inc: { n: Long.ONE } }));
      expect(error.code).to.equal(2);
    });

    it('adds longs exactly', async () => {
      await server.things.insertOne({ n: Long.fromString('9007199254740993') });
      await server.things.updateOne({}, { $inc: { n: Long.fromNumber(2) } });
      expect(String((await server.things.findOne({}, raw))?.n)).to.equal('9007199254740995');
    });

    it('leaves other fields of a document that a pipeline changes', async () => {
      await server.things.insertOne({ o: { d: new Double(5), l: Long.fromNumber(5), x: 1 } });
      await server.things.updateOne({}, [{ $set: { 'o.x': 2 } }]);
      const stored = await server.things.findOne({}, raw);
      expect([stored?.o.d, stored?.o.l]).to.deep.equal([new Double(5), Long.fromNumber(5)]);
    });
    it('copies a long as a long', async () => {
      await server.things.insertOne({ l: Long.fromNumber(5) });
      await server.things.updateOne({}, [{ $set: { m: '$l' } }]);
      expect((await server.things.findOne({}, raw))?.m).to.deep.equal(Long.fromNumber(5));
    });

    it('leaves other fields as they were', async () => {
      await server.things.insertOne({ d: new Double(5), l: Long.fromNumber(5), x: 1 });
      await server.things.updateOne({}, { $set: { x: 2 } });
      const stored = await server.things.findOne({}, raw);
      expect(stored?.d).to.deep.equal(new Double(5));
      expect(stored?.l).to.deep.equal(Long.fromNumber(5));
    });
  });
  it('computes the variables of let', async () => {
    await server.things.insertOne({ _id: 1 as never });
    const updates = [{ q: { _id: 1 }, u: [{ $set: { a: '$$x' } }] }];
    await server.db.command({ update: server.things.collectionName, updates, let: { x: { $add: [1, 1] } } });
    expect((await server.things.findOne())?.a).to.equal(2);
  });

  it('$currentDate sets the server time', async () => {
    const start = Date.now() - 1000;
    await server.things.insertOne({ _id: 1 as never });

    await server.things.updateOne(
      {},
      { $currentDate: { at: { $type: 'date' }, stamp: { $type: 'timestamp' } } },
    );

    const stored = await server.things.findOne();
    expect(stored?.at).to.be.instanceOf(Date);
    expect(stored?.at.getTime()).to.be.within(start, Date.now() + 1000);
    expect(stored?.stamp._bsontype).to.equal('Timestamp');
  });

  context('in a reference to another document', () => {
    const reference = () => ({ $ref: 'old', $id: 1, $db: 'x' });
    const changes: [title: string, update: Doc, found: unknown[]][] = [
      ['sets its $id', { $set: { 'a.$id': 2 } }, ['old', 2, 'x']],
      ['sets its $ref', { $set: { 'a.$ref': 'new' } }, ['new', 1, 'x']],
      ['takes its $db away', { $unset: { 'a.$db': 1 } }, ['old', 1, undefined]],
    ];
    for (const [title, update, found] of changes) {
      it(title, async () => {
        await server.things.insertOne({ a: reference() });
        await server.things.updateOne({}, update);
        const a = (await server.things.findOne())?.a;
        expect([a.collection, a.oid, a.db]).to.deep.equal(found);
      });
    }
  });
});
