import { expect } from 'chai';
import { BSONRegExp, Decimal128, type Doc, Double, Long, ObjectId, refusal, useServer } from './server.ts';

// From text, because linters take a literal with `then` for a promise.
const CONDITION: Doc = JSON.parse('{ "if": true, "then": "y", "else": "n" }');
const BRANCHES: Doc[] = JSON.parse('[{ "case": false, "then": 1 }, { "case": true, "then": 2 }]');

const sales: Doc[] = [
  { _id: 1, who: 'ann', n: 5, at: new Date('2026-03-01T10:00:00Z'), tags: ['a', 'b'] },
  { _id: 2, who: 'bob', n: 3, at: new Date('2026-03-02T23:30:00Z'), tags: ['b'] },
  { _id: 3, who: 'ann', n: 2, at: new Date('2026-03-08T09:00:00Z'), tags: [] },
  { _id: 4, who: 'cid', n: 7, at: new Date('2026-03-09T00:30:00Z') },
];

type Case = [title: string, pipeline: Doc[], result: Doc[]];

const STAGES: Record<string, Case[]> = {
  $match: [
    [
      'filters',
      [{ $match: { who: 'ann' } }, { $project: { n: 1 } }],
      [
        { _id: 1, n: 5 },
        { _id: 3, n: 2 },
      ],
    ],
    [
      'filters after other stages',
      [
        { $set: { twice: { $multiply: ['$n', 2] } } },
        { $match: { twice: { $gt: 9 } } },
        { $project: { twice: 1 } },
      ],
      [
        { _id: 1, twice: 10 },
        { _id: 4, twice: 14 },
      ],
    ],
    [
      'takes expressions',
      [{ $match: { $expr: { $gt: ['$n', 4] } } }, { $project: { _id: 1 } }],
      [{ _id: 1 }, { _id: 4 }],
    ],
  ],
  '$sort, $skip, $limit': [
    [
      'order and cut',
      [{ $sort: { n: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { n: 1, _id: 0 } }],
      [{ n: 5 }, { n: 3 }],
    ],
    [
      'cut before ordering',
      [{ $sort: { _id: 1 } }, { $limit: 2 }, { $sort: { n: 1 } }, { $project: { n: 1, _id: 0 } }],
      [{ n: 3 }, { n: 5 }],
    ],
    [
      'skip after limit',
      [{ $sort: { _id: 1 } }, { $limit: 3 }, { $skip: 2 }, { $project: { _id: 1 } }],
      [{ _id: 3 }],
    ],
    [
      'match after limit',
      [{ $sort: { _id: 1 } }, { $limit: 2 }, { $match: { who: 'ann' } }, { $project: { _id: 1 } }],
      [{ _id: 1 }],
    ],
  ],
  $project: [
    ['includes', [{ $match: { _id: 1 } }, { $project: { who: 1, _id: 0 } }], [{ who: 'ann' }]],
    ['excludes', [{ $match: { _id: 1 } }, { $project: { at: 0, tags: 0, n: 0 } }], [{ _id: 1, who: 'ann' }]],
    [
      'computes',
      [{ $match: { _id: 1 } }, { $project: { _id: 0, x: { $concat: ['$who', '!'] } } }],
      [{ x: 'ann!' }],
    ],
    [
      'takes a number in a path for the name of a field',
      [{ $match: { _id: 1 } }, { $project: { _id: 0, x: { $ifNull: ['$tags.0', 'none'] } } }],
      [{ x: [] }],
    ],
    [
      'computes inside the elements of an array',
      [
        { $match: { _id: 1 } },
        { $project: { a: [{ b: 1, c: 2 }] } },
        { $project: { _id: 0, 'a.b': 1, 'a.d': '$_id' } },
      ],
      [{ a: [{ b: 1, d: 1 }] }],
    ],
    ['nests', [{ $match: { _id: 1 } }, { $project: { _id: 0, a: { b: '$n' } } }], [{ a: { b: 5 } }]],
  ],
  '$set, $unset, $replaceRoot': [
    [
      '$addFields adds',
      [{ $match: { _id: 4 } }, { $addFields: { m: { $add: ['$n', 1] } } }, { $unset: ['at', 'who'] }],
      [{ _id: 4, n: 7, m: 8 }],
    ],
    [
      '$set sets inner fields',
      [{ $match: { _id: 4 } }, { $set: { 'a.b': 1 } }, { $project: { a: 1 } }],
      [{ _id: 4, a: { b: 1 } }],
    ],
    [
      '$set of a document keeps the fields beside it',
      [{ $match: { _id: 4 } }, { $project: { a: { b: '$n' } } }, { $set: { a: { c: 1 } } }],
      [{ _id: 4, a: { b: 7, c: 1 } }],
    ],
    [
      '$set goes through arrays',
      [{ $match: { _id: 4 } }, { $project: { a: [{ b: '$n' }, 5] } }, { $set: { 'a.c': '$_id' } }],
      [{ _id: 4, a: [{ b: 7, c: 4 }, { c: 4 }] }],
    ],
    [
      '$set takes a missing value for none',
      [{ $match: { _id: 4 } }, { $set: { n: '$zzz' } }, { $project: { at: 0 } }],
      [{ _id: 4, who: 'cid' }],
    ],
    ['$replaceRoot', [{ $match: { _id: 4 } }, { $replaceRoot: { newRoot: { x: '$n' } } }], [{ x: 7 }]],
    [
      '$replaceWith',
      [{ $match: { _id: 4 } }, { $replaceWith: { $mergeObjects: [{ z: 1 }, { n: '$n' }] } }],
      [{ z: 1, n: 7 }],
    ],
    [
      '$$REMOVE leaves a field out',
      [{ $match: { _id: 4 } }, { $project: { n: { $cond: [{ $gt: ['$n', 5] }, '$$REMOVE', '$n'] } } }],
      [{ _id: 4 }],
    ],
  ],
  $group: [
    [
      'sums',
      [{ $group: { _id: '$who', total: { $sum: '$n' } } }, { $sort: { _id: 1 } }],
      [
        { _id: 'ann', total: 7 },
        { _id: 'bob', total: 3 },
        { _id: 'cid', total: 7 },
      ],
    ],
    [
      'counts with $sum: 1',
      [{ $group: { _id: '$who', count: { $sum: 1 } } }, { $sort: { _id: 1 } }],
      [
        { _id: 'ann', count: 2 },
        { _id: 'bob', count: 1 },
        { _id: 'cid', count: 1 },
      ],
    ],
    ['counts with $count', [{ $group: { _id: null, count: { $count: {} } } }], [{ _id: null, count: 4 }]],
    ['averages', [{ $group: { _id: null, mean: { $avg: '$n' } } }], [{ _id: null, mean: 4.25 }]],
    [
      'averages nothing to null',
      [{ $group: { _id: null, mean: { $avg: '$zzz' } } }],
      [{ _id: null, mean: null }],
    ],
    [
      'takes $min and $max',
      [{ $group: { _id: null, lo: { $min: '$n' }, hi: { $max: '$at' } } }],
      [{ _id: null, lo: 2, hi: new Date('2026-03-09T00:30:00Z') }],
    ],
    [
      'takes $first and $last',
      [{ $sort: { n: 1 } }, { $group: { _id: null, first: { $first: '$who' }, last: { $last: '$who' } } }],
      [{ _id: null, first: 'ann', last: 'cid' }],
    ],
    [
      'pushes',
      [{ $sort: { _id: 1 } }, { $group: { _id: '$who', ns: { $push: '$n' } } }, { $match: { _id: 'ann' } }],
      [{ _id: 'ann', ns: [5, 2] }],
    ],
    [
      'pushes documents',
      [
        { $sort: { _id: 1 } },
        { $group: { _id: null, all: { $push: { w: '$who', n: '$n' } } } },
        { $project: { first: { $arrayElemAt: ['$all', 0] } } },
      ],
      [{ _id: null, first: { w: 'ann', n: 5 } }],
    ],
    [
      'groups by several fields',
      [{ $match: { who: 'ann' } }, { $group: { _id: { who: '$who', n: '$n' } } }, { $sort: { '_id.n': 1 } }],
      [{ _id: { who: 'ann', n: 2 } }, { _id: { who: 'ann', n: 5 } }],
    ],
    ['takes missing for null', [{ $group: { _id: '$zzz', n: { $sum: 1 } } }], [{ _id: null, n: 4 }]],
    [
      'sums conditionally',
      [{ $group: { _id: null, big: { $sum: { $cond: [{ $gte: ['$n', 5] }, 1, 0] } } } }],
      [{ _id: null, big: 2 }],
    ],
    [
      'ignores what is no number in a sum',
      [{ $group: { _id: null, s: { $sum: '$who' } } }],
      [{ _id: null, s: 0 }],
    ],
    [
      'merges objects',
      [{ $sort: { _id: 1 } }, { $group: { _id: null, m: { $mergeObjects: { w: '$who' } } } }],
      [{ _id: null, m: { w: 'cid' } }],
    ],
    [
      '$addToSet then $size',
      [{ $group: { _id: null, set: { $addToSet: '$who' } } }, { $project: { n: { $size: '$set' } } }],
      [{ _id: null, n: 3 }],
    ],
  ],
  $unwind: [
    [
      'gives one document an element',
      [{ $match: { _id: 1 } }, { $unwind: '$tags' }, { $project: { tags: 1 } }],
      [
        { _id: 1, tags: 'a' },
        { _id: 1, tags: 'b' },
      ],
    ],
    [
      'drops empty and missing',
      [{ $unwind: '$tags' }, { $group: { _id: '$_id' } }, { $sort: { _id: 1 } }],
      [{ _id: 1 }, { _id: 2 }],
    ],
    [
      'keeps empty and missing when asked to',
      [
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
        { $project: { tags: 1 } },
        { $match: { _id: { $gt: 2 } } },
      ],
      [{ _id: 3 }, { _id: 4 }],
    ],
    [
      'tells the position',
      [
        { $match: { _id: 1 } },
        { $unwind: { path: '$tags', includeArrayIndex: 'i' } },
        { $project: { i: 1, _id: 0 } },
      ],
      [{ i: 0 }, { i: 1 }],
    ],
    [
      'takes an empty text for one element',
      [{ $match: { _id: 4 } }, { $project: { t: '' } }, { $set: { t: { $literal: '' } } }, { $unwind: '$t' }],
      [{ _id: 4, t: '' }],
    ],
    [
      'takes a plain value for one element',
      [{ $match: { _id: 4 } }, { $unwind: '$n' }, { $project: { n: 1 } }],
      [{ _id: 4, n: 7 }],
    ],
  ],
  'counting stages': [
    ['$count', [{ $match: { who: 'ann' } }, { $count: 'many' }], [{ many: 2 }]],
    ['$count of nothing is nothing', [{ $match: { who: 'zed' } }, { $count: 'many' }], []],
    [
      '$sortByCount',
      [{ $unwind: '$tags' }, { $sortByCount: '$tags' }],
      [
        { _id: 'b', count: 2 },
        { _id: 'a', count: 1 },
      ],
    ],
    [
      '$bucket',
      [{ $bucket: { groupBy: '$n', boundaries: [0, 4, 8], output: { count: { $sum: 1 } } } }],
      [
        { _id: 0, count: 2 },
        { _id: 4, count: 2 },
      ],
    ],
    [
      '$bucket begins with its lower boundary',
      [{ $bucket: { groupBy: '$n', boundaries: [2, 5, 20] } }],
      [
        { _id: 2, count: 2 },
        { _id: 5, count: 2 },
      ],
    ],
    [
      '$bucket with a default',
      [{ $bucket: { groupBy: '$n', boundaries: [0, 4], default: 'more' } }],
      [
        { _id: 0, count: 2 },
        { _id: 'more', count: 2 },
      ],
    ],
    [
      '$bucket leaves out what is empty',
      [{ $bucket: { groupBy: '$n', boundaries: [0, 4, 6, 7, 8] } }],
      [
        { _id: 0, count: 2 },
        { _id: 4, count: 1 },
        { _id: 7, count: 1 },
      ],
    ],
    [
      '$bucket counts a boundary to the bucket above it',
      [{ $bucket: { groupBy: '$n', boundaries: [2, 3, 5, 7, 9] } }],
      [
        { _id: 2, count: 1 },
        { _id: 3, count: 1 },
        { _id: 5, count: 1 },
        { _id: 7, count: 1 },
      ],
    ],
    ['$sample gives no document twice', [{ $sample: { size: 99 } }, { $count: 'n' }], [{ n: 4 }]],
    [
      '$facet',
      [
        {
          $facet: {
            total: [{ $count: 'n' }],
            best: [{ $sort: { n: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }],
          },
        },
      ],
      [{ total: [{ n: 4 }], best: [{ _id: 4 }] }],
    ],
    [
      '$facet of nothing',
      [{ $match: { _id: 99 } }, { $facet: { total: [{ $count: 'n' }] } }],
      [{ total: [] }],
    ],
  ],
};

const EXPRESSIONS: [expression: unknown, value: unknown][] = [
  [{ $add: [1, 2] }, 3],
  [{ $subtract: [5, 2] }, 3],
  [{ $multiply: [2, 3] }, 6],
  [{ $divide: [7, 2] }, 3.5],
  [{ $mod: [7, 3] }, 1],
  [{ $abs: -3 }, 3],
  [{ $ceil: 1.2 }, 2],
  [{ $floor: 1.8 }, 1],
  [{ $round: [2.345, 2] }, 2.34],
  [{ $round: [-1.5, 0] }, -2],
  [{ $round: [1234, -2] }, 1200],
  [{ $round: [2.5, 0] }, 2],
  [{ $trunc: 2.9 }, 2],
  [{ $add: [new Date(0), 1000] }, new Date(1000)],
  [{ $subtract: [new Date(5000), new Date(2000)] }, 3000],
  [{ $eq: [1, 1] }, true],
  [{ $ne: [1, 1] }, false],
  [{ $gt: [2, 1] }, true],
  [{ $cmp: [1, 2] }, -1],
  [{ $lt: [1, 'a'] }, true],
  [{ $gt: [null, '$zzz'] }, true],
  [{ $eq: [null, '$zzz'] }, false],
  [{ $and: [1, true] }, true],
  [{ $or: [0, null] }, false],
  [{ $not: [false] }, true],
  [{ $cond: CONDITION }, 'y'],
  [{ $ifNull: ['$zzz', 'd'] }, 'd'],
  [{ $ifNull: [null, '$zzz', 3] }, 3],
  [
    {
      $switch: {
        branches: BRANCHES,
        default: 3,
      },
    },
    2,
  ],
  [{ $concat: ['a', 'b'] }, 'ab'],
  [{ $concat: ['a', null] }, null],
  [{ $toUpper: 'ab' }, 'AB'],
  [{ $toLower: 'AB' }, 'ab'],
  [{ $strLenCP: 'äb' }, 2],
  [{ $strLenBytes: 'äb' }, 3],
  [{ $substrCP: ['hello', 1, 3] }, 'ell'],
  [{ $split: ['a-b', '-'] }, ['a', 'b']],
  [{ $trim: { input: ' x ' } }, 'x'],
  [{ $indexOfCP: ['hello', 'l'] }, 2],
  [{ $regexMatch: { input: 'Hello', regex: '^h', options: 'i' } }, true],
  [{ $replaceAll: { input: 'aXbX', find: 'X', replacement: '-' } }, 'a-b-'],
  [{ $toString: 5 }, '5'],
  [{ $toInt: '5' }, 5],
  [{ $toDouble: '2.5' }, 2.5],
  [{ $size: [[1, 2]] }, 2],
  [{ $arrayElemAt: [[1, 2, 3], -1] }, 3],
  [{ $first: [[1, 2]] }, 1],
  [{ $last: [[1, 2]] }, 2],
  [{ $slice: [[1, 2, 3], 2] }, [1, 2]],
  [{ $concatArrays: [[1], [2]] }, [1, 2]],
  [{ $in: [2, [1, 2]] }, true],
  [{ $indexOfArray: [[1, 2], 2] }, 1],
  [{ $isArray: [[1]] }, true],
  [{ $range: [0, 3] }, [0, 1, 2]],
  [{ $reverseArray: [[1, 2]] }, [2, 1]],
  [{ $filter: { input: [1, 2, 3], as: 'x', cond: { $gt: ['$$x', 1] } } }, [2, 3]],
  [{ $map: { input: [1, 2], as: 'x', in: { $multiply: ['$$x', 2] } } }, [2, 4]],
  [{ $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [
    {
      $zip: {
        inputs: [
          [1, 2],
          [3, 4],
        ],
      },
    },
    [
      [1, 3],
      [2, 4],
    ],
  ],
  [
    {
      $setUnion: [
        [1, 2],
        [2, 3],
      ],
    },
    [1, 2, 3],
  ],
  [
    {
      $setIntersection: [
        [1, 2],
        [2, 3],
      ],
    },
    [2],
  ],
  [{ $setDifference: [[1, 2], [2]] }, [1]],
  [{ $setIsSubset: [[1], [1, 2]] }, true],
  [{ $sum: [[1, 2, 3]] }, 6],
  [{ $max: [[1, 3, 2]] }, 3],
  [{ $min: [1, 3, 2] }, 1],
  [{ $avg: [[1, 2]] }, 1.5],
  [{ $sortArray: { input: [3, 1, 2], sortBy: 1 } }, [1, 2, 3]],
  [{ $mergeObjects: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
  [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
  [{ $arrayToObject: [[['a', 1]]] }, { a: 1 }],
  [{ $getField: { field: 'a', input: { a: 1 } } }, 1],
  [{ $type: 'x' }, 'string'],
  [{ $type: '$zzz' }, 'missing'],
  [{ $literal: '$a' }, '$a'],
  [{ $let: { vars: { x: 2 }, in: { $add: ['$$x', 1] } } }, 3],
  [{ $isNumber: 5 }, true],
  [{ $year: new Date('2026-03-29T00:30:00Z') }, 2026],
  [{ $month: { date: new Date('2026-02-28T23:30:00Z'), timezone: 'Europe/Berlin' } }, 3],
  [{ $dayOfMonth: { date: new Date('2026-03-01T02:00:00Z'), timezone: 'America/New_York' } }, 28],
  [{ $hour: { date: new Date('2026-07-01T10:00:00Z'), timezone: 'Europe/Berlin' } }, 12],
  [{ $hour: { date: new Date('2026-01-01T10:00:00Z'), timezone: '+05:30' } }, 15],
  [{ $dayOfWeek: new Date('2026-03-01T00:00:00Z') }, 1],
  [{ $isoWeek: new Date('2026-01-01T00:00:00Z') }, 1],
  [{ $isoWeekYear: new Date('2027-01-01T00:00:00Z') }, 2026],
  [
    {
      $dateToString: {
        date: new Date('2026-03-01T23:30:00Z'),
        format: '%Y-%m-%d',
        timezone: 'Europe/Berlin',
      },
    },
    '2026-03-02',
  ],
  [{ $dateToString: { date: new Date('2026-03-01T23:30:05Z'), format: '%H:%M:%S' } }, '23:30:05'],
  [{ $dateTrunc: { date: new Date('2026-03-05T12:34:00Z'), unit: 'day' } }, new Date('2026-03-05T00:00:00Z')],
  [
    { $dateTrunc: { date: new Date('2026-03-05T12:34:00Z'), unit: 'week', startOfWeek: 'monday' } },
    new Date('2026-03-02T00:00:00Z'),
  ],
  [
    { $dateTrunc: { date: new Date('2026-03-05T23:30:00Z'), unit: 'day', timezone: 'Europe/Berlin' } },
    new Date('2026-03-05T23:00:00Z'),
  ],
  [
    { $dateAdd: { startDate: new Date('2026-01-31T00:00:00Z'), unit: 'month', amount: 1 } },
    new Date('2026-02-28T00:00:00Z'),
  ],
  [
    {
      $dateDiff: {
        startDate: new Date('2026-03-01T23:00:00Z'),
        endDate: new Date('2026-03-02T01:00:00Z'),
        unit: 'day',
      },
    },
    1,
  ],
  [{ $dateFromString: { dateString: '2026-03-01T10:00:00Z' } }, new Date('2026-03-01T10:00:00Z')],
  [{ $toDate: 5000 }, new Date(5000)],
  [{ $toLong: new Date(5000) }, 5000],
  [{ $add: [{ $toDecimal: '0.1' }, { $toDecimal: '0.2' }] }, Decimal128.fromString('0.3')],
];

const berlin = { date: new Date('2026-03-01T23:30:05.007Z'), timezone: 'Europe/Berlin' };

const MORE_EXPRESSIONS: [expression: unknown, value: unknown][] = [
  [{ $dateToString: { ...berlin, format: '%d.%m.%Y %H:%M' } }, '02.03.2026 00:30'],
  [{ $dateToString: { ...berlin, format: '%G-W%V-%u %j %w %U' } }, '2026-W10-1 061 2 09'],
  [{ $dateToString: { ...berlin, format: '%z %Z %%' } }, '+0100 +060 %'],
  [{ $dateToString: { date: new Date(7) } }, '1970-01-01T00:00:00.007Z'],
  [{ $dateToString: { date: '$zzz', onNull: 'none' } }, 'none'],
  [
    { $dateFromString: { dateString: '01.03.2026', format: '%d.%m.%Y', timezone: 'Europe/Berlin' } },
    new Date('2026-02-28T23:00:00Z'),
  ],
  [{ $dateFromString: { dateString: 'never', onError: 'bad' } }, 'bad'],
  [
    { $dateSubtract: { startDate: new Date('2026-03-31T00:00:00Z'), unit: 'month', amount: 1 } },
    new Date('2026-02-28T00:00:00Z'),
  ],
  [
    {
      $dateAdd: {
        startDate: new Date('2026-03-28T12:00:00Z'),
        unit: 'day',
        amount: 1,
        timezone: 'Europe/Berlin',
      },
    },
    new Date('2026-03-29T11:00:00Z'),
  ],
  [
    {
      $dateDiff: {
        startDate: new Date('2026-03-01T00:00:00Z'),
        endDate: new Date('2026-03-08T00:00:00Z'),
        unit: 'week',
      },
    },
    1,
  ],
  [
    { $dateTrunc: { date: new Date('2026-03-05T12:34:00Z'), unit: 'hour', binSize: 6 } },
    new Date('2026-03-05T12:00:00Z'),
  ],
  [
    { $dateTrunc: { date: new Date('2026-05-05T12:34:00Z'), unit: 'quarter' } },
    new Date('2026-04-01T00:00:00Z'),
  ],
  [{ $let: { vars: { CURRENT: { a: { b: 7 } } }, in: '$a.b' } }, 7],
  [{ $let: { vars: { CURRENT: '$zzz' }, in: { $ifNull: ['$_id', '$$ROOT._id'] } } }, 1],
  [{ $map: { input: [{ n: 1 }, { n: 2 }], as: 'CURRENT', in: '$n' } }, [1, 2]],
  [{ $filter: { input: [{ n: 1 }, { n: 2 }], as: 'CURRENT', cond: { $eq: ['$n', 2] } } }, [{ n: 2 }]],
  [{ $substrBytes: ['hello', 1.7, 2.2] }, 'el'],
  [{ $week: new Date('2026-01-03T00:00:00Z') }, 0],
  [{ $mod: [-7, 3] }, -1],
  [{ $add: [1, null] }, null],
  [{ $multiply: [2, '$zzz'] }, null],
  [{ $toUpper: null }, ''],
  [{ $substrBytes: ['hello', 1, 2] }, 'el'],
  [{ $substr: ['hello', 1, -1] }, 'ello'],
  [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
  [{ $rtrim: { input: 'a  ' } }, 'a'],
  [{ $indexOfBytes: ['hello', 'zz'] }, -1],
  [{ $replaceOne: { input: 'aXbX', find: 'X', replacement: '-' } }, 'a-bX'],
  [{ $regexFind: { input: 'abc', regex: 'b(c)' } }, { match: 'bc', idx: 1, captures: ['c'] }],
  [
    { $regexFindAll: { input: 'aa', regex: 'a' } },
    [
      { match: 'a', idx: 0, captures: [] },
      { match: 'a', idx: 1, captures: [] },
    ],
  ],
  [{ $split: ['a,b', ';'] }, ['a,b']],
  [{ $toBool: 'x' }, true],
  [{ $toBool: 0 }, false],
  [{ $toInt: 5.9 }, 5],
  [{ $toString: true }, 'true'],
  [{ $toString: new Date(5) }, '1970-01-01T00:00:00.005Z'],
  [{ $toString: null }, null],
  [{ $convert: { input: '7', to: 'int' } }, 7],
  [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
  [{ $convert: { input: null, to: 'int', onNull: 0 } }, 0],
  [
    {
      $setEquals: [
        [1, 2],
        [2, 1, 1],
      ],
    },
    true,
  ],
  [{ $anyElementTrue: [[0, 1]] }, true],
  [{ $allElementsTrue: [[1, 0]] }, false],
  [{ $slice: [[1, 2, 3, 4], 1, 2] }, [2, 3]],
  [{ $slice: [[1, 2, 3], -2] }, [2, 3]],
  [{ $range: [10, 0, -3] }, [10, 7, 4, 1]],
  [
    { $zip: { inputs: [[1], [2, 3]], useLongestLength: true, defaults: [0, 0] } },
    [
      [1, 2],
      [0, 3],
    ],
  ],
  [{ $sortArray: { input: [{ n: 2 }, { n: 1 }], sortBy: { n: 1 } } }, [{ n: 1 }, { n: 2 }]],
  [{ $filter: { input: [1, 2, 3], cond: { $gte: ['$$this', 2] }, limit: 1 } }, [2]],
  [{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }],
  [{ $mergeObjects: [{ a: 1 }, null, { a: 2 }] }, { a: 2 }],
  [{ $and: [] }, true],
  [{ $or: [] }, false],
  [
    {
      $eq: [
        [1, 2],
        [1, 2],
      ],
    },
    true,
  ],
  [{ $gt: ['b', 'a'] }, true],
  [{ $max: [1, null, 3] }, 3],
  [{ $min: ['$zzz', 2] }, 2],
  [{ $sum: ['x', 1, 2] }, 3],
  [{ $avg: [1, 2, 'x'] }, 1.5],
  [{ $concatArrays: [[1], null] }, null],
  [{ $reverseArray: null }, null],
  [{ $type: [[1]] }, 'array'],
  [{ $type: 2.5 }, 'double'],
  [{ $type: new Date(0) }, 'date'],
  [{ $toLower: '$$ROOT._id' }, '1'],
  [{ $not: [''] }, false],
  [{ $indexOfArray: [[1, 2], 9, 1] }, -1],
  [{ $indexOfBytes: ['äöx', 'x'] }, 4],
  [{ $indexOfCP: ['😀x', 'x'] }, 1],
  [{ $regexFindAll: { input: 'b', regex: 'a*' } }, [{ match: '', idx: 0, captures: [] }]],
  [{ $regexMatch: { input: 'Hello', regex: /^h/i } }, true],
  [{ $regexMatch: { input: 'Hello', regex: /^e/i } }, false],
  [{ $isNumber: { $toDecimal: '1' } }, true],
  [{ $mergeObjects: { $literal: { a: 1 } } }, { a: 1 }],
  [{ $toString: { $toObjectId: '507f1f77bcf86cd799439011' } }, '507f1f77bcf86cd799439011'],
  [{ $toDate: '2026-03-01' }, new Date('2026-03-01T00:00:00Z')],
  [{ $toDate: { $toObjectId: '507f1f77bcf86cd799439011' } }, new Date('2012-10-17T21:13:27Z')],
  [{ $convert: { input: { $literal: '$_id' }, to: 'string' } }, '$_id'],
  [{ $convert: { input: '1.5', to: 'decimal' } }, Decimal128.fromString('1.5')],
  [{ $convert: { input: '', to: 'int', onError: -1 } }, -1],
  [{ $sortArray: { input: ['a', 2, null], sortBy: -1 } }, ['a', 2, null]],
  [{ $hour: { date: new Date(0), timezone: '$zzz' } }, null],
  [{ $dateToString: { date: '$zzz', format: '%Y', onNull: 1 } }, 1],
  [{ $dateFromString: { dateString: '2026-03', onError: 'bad' } }, 'bad'],
];

const long = Long.fromString('9007199254740993');
const decimal = (text: string) => Decimal128.fromString(text);
const pair = { a: 1, b: 2 };
const turned = { b: 2, a: 1 };

/** What depends on the order of types, on numbers that JavaScript does not have, or on what text is made of. */
const ON_A_DOCUMENT: [doc: Doc, expression: unknown, value: unknown][] = [
  [{ d: decimal('0') }, { $cond: ['$d', 1, 2] }, 2],
  [{ d: decimal('0') }, { $toBool: '$d' }, false],
  [{ d: decimal('1') }, { $in: ['$d', [1]] }, true],
  [{ d: decimal('1') }, { $isNumber: '$d' }, true],
  [{ d: decimal('1') }, { $setIntersection: [[1, 2], ['$d']] }, [1]],
  [{ d: decimal('1') }, { $setDifference: [[1, 2], ['$d']] }, [2]],
  [{ d: decimal('5.7') }, { $toDate: '$d' }, new Date(5)],
  [{ d: decimal('4') }, { $max: [5, '$d'] }, 5],
  [{ d: decimal('0.5') }, { $sortArray: { input: [5, '$d', 1], sortBy: 1 } }, [decimal('0.5'), 1, 5]],
  [{ l: long }, { $toDecimal: '$l' }, decimal('9007199254740993')],
  [{ l: long }, { $isNumber: '$l' }, true],
  [{ l: Long.fromNumber(5) }, { $type: '$l' }, 'long'],
  [{ l: new Double(5) }, { $type: '$l' }, 'double'],
  [{ r: new BSONRegExp('a') }, { $type: '$r' }, 'regex'],
  [{}, { $max: [1, 'a', [1]] }, [1]],
  [{}, { $sortArray: { input: [[1], 2, 'a', { a: 1 }], sortBy: 1 } }, [2, 'a', { a: 1 }, [1]]],
  [{}, { $in: [pair, [turned]] }, false],
  [{}, { $indexOfArray: [[pair], turned] }, -1],
  [{}, { $indexOfArray: [[1, 2, 1], 1, 1, 2] }, -1],
  [{}, { $setEquals: [[pair], [turned]] }, false],
  [{}, { $setUnion: [[1], null] }, null],
  [{}, { $slice: [null, 1] }, null],
  [{}, { $mod: [null, 3] }, null],
  [{ a: [1, 2] }, { $size: '$a.0' }, 0],
  [{ a: [[{ b: 1 }]] }, '$a.b', []],
  [{ t: '😀b' }, { $regexFind: { input: '$t', regex: 'b' } }, { match: 'b', idx: 1, captures: [] }],
  [{ t: 'éb' }, { $indexOfBytes: ['$t', 'b'] }, 2],
  [{ t: 'AB' }, { $regexMatch: { input: '$t', regex: new BSONRegExp('ab', 'i') } }, true],
  [{ t: 'ab' }, { $regexMatch: { input: '$t', regex: 'a b', options: 'x' } }, true],
  [{}, { $replaceAll: { input: 'abc', find: '', replacement: '_' } }, '_a_b_c_'],
  [{ at: new Date(0) }, { $substrBytes: ['$at', 0, 4] }, '1970'],
  [{ id: new ObjectId('5ab9c3da31c2ab715d421285') }, { $toString: '$id' }, '5ab9c3da31c2ab715d421285'],
  [{ id: new ObjectId('5ab9c3da31c2ab715d421285') }, { $toDate: '$id' }, new Date('2018-03-27T04:08:58Z')],
  [{ id: new ObjectId('5ab9c3da31c2ab715d421285') }, { $year: '$id' }, 2018],
  [
    {},
    { $dateToString: { date: new Date('2026-03-01T00:00:00Z'), timezone: 'UTC' } },
    '2026-03-01T00:00:00.000Z',
  ],
  [{ a: [[1], [2]] }, { $first: '$a' }, [1]],
  [
    { a: [1] },
    { $map: { input: [[2]], in: { $map: { input: '$$this', in: ['$a', '$$this'] } } } },
    [[[[1], 2]]],
  ],
  [{}, { $zip: { inputs: [[], [1]] } }, []],
  [{ a: { b: [{ c: 1 }] } }, { $let: { vars: { x: '$a' }, in: '$$x.b.c' } }, [1]],
  [{ a: 1 }, { $getField: 'a' }, 1],
  [{ d: decimal('2.50') }, { $multiply: ['$d', 2] }, decimal('5.00')],
  [{ d: decimal('7') }, { $divide: ['$d', 2] }, decimal('3.5')],
  [{ d: decimal('7.9') }, { $toInt: '$d' }, 7],
  [{ l: long }, { $mod: ['$l', 10] }, 3],
  [{ l: long }, { $toString: '$l' }, '9007199254740993'],
  [{ l: new Double(5) }, { $type: { $floor: '$l' } }, 'double'],
  [{ at: new Date(7) }, { $subtract: ['$at', new Date(5)] }, 2],
  [{ at: new Date(7) }, { $add: ['$at', 5] }, new Date(12)],
  [{}, { $convert: { input: [1], to: 'int', onError: 'bad' } }, 'bad'],
  [{}, { $convert: { input: '1.5', to: 'decimal' } }, decimal('1.5')],
];

const REFUSED_WITH_CODE: [expression: unknown, code: number][] = [
  [{ $toInt: '' }, 241],
  [{ $toInt: ' 5' }, 241],
  [{ $toInt: '0x5' }, 241],
  [{ $toInt: '1e3' }, 241],
  [{ $toInt: 2 ** 31 }, 241],
  [{ $toInt: new Date(5) }, 241],
  [{ $toInt: [[]] }, 241],
  [{ $toLong: '' }, 241],
  [{ $toDouble: '' }, 241],
  [{ $toDouble: ' 1' }, 241],
  [{ $toDouble: '0x10' }, 241],
  [{ $toDate: true }, 241],
  [{ $toBool: [[1]] }, 241],
  [{ $dateFromString: { dateString: '2017' } }, 241],
  [{ $dateFromString: { dateString: '12:30' } }, 241],
  [{ $dateFromString: {} }, 40542],
  [{ $dateToString: { date: new Date(0), foo: 1 } }, 18534],
  [{ $dateAdd: { startDate: new Date(0), unit: 'day', amount: 1.5 } }, 5166405],
  [{ $dateTrunc: { date: new Date(0), unit: 'day', binSize: -1 } }, 5439018],
  [{ $hour: { date: new Date(0), timezone: 'local' } }, 40485],
  [{ $size: null }, 17124],
  [{ $size: '$zzz' }, 17124],
  [{ $switch: { branches: [JSON.parse('{ "case": false, "then": 1 }')] } }, 40066],
  [{ $ifNull: ['$zzz'] }, 1257300],
  [{ $cond: { if: true, ...JSON.parse('{ "then": 1 }') } }, 17082],
  [{ $subtract: [1] }, 16020],
  [{ $round: [1.5, 101] }, 51083],
  [{ $split: ['abc', ''] }, 40087],
  [{ $indexOfCP: ['abc', 'a', -1] }, 40097],
  [{ $regexMatch: { input: 5, regex: 'a' } }, 51104],
  [{ $regexMatch: { input: 'a', regex: 5 } }, 51105],
  [{ $mergeObjects: [{ a: 1 }, 5] }, 40400],
  [{ $arrayToObject: [[{ k: 5, v: 1 }]] }, 40394],
  [{ $filter: { input: [1], cond: true, foo: 1 } }, 28647],
  [{ $map: { input: [1], in: 1, foo: 1 } }, 16879],
  [{ $switch: 5 }, 40060],
  [{ $switch: { branches: 5 } }, 40061],
  [{ $switch: { branches: [5] } }, 40062],
  [{ $switch: { branches: [{ case: true, foo: 1 }] } }, 40063],
  [{ $switch: { branches: [JSON.parse('{ "then": 1 }')] } }, 40064],
  [{ $switch: { branches: [{ case: true }] } }, 40065],
  [{ $switch: { branches: BRANCHES, foo: 1 } }, 40067],
  [{ $switch: { branches: [] } }, 40068],
  [{ $switch: {} }, 40068],
  [{ $cond: { ...CONDITION, foo: 1 } }, 17083],
  [{ $cond: { if: true, foo: 1 } }, 17083],
  [{ $cond: { if: true } }, 17081],
  [{ $cond: 'x' }, 16020],
  [{ $cond: [true, 1] }, 16020],
  [{ $reduce: 5 }, 40075],
  [{ $reduce: { input: [], initialValue: 0, in: 1, foo: 1 } }, 40076],
  [{ $reduce: { initialValue: 0, in: 1 } }, 40077],
  [{ $reduce: { input: [], in: 1 } }, 40078],
  [{ $reduce: { input: [], initialValue: 0 } }, 40079],
  [{ $reduce: { input: 5, initialValue: 0, in: 1 } }, 40080],
  [{ $filter: 5 }, 28646],
  [{ $filter: { cond: true } }, 28648],
  [{ $filter: { input: [] } }, 28650],
  [{ $filter: { input: 5, cond: true } }, 28651],
  [{ $filter: { input: [1], cond: true, limit: 'x' } }, 327391],
  [{ $filter: { input: [1], cond: true, limit: 0 } }, 327392],
  [{ $map: 5 }, 16878],
  [{ $map: { in: 1 } }, 16880],
  [{ $map: { input: [] } }, 16882],
  [{ $map: { input: [], as: 'ROOT', in: 1 } }, 9],
  [{ $let: 5 }, 16874],
  [{ $let: { vars: {}, in: 1, foo: 1 } }, 16875],
  [{ $let: { in: 1 } }, 16876],
  [{ $let: { vars: {} } }, 16877],
  [{ $zip: 5 }, 34460],
  [{ $zip: { inputs: '$a' } }, 34461],
  [{ $zip: { inputs: [[1]], defaults: 5 } }, 34462],
  [{ $zip: { inputs: [[1]], useLongestLength: 1 } }, 34463],
  [{ $zip: { inputs: [[1]], foo: 1 } }, 34464],
  [{ $zip: { inputs: [] } }, 34465],
  [{ $zip: {} }, 34465],
  [{ $zip: { inputs: [[1]], defaults: [0] } }, 34466],
  [{ $zip: { inputs: [[1]], defaults: [0, 1], useLongestLength: true } }, 34467],
  [{ $zip: { inputs: [5] } }, 34468],
  [{ $arrayElemAt: [5, 0] }, 28689],
  [{ $arrayElemAt: [[1], 'x'] }, 28690],
  [{ $arrayElemAt: [[1], 0.5] }, 28691],
  [{ $arrayElemAt: [[1], 2 ** 31] }, 28691],
  [{ $slice: [5, 1] }, 28724],
  [{ $slice: [[1], 'x'] }, 28725],
  [{ $slice: [[1], 1.5] }, 28726],
  [{ $slice: [[1], 1, 'x'] }, 28727],
  [{ $slice: [[1], 1, 1.5] }, 28728],
  [{ $slice: [[1], 1, 0] }, 28729],
  [{ $range: ['x', 1] }, 34443],
  [{ $range: [1.5, 2] }, 34444],
  [{ $range: [1, 'x'] }, 34445],
  [{ $range: [1, 2 ** 31] }, 34446],
  [{ $range: [1, 2, 'x'] }, 34447],
  [{ $range: [1, 2, 0.5] }, 34448],
  [{ $range: [1, 2, 0] }, 34449],
  [{ $substrCP: ['a', 'x', 1] }, 34450],
  [{ $substrCP: ['a', 0.5, 1] }, 34451],
  [{ $substrCP: ['a', 0, 'x'] }, 34452],
  [{ $substrCP: ['a', 0, 1.5] }, 34453],
  [{ $substrCP: ['a', 0, -1] }, 34454],
  [{ $substrCP: ['a', -1, 1] }, 34455],
  [{ $substrBytes: ['a', 'x', 1] }, 16034],
  [{ $substrBytes: ['a', 0, 'x'] }, 16035],
  [{ $substrBytes: ['a', -1, 1] }, 50752],
  [{ $substrBytes: ['ä', 1, 1] }, 28656],
  [{ $substrBytes: ['ä', 0, 1] }, 28657],
  [{ $indexOfCP: [5, 'a'] }, 40093],
  [{ $indexOfCP: ['a', 5] }, 40094],
  [{ $indexOfBytes: [5, 'a'] }, 40091],
  [{ $indexOfBytes: ['a', 5] }, 40092],
  [{ $trim: 5 }, 50696],
  [{ $dateToString: 5 }, 18629],
  [{ $dateFromString: 5 }, 40540],
  [{ $dateDiff: 5 }, 5166301],
  [{ $regexMatch: 'x' }, 51103],
  [{ $regexMatch: { input: 'x', regex: 'a\0b' } }, 51109],
  [{ $regexMatch: { input: 'x' } }, 31023],
  [{ $replaceAll: 5 }, 51751],
  [{ $replaceAll: { input: 'x', replacement: 'y' } }, 51748],
  [{ $replaceAll: { input: 'x', find: 'y' } }, 51747],
  [{ $sortArray: { input: [], sortBy: 1, foo: 1 } }, 2942501],
  [{ $sortArray: { sortBy: 1 } }, 2942502],
  [{ $sortArray: { input: [] } }, 2942503],
  [{ $sortArray: { input: [{ n: 1 }], sortBy: { n: 2 } } }, 15975],
  ['$', 16872],
  ['$$nope', 17276],
  [{ $map: { input: [1], as: 'x', in: '$$y' } }, 17276],
  [{ $toLong: 2 ** 63 }, 241],
  [{ $regexMatch: { input: 'a', regex: 'a', options: 5 } }, 51106],
  [{ $dateToString: { date: new Date(0), format: 5 } }, 18533],
];

const REFUSED_EXPRESSIONS: unknown[] = [
  { $divide: [1, 0] },
  { $mod: [1, 0] },
  { $add: ['x', 1] },
  { $concat: ['a', 1] },
  { $size: 'x' },
  { $size: [1, 2] },
  { $in: [1, 2] },
  { $toInt: 'x' },
  { $arrayElemAt: ['x', 0] },
  { $switch: { branches: [] } },
  { $dateToString: { date: new Date(0), format: '%Q' } },
  { $year: { date: new Date(0), timezone: 'Nowhere/Land' } },
  { $year: 'x' },
  { $eq: [1] },
  { $add: 1, $subtract: 2 },
  { $size: '$zzz' },
  { $push: '$a' },
  { $convert: 5 },
  { $sortArray: [1] },
  { $regexMatch: 'x' },
  { $filter: { input: [] } },
  { $dateToString: {} },
  { $year: 5 },
  { $hour: { date: new Date(0), zzz: 1 } },
  { $function: { body: 'function() {}', args: [], lang: 'js' } },
  { $toInt: '' },
  { $toDouble: ' 1' },
  { $toDate: 'March 1' },
  { $switch: { branches: BRANCHES.slice(0, 1) } },
  { $dateTrunc: { date: new Date(0), unit: 'week', startOfWeek: 'someday' } },
  { $dateAdd: { startDate: new Date(0), unit: 'day', amount: 1.5 } },
];

describe('contract: aggregate', () => {
  const server = useServer();

  for (const [group, cases] of Object.entries(STAGES)) {
    context(group, () => {
      for (const [title, pipeline, result] of cases) {
        it(title, async () => {
          await server.things.insertMany(sales as never);

          expect(await server.things.aggregate(pipeline).toArray()).to.deep.equal(result);
        });
      }
    });
  }

  context('expressions', () => {
    for (const [expression, value] of [...EXPRESSIONS, ...MORE_EXPRESSIONS]) {
      it(JSON.stringify(expression), async () => {
        await server.things.insertOne({ _id: 1 as never });

        const [found] = await server.things
          .aggregate([{ $project: { _id: 0, value: expression } }])
          .toArray();

        expect(found).to.deep.equal({ value });
      });
    }
  });

  context('refuses to compute', () => {
    for (const expression of REFUSED_EXPRESSIONS) {
      it(JSON.stringify(expression), async () => {
        await server.things.insertOne({ _id: 1 as never });
        await refusal(server.things.aggregate([{ $project: { value: expression } }]).toArray());
      });
    }
  });

  context('expressions on a document', () => {
    for (const [doc, expression, value] of ON_A_DOCUMENT) {
      it(`${JSON.stringify(expression)} on ${JSON.stringify(doc)}`, async () => {
        await server.things.insertOne({ _id: 1 as never, ...doc });

        const [found] = await server.things
          .aggregate([{ $project: { _id: 0, value: expression } }])
          .toArray();

        expect(found).to.deep.equal({ value });
      });
    }
  });

  context('refuses to compute, with a code', () => {
    for (const [expression, code] of REFUSED_WITH_CODE) {
      it(JSON.stringify(expression), async () => {
        await server.things.insertOne({ _id: 1 as never });
        const error = await refusal(server.things.aggregate([{ $project: { value: expression } }]).toArray());
        expect(error.code).to.equal(code);
      });
    }
  });

  context('fields inside documents and arrays', () => {
    const inner: [title: string, doc: Doc, pipeline: Doc[], result: Doc][] = [
      [
        '$project computes into every document of an array',
        { a: [{ x: 1 }, { x: 2 }] },
        [{ $project: { _id: 0, 'a.y': { $literal: 5 } } }],
        { a: [{ y: 5 }, { y: 5 }] },
      ],
      ['$set adds to a document', { o: { p: 1 } }, [{ $set: { o: { q: 2 } } }], { o: { p: 1, q: 2 } }],
      ['$set makes a document of a plain value', { o: 5 }, [{ $set: { 'o.q': 2 } }], { o: { q: 2 } }],
      ['$set makes a document of null', { o: null }, [{ $set: { 'o.q': 2 } }], { o: { q: 2 } }],
      [
        '$set adds to every element of an array',
        { o: [{ a: 1 }, 5] },
        [{ $set: { 'o.q': 2 } }],
        { o: [{ a: 1, q: 2 }, { q: 2 }] },
      ],
      [
        '$unwind puts the position inside a document',
        { o: { a: [7], b: 1 } },
        [{ $unwind: { path: '$o.a', includeArrayIndex: 'o.i' } }],
        { o: { a: 7, b: 1, i: 0 } },
      ],
    ];
    for (const [title, doc, pipeline, result] of inner) {
      it(title, async () => {
        await server.things.insertOne({ _id: 1 as never, ...doc });
        expect(await server.things.aggregate([...pipeline, { $unset: '_id' }]).toArray()).to.deep.equal([
          result,
        ]);
      });
    }
  });

  context('several collections', () => {
    let other: string;
    beforeEach(async () => {
      other = `${server.things.collectionName}_other`;
      await server.things.insertMany([
        { _id: 1, k: 'a', ks: ['a', 'b'] },
        { _id: 2, k: 'z' },
        { _id: 3 },
      ] as never);
      await server.db.collection(other).insertMany([
        { _id: 10, k: 'a', n: 1 },
        { _id: 11, k: 'a', n: 2 },
        { _id: 12, k: 'b', n: 3 },
      ] as never);
    });

    it('$lookup by equal fields', async () => {
      const found = await server.things
        .aggregate([
          { $match: { _id: { $lt: 3 } } },
          { $lookup: { from: other, localField: 'k', foreignField: 'k', as: 'found' } },
          { $project: { ids: '$found._id' } },
        ])
        .toArray();
      expect(found).to.deep.equal([
        { _id: 1, ids: [10, 11] },
        { _id: 2, ids: [] },
      ]);
    });
    it('$lookup by the elements of an array', async () => {
      const found = await server.things
        .aggregate([
          { $match: { _id: 1 } },
          { $lookup: { from: other, localField: 'ks', foreignField: 'k', as: 'found' } },
          { $project: { n: { $size: '$found' } } },
        ])
        .toArray();
      expect(found).to.deep.equal([{ _id: 1, n: 3 }]);
    });
    it('$lookup by a pattern finds patterns, and not what they match', async () => {
      const target = server.db.collection<Doc>(other);
      await target.insertMany([{ _id: 13, k: /^a/ } as never, { _id: 14, k: { $gt: 1 } } as never]);
      await server.things.insertOne({ _id: 8, odd: [/^a/, 'b', { $gt: 1 }] } as never);
      const found = await server.things
        .aggregate([
          { $match: { _id: 8 } },
          { $lookup: { from: other, localField: 'odd', foreignField: 'k', as: 'found' } },
          { $project: { ids: { $sortArray: { input: '$found._id', sortBy: 1 } } } },
        ])
        .toArray();
      expect(found).to.deep.equal([{ _id: 8, ids: [12, 13, 14] }]);
    });
    it('$lookup by a pipeline with variables', async () => {
      const pipeline = [
        { $match: { $expr: { $and: [{ $eq: ['$k', '$$key'] }, { $gt: ['$n', 1] }] } } },
        { $project: { _id: 1 } },
      ];
      const found = await server.things
        .aggregate([
          { $match: { _id: 1 } },
          { $lookup: { from: other, let: { key: '$k' }, pipeline, as: 'found' } },
          { $project: { found: 1 } },
        ])
        .toArray();
      expect(found).to.deep.equal([{ _id: 1, found: [{ _id: 11 }] }]);
    });
    it('$lookup by fields and a pipeline', async () => {
      const found = await server.things
        .aggregate([
          { $match: { _id: 1 } },
          {
            $lookup: {
              from: other,
              localField: 'k',
              foreignField: 'k',
              pipeline: [{ $sort: { n: -1 } }, { $limit: 1 }],
              as: 'found',
            },
          },
          { $project: { found: 1 } },
        ])
        .toArray();
      expect(found).to.deep.equal([{ _id: 1, found: [{ _id: 11, k: 'a', n: 2 }] }]);
    });
    it('$unionWith', async () => {
      const found = await server.things
        .aggregate([
          { $project: { _id: 1 } },
          { $unionWith: { coll: other, pipeline: [{ $project: { _id: 1 } }] } },
          { $count: 'n' },
        ])
        .toArray();
      expect(found).to.deep.equal([{ n: 6 }]);
    });
    it('$documents starts from given documents', async () => {
      expect(
        await server.db.aggregate([{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }]).toArray(),
      ).to.deep.equal([{ a: 2 }]);
    });
  });

  context('options', () => {
    it('gives results in batches', async () => {
      await server.things.insertMany(Array.from({ length: 250 }, (_, n) => ({ n })));
      expect(await server.things.aggregate([{ $match: {} }], { batchSize: 10 }).toArray()).to.have.length(
        250,
      );
    });
    it('takes variables from let', async () => {
      await server.things.insertMany([{ n: 1 }, { n: 2 }]);
      const found = await server.things
        .aggregate([{ $match: { $expr: { $eq: ['$n', '$$x'] } } }, { $project: { _id: 0 } }], {
          let: { x: 2 },
        })
        .toArray();
      expect(found).to.deep.equal([{ n: 2 }]);
    });
  });

  it('computes the variables of let', async () => {
    await server.things.insertMany([{ n: 1 }, { n: 2 }]);
    const found = await server.things
      .aggregate([{ $match: { $expr: { $eq: ['$n', '$$x'] } } }, { $project: { _id: 0 } }], {
        let: { x: { $add: [1, 1] } },
      })
      .toArray();
    expect(found).to.deep.equal([{ n: 2 }]);
  });

  it('$sum keeps what doubles lose on the way', async () => {
    await server.things.insertMany([{ n: 0.1 }, { n: 0.2 }, { n: 0.3 }]);
    const found = await server.things.aggregate([{ $group: { _id: null, s: { $sum: '$n' } } }]).toArray();
    expect(found).to.deep.equal([{ _id: null, s: 0.6 }]);
  });

  context('refuses', () => {
    const refused: [title: string, pipeline: Doc[], code: number][] = [
      ['an unknown stage', [{ $foo: 1 }], 40324],
      ['a stage with a name of JavaScript', [{ constructor: 1 }], 40324],
      ['an unknown expression', [{ $project: { a: { $foo: 1 } } }], 31325],
      ['two operators in a stage', [{ $match: {}, $limit: 1 }], 40323],
      ['$group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
      ['a limit of 0', [{ $limit: 0 }], 15958],
      ['a negative skip', [{ $skip: -1 }], 5107200],
      ['change streams', [{ $changeStream: {} }], 40573],
      ['$unwind without a $', [{ $unwind: 'a' }], 28818],
      ['an unknown option of $unwind', [{ $unwind: { path: '$a', foo: 1 } }], 28811],
      ['an unknown option of $unionWith', [{ $unionWith: { coll: 'x', pipelin: [] } }], 40415],
      [
        'an unknown option of $lookup',
        [{ $lookup: { from: 'x', localField: 'a', foreignField: 'a', as: 'b', foo: 1 } }],
        9,
      ],
      ['an unknown option of $bucket', [{ $bucket: { groupBy: '$a', boundaries: [0, 9], foo: 1 } }], 40197],
      ['an unknown accumulator', [{ $group: { _id: null, n: { $foo: 1 } } }], 15952],
      ['an expression for an accumulator', [{ $group: { _id: null, n: { $add: [1, 2] } } }], 15952],
      ['a plain value for an accumulator', [{ $group: { _id: null, n: 5 } }], 40234],
      ['a path for an accumulator', [{ $group: { _id: null, n: '$a' } }], 40234],
      ['$mergeObjects of what is no object', [{ $group: { _id: null, n: { $mergeObjects: '$a' } } }], 40400],
      ['$sortByCount of a name without $', [{ $sortByCount: 'a' }], 40148],
      ['$facet in $facet', [{ $facet: { a: [{ $facet: { b: [] } }] } }], 40600],
      [
        'a variable of $lookup that begins with a capital',
        [{ $lookup: { from: 'x', let: { X: 1 }, pipeline: [], as: 'b' } }],
        9,
      ],
      ['an empty document in $project', [{ $project: { a: {} } }], 51270],
      ['$set of a number', [{ $set: 5 }], 40272],
      ['$unset of a number', [{ $unset: [5] }], 31120],
      ['$replaceRoot by what is no document', [{ $replaceRoot: { newRoot: '$a' } }], 40228],
      ['a $sort by 2', [{ $sort: { a: 2 } }], 15975],
      ['a $sort by half', [{ $sort: { a: 0.5 } }], 15975],
      ['a $sort by a name', [{ $sort: { a: 'up' } }], 15974],
      ['an unknown option of $sample', [{ $sample: { size: 1, foo: 1 } }], 28748],
      ['an unknown option of $sample alone', [{ $sample: { foo: 1 } }], 28748],
      ['$sample without a size', [{ $sample: {} }], 28749],
      ['an empty $sort', [{ $sort: {} }], 15976],
      ['a $sort by no document', [{ $sort: null }], 15973],
      ['an unknown argument', [{ $set: { x: { $dateToString: { date: '$$NOW', zzz: 1 } } } }], 18534],
      ['a value outside of the buckets', [{ $bucket: { groupBy: '$a', boundaries: [5, 6] } }], 40066],
      ['$bucket without boundaries', [{ $bucket: { groupBy: '$a' } }], 40198],
      ['$set of an empty document', [{ $set: { a: {} } }], 40180],
      ['$set of a path and one inside it', [{ $set: { a: 1, 'a.b': 1 } }], 40176],
    ];
    for (const [title, pipeline, code] of refused) {
      it(title, async () => {
        await server.things.insertOne({ a: 1 });
        const error = await refusal(server.things.aggregate(pipeline).toArray());
        expect(error.code).to.equal(code);
      });
    }
    const nowhere: [pipeline: Doc[], code: number][] = [
      [[{ $match: { a: { $foo: 1 } } }], 2],
      [[{ $match: { $expr: '$$nope' } }], 17276],
      [[{ $project: { a: '$$nope' } }], 17276],
      [[{ $unwind: 'a' }], 28818],
      [[{ $lookup: { from: 'x', as: 'y', pipeline: [{ $foo: 1 }] } }], 40324],
    ];
    for (const [pipeline, code] of nowhere) {
      it(`${JSON.stringify(pipeline)} where nothing is`, async () => {
        expect((await refusal(server.things.aggregate(pipeline).toArray())).code).to.equal(code);
      });
    }
    it('an aggregate without cursor', async () => {
      const error = await refusal(
        server.db.command({ aggregate: server.things.collectionName, pipeline: [] }),
      );
      expect(error.code).to.equal(9);
    });
  });

  context('comes to an end', () => {
    const endless: [title: string, pipeline: Doc[], code: number | undefined][] = [
      ['$sample without a size', [{ $sample: {} }], undefined],
      ['$sample of a number', [{ $sample: 5 }], 28745],
      ['$sample of less than nothing', [{ $sample: { size: -1 } }], undefined],
      [
        '$densify by steps of 0',
        [{ $densify: { field: 'n', range: { step: 0, bounds: 'full' } } }],
        undefined,
      ],
      ['$densify backwards', [{ $densify: { field: 'n', range: { step: -1, bounds: 'full' } } }], undefined],
      ['$range of more than memory holds', [{ $project: { r: { $range: [0, 1e9] } } }], 146],
    ];
    for (const [title, pipeline, code] of endless) {
      it(`refuses ${title}`, async () => {
        await server.things.insertMany([{ n: 1 }, { n: 5 }]);
        const error = await refusal(server.things.aggregate(pipeline).toArray());
        expect(error.code).to.be.a('number');
        if (code !== undefined) expect(error.code).to.equal(code);
      });
    }
    it('$regexFindAll of nothing', async () => {
      await server.things.insertOne({ _id: 1 as never });
      const found = { $size: { $regexFindAll: { input: 'abc', regex: '' } } };
      expect(await server.things.aggregate([{ $project: { found } }]).toArray()).to.deep.equal([
        { _id: 1, found: 3 },
      ]);
    });
  });
});
