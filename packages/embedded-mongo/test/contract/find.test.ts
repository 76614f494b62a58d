import { expect } from 'chai';
import { type Doc, idsOf, refusal, useServer } from './server.ts';

describe('contract: find', () => {
  const server = useServer();

  describe('sorting', () => {
    const cases: [title: string, docs: Doc[], sort: Doc, ids: unknown[]][] = [
      [
        'ascending',
        [
          { _id: 1, n: 3 },
          { _id: 2, n: 1 },
          { _id: 3, n: 2 },
        ],
        { n: 1 },
        [2, 3, 1],
      ],
      [
        'descending',
        [
          { _id: 1, n: 3 },
          { _id: 2, n: 1 },
          { _id: 3, n: 2 },
        ],
        { n: -1 },
        [1, 3, 2],
      ],
      [
        'by two fields',
        [
          { _id: 1, a: 1, b: 1 },
          { _id: 2, a: 1, b: 2 },
          { _id: 3, a: 0, b: 0 },
        ],
        { a: 1, b: -1 },
        [3, 2, 1],
      ],
      [
        'by an inner field',
        [
          { _id: 1, a: { n: 2 } },
          { _id: 2, a: { n: 1 } },
        ],
        { 'a.n': 1 },
        [2, 1],
      ],
      [
        'null and missing first',
        [{ _id: 1, n: 1 }, { _id: 2 }, { _id: 3, n: null }],
        { n: 1, _id: 1 },
        [2, 3, 1],
      ],
      [
        'an array by its least element',
        [
          { _id: 1, n: [5, 9] },
          { _id: 2, n: 6 },
          { _id: 3, n: [1, 99] },
        ],
        { n: 1 },
        [3, 1, 2],
      ],
      [
        'an array by its greatest element when descending',
        [
          { _id: 1, n: [5, 9] },
          { _id: 2, n: 6 },
          { _id: 3, n: [1, 99] },
        ],
        { n: -1 },
        [3, 1, 2],
      ],
      [
        'an empty array before null',
        [
          { _id: 1, n: null },
          { _id: 2, n: [] },
        ],
        { n: 1 },
        [2, 1],
      ],
      [
        'numbers before strings',
        [
          { _id: 1, n: 'a' },
          { _id: 2, n: 5 },
        ],
        { n: 1 },
        [2, 1],
      ],
      [
        'by a field of documents in an array, where what is no document counts as null',
        [
          { _id: 1, a: [{ b: 5 }, 7] },
          { _id: 2, a: { b: 1 } },
        ],
        { 'a.b': 1 },
        [1, 2],
      ],
      [
        'by a position in an array',
        [
          { _id: 1, a: [{ x: 1 }] },
          { _id: 2, a: ['s'] },
          { _id: 3, a: [5] },
        ],
        { 'a.0': 1 },
        [3, 2, 1],
      ],
      [
        'by two fields of the same element',
        [
          {
            _id: 1,
            a: [
              { x: 1, y: 1 },
              { x: 2, y: 9 },
            ],
          },
          { _id: 2, a: [{ x: 1, y: 5 }] },
        ],
        { 'a.x': 1, 'a.y': -1 },
        [2, 1],
      ],
    ];
    for (const indexed of [false, true]) {
      for (const [title, docs, sort, ids] of cases) {
        it(`${title}${indexed ? ', by an index' : ''}`, async () => {
          await server.things.insertMany(docs);
          if (indexed) await server.things.createIndex(sort as never);

          expect(
            idsOf(
              await server.things
                .find()
                .sort(sort as never)
                .toArray(),
            ),
          ).to.deep.equal(ids);
        });
      }
    }

    it('refuses two arrays', async () => {
      await server.things.insertOne({ a: [1, 2], b: [3, 4] });
      const error = await refusal(server.things.find().sort({ a: 1, b: 1 }).toArray());
      expect(error.code).to.equal(2);
    });
    it('refuses the natural order beside a field', async () => {
      await server.things.insertOne({});
      const sort = { $natural: 1, a: 1 };
      const error = await refusal(server.db.command({ find: server.things.collectionName, sort }));
      expect(error.code).to.equal(2);
    });
    for (const direction of [2, -2, 0, 0.5]) {
      it(`refuses a direction of ${direction}`, async () => {
        await server.things.insertOne({});
        const sort = { a: direction };
        const error = await refusal(server.db.command({ find: server.things.collectionName, sort }));
        expect(error.code).to.equal(15975);
      });
    }
    const fractions: [direction: number, order: number[]][] = [
      [1.5, [1, 2]],
      [-1.5, [2, 1]],
    ];
    for (const [direction, order] of fractions) {
      it(`takes a direction of ${direction} for a whole one`, async () => {
        await server.things.insertMany([{ n: 2 }, { n: 1 }]);
        const reply = await server.db.command({ find: server.things.collectionName, sort: { n: direction } });
        expect(reply.cursor.firstBatch.map(({ n }: Doc) => n)).to.deep.equal(order);
      });
    }
  });

  describe('cutting', () => {
    beforeEach(() => server.things.insertMany([1, 2, 3, 4, 5].map((_id) => ({ _id: _id as never }))));

    it('skips', async () => {
      expect(idsOf(await server.things.find().sort({ _id: 1 }).skip(3).toArray())).to.deep.equal([4, 5]);
    });
    it('limits', async () => {
      expect(idsOf(await server.things.find().sort({ _id: 1 }).limit(2).toArray())).to.deep.equal([1, 2]);
    });
    it('skips, then limits', async () => {
      expect(idsOf(await server.things.find().sort({ _id: -1 }).skip(1).limit(2).toArray())).to.deep.equal([
        4, 3,
      ]);
    });
    it('takes limit 0 for no limit', async () => {
      expect(await server.things.find().limit(0).toArray()).to.have.length(5);
    });
    it('finds nothing behind the end', async () => {
      expect(await server.things.find().skip(9).toArray()).to.deep.equal([]);
    });
    it('finds nothing in a collection that is not there', async () => {
      expect(await server.db.collection('nowhere').find().toArray()).to.deep.equal([]);
    });
    it('goes backwards in natural order', async () => {
      expect(idsOf(await server.things.find().sort({ $natural: -1 }).toArray())).to.deep.equal([
        5, 4, 3, 2, 1,
      ]);
    });
  });

  describe('projecting', () => {
    const doc = { _id: 1, a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }, { f: 3 }], n: [1, 2, 3, 4] };
    const cases: [title: string, projection: Doc, result: Doc, filter?: Doc][] = [
      ['includes fields and _id', { a: 1 }, { _id: 1, a: 1 }],
      ['leaves _id out', { a: 1, _id: 0 }, { a: 1 }],
      ['excludes fields', { b: 0, e: 0, n: 0 }, { _id: 1, a: 1 }],
      [
        'excludes only _id',
        { _id: 0 },
        { a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }, { f: 3 }], n: [1, 2, 3, 4] },
      ],
      ['includes only _id', { _id: 1 }, { _id: 1 }],
      ['includes inner fields', { 'b.c': 1 }, { _id: 1, b: { c: 2 } }],
      ['includes inner fields written as documents', { b: { c: 1 } }, { _id: 1, b: { c: 2 } }],
      ['excludes inner fields', { 'b.c': 0, e: 0, n: 0 }, { _id: 1, a: 1, b: { d: 3 } }],
      ['goes through arrays', { 'e.f': 1 }, { _id: 1, e: [{ f: 1 }, { f: 3 }] }],
      ['keeps the order of the document', { b: 1, a: 1 }, { _id: 1, a: 1, b: { c: 2, d: 3 } }],
      ['$slice takes the first', { n: { $slice: 2 }, b: 0, e: 0, a: 0 }, { _id: 1, n: [1, 2] }],
      ['$slice takes the last', { n: { $slice: -1 }, b: 0, e: 0, a: 0 }, { _id: 1, n: [4] }],
      ['$slice takes a part', { n: { $slice: [1, 2] }, b: 0, e: 0, a: 0 }, { _id: 1, n: [2, 3] }],
      ['$slice beside _id includes these two', { n: { $slice: 1 }, _id: 1 }, { _id: 1, n: [1] }],
      ['$elemMatch takes the first that matches', { e: { $elemMatch: { f: 3 } } }, { _id: 1, e: [{ f: 3 }] }],
      ['$elemMatch without a match leaves the field out', { e: { $elemMatch: { f: 9 } } }, { _id: 1 }],
      ['.$ takes the element that the filter found', { 'n.$': 1 }, { _id: 1, n: [3] }, { n: { $gt: 2 } }],
      ['computes', { sum: { $add: ['$a', '$b.c'] }, _id: 0 }, { sum: 3 }],
      ['copies a field', { copy: '$b.d', _id: 0 }, { copy: 3 }],
    ];
    for (const [title, projection, result, filter = {}] of cases) {
      it(title, async () => {
        await server.things.insertOne({ ...doc } as never);

        const [found] = await server.things.find(filter, { projection }).toArray();

        expect(found).to.deep.equal(result);
        expect(Object.keys(found ?? {})).to.deep.equal(Object.keys(result));
      });
    }

    const refusedProjections: [title: string, projection: Doc, code: number][] = [
      ['an empty document', { a: {} }, 51270],
      ['.$ before the end', { 'e.$.f': 1 }, 31394],
      ['$elemMatch on an inner field', { 'b.e': { $elemMatch: { f: 1 } } }, 31275],
      ['a $ without a name', { a: '$' }, 16872],
    ];
    for (const [title, projection, code] of refusedProjections) {
      it(`refuses ${title}`, async () => {
        await server.things.insertOne({ ...doc } as never);
        const error = await refusal(server.things.find({ 'e.f': 3 }, { projection }).toArray());
        expect(error.code).to.equal(code);
      });
    }
    it('computes into every document of an array', async () => {
      await server.things.insertOne({ ...doc } as never);
      const found = await server.things.findOne({}, { projection: { _id: 0, 'e.z': '$a', 'e.f': 1 } });
      expect(found).to.deep.equal({
        e: [
          { f: 1, z: 1 },
          { f: 3, z: 1 },
        ],
      });
    });

    it('refuses to include and exclude at once', async () => {
      await server.things.insertOne({});
      const error = await refusal(server.things.find({}, { projection: { a: 1, b: 0 } }).toArray());
      expect(error.code).to.equal(31254);
    });
    const positional: [title: string, projection: Doc, code: number][] = [
      ['$elemMatch of a number', { b: { $elemMatch: 5 } }, 31274],
      ['two positions', { 'a.$': 1, 'b.$': 1 }, 31276],
      ['$elemMatch after a position', { 'a.$': 1, b: { $elemMatch: { $gt: 1 } } }, 31255],
      ['a position after $elemMatch', { b: { $elemMatch: { $gt: 1 } }, 'a.$': 1 }, 31256],
    ];
    for (const [title, projection, code] of positional) {
      it(`refuses ${title}`, async () => {
        await server.things.insertOne({ a: [1, 2], b: [1, 2] });
        const error = await refusal(server.things.find({ a: 2, b: 2 }, { projection }).toArray());
        expect(error.code).to.equal(code);
      });
    }
    it('refuses to exclude and include at once', async () => {
      await server.things.insertOne({});
      const error = await refusal(server.things.find({}, { projection: { a: 0, b: 1 } }).toArray());
      expect(error.code).to.equal(31253);
    });
  });

  describe('cursors', () => {
    beforeEach(() => server.things.insertMany(Array.from({ length: 250 }, (_, n) => ({ n }))));

    it('gives everything in batches', async () => {
      const found = await server.things.find().batchSize(20).toArray();
      expect(new Set(found.map(({ n }) => n)).size).to.equal(250);
    });
    it('gives 101 documents first', async () => {
      const { cursor } = await server.db.command({ find: server.things.collectionName });
      expect(cursor.firstBatch).to.have.length(101);
      expect(Number(cursor.id)).to.not.equal(0);
      await server.db.command({ killCursors: server.things.collectionName, cursors: [cursor.id] });
    });
    it('gives none first for a batch size of 0', async () => {
      const { cursor } = await server.db.command({ find: server.things.collectionName, batchSize: 0 });
      expect(cursor.firstBatch).to.deep.equal([]);
      const more = await server.db.command({ getMore: cursor.id, collection: server.things.collectionName });
      expect(more.cursor.nextBatch).to.have.length(250);
      expect(Number(more.cursor.id)).to.equal(0);
    });
    it('closes with the first batch when asked to', async () => {
      const { cursor } = await server.db.command({
        find: server.things.collectionName,
        batchSize: 2,
        singleBatch: true,
      });
      expect(cursor.firstBatch).to.have.length(2);
      expect(Number(cursor.id)).to.equal(0);
    });
    it('closes when the limit is reached', async () => {
      const { cursor } = await server.db.command({
        find: server.things.collectionName,
        batchSize: 2,
        limit: 2,
      });
      expect(Number(cursor.id)).to.equal(0);
    });
    it('kills a cursor', async () => {
      const name = server.things.collectionName;
      const { cursor } = await server.db.command({ find: name, batchSize: 2 });
      const killed = await server.db.command({ killCursors: name, cursors: [cursor.id] });
      expect(killed.cursorsKilled.map(String)).to.deep.equal([String(cursor.id)]);
      const error = await refusal(server.db.command({ getMore: cursor.id, collection: name }));
      expect(error.code).to.equal(43);
    });
    it('ends a cursor with an error when its collection is dropped', async () => {
      const name = server.things.collectionName;
      const { cursor } = await server.db.command({ find: name, batchSize: 2 });
      await server.things.drop();
      const error = await refusal(server.db.command({ getMore: cursor.id, collection: name }));
      expect(error.code).to.equal(175);
    });
    it('ends a cursor with an error when its index is dropped', async () => {
      const name = server.things.collectionName;
      await server.things.createIndex({ n: 1 });
      const { cursor } = await server.db.command({ find: name, filter: { n: { $gte: 0 } }, batchSize: 2 });
      await server.things.dropIndex('n_1');
      const error = await refusal(server.db.command({ getMore: cursor.id, collection: name }));
      expect(error.code).to.equal(175);
    });
    it('refuses a cursor that is not there', async () => {
      const { Long } = await import('./server.ts');
      const error = await refusal(server.db.command({ getMore: Long.fromNumber(12345), collection: 'x' }));
      expect([error.code, error.codeName]).to.deep.equal([43, 'CursorNotFound']);
    });
    it('refuses a cursor of another collection', async () => {
      const { cursor } = await server.db.command({ find: server.things.collectionName, batchSize: 2 });
      const error = await refusal(server.db.command({ getMore: cursor.id, collection: 'x' }));
      expect([error.code, error.codeName]).to.deep.equal([13, 'Unauthorized']);
    });
    it('reports cursors that it does not know', async () => {
      const { Long } = await import('./server.ts');
      const reply = await server.db.command({ killCursors: 'x', cursors: [Long.fromNumber(12345)] });
      expect(reply.cursorsNotFound.map(String)).to.deep.equal(['12345']);
    });
  });

  describe('hints and limits of time', () => {
    it('refuses a hint without an index', async () => {
      await server.things.insertOne({});
      const error = await refusal(server.things.find({}, { hint: 'nothing_1' }).toArray());
      expect(error.code).to.equal(2);
    });
    it('follows a hint', async () => {
      await server.things.insertMany([
        { _id: 1 as never, a: 2 },
        { _id: 2 as never, a: 1 },
      ]);
      await server.things.createIndex({ a: 1 });
      const found = await server.things.find({}, { hint: { a: 1 } }).toArray();
      expect(idsOf(found)).to.deep.equal([2, 1]);
    });
    it('refuses a hint without an index in a count of everything', async () => {
      await server.things.insertOne({});
      const error = await refusal(server.db.command({ count: server.things.collectionName, hint: 'x_1' }));
      expect(error.code).to.equal(2);
    });
    it('does not count the time in which nobody asks for more', async () => {
      await server.things.insertMany(Array.from({ length: 2000 }, (_, n) => ({ n, s: 'x'.repeat(2000) })));
      const find = server.things.collectionName;
      const { cursor } = await server.db.command({ find, maxTimeMS: 500, batchSize: 1 });
      for (const start = Date.now(); Date.now() < start + 600; ) await server.db.command({ ping: 1 });

      const more = await server.db.command({ getMore: cursor.id, collection: find });

      expect(more.cursor.nextBatch).to.have.length(1999);
    });
    it('refuses an option of another type', async () => {
      const find = server.things.collectionName;
      expect((await refusal(server.db.command({ find, singleBatch: 'yes' }))).code).to.equal(14);
      expect((await refusal(server.db.command({ find, maxTimeMS: 'long' }))).code).to.equal(14);
    });
    it('refuses an unknown option', async () => {
      const error = await refusal(server.db.command({ find: server.things.collectionName, filtre: {} }));
      expect(error.code).to.equal(40415);
    });
    it('refuses a filter that is no document', async () => {
      const error = await refusal(server.db.command({ find: server.things.collectionName, filter: 5 }));
      expect(error.code).to.equal(14);
    });
    it('refuses a negative skip', async () => {
      const error = await refusal(server.db.command({ find: server.things.collectionName, skip: -1 }));
      expect(error.code).to.equal(51024);
    });
  });

  describe('counting', () => {
    beforeEach(() => server.things.insertMany([1, 2, 3, 4].map((n) => ({ n, even: n % 2 === 0 }))));

    it('counts what matches', async () => {
      expect(await server.things.countDocuments({ even: true })).to.equal(2);
    });
    it('counts all', async () => {
      expect(await server.things.estimatedDocumentCount()).to.equal(4);
    });
    it('keeps counting right after changes', async () => {
      await server.things.deleteOne({ n: 1 });
      await server.things.insertMany([{}, {}]);
      expect(await server.things.estimatedDocumentCount()).to.equal(5);
    });
    it('counts with skip and limit', async () => {
      const name = server.things.collectionName;
      expect((await server.db.command({ count: name, skip: 1, limit: 2 })).n).to.equal(2);
      expect((await server.db.command({ count: name, skip: 3, limit: 2 })).n).to.equal(1);
      expect((await server.db.command({ count: name, query: { even: true }, limit: 1 })).n).to.equal(1);
    });
    it('counts nothing where nothing is', async () => {
      expect(await server.db.collection('nowhere').countDocuments()).to.equal(0);
    });
  });

  describe('distinct', () => {
    it('refuses more than a document can hold', async function () {
      this.timeout(30_000);
      await server.things.insertMany(
        Array.from({ length: 5 }, (_, n) => ({ s: `${n}${'x'.repeat(4 * 1024 * 1024)}` })),
      );
      expect((await refusal(server.things.distinct('s'))).code).to.be.a('number');
      expect(await server.things.countDocuments()).to.equal(5);
    });

    const cases: [title: string, docs: Doc[], key: string, values: unknown[], filter?: Doc][] = [
      ['gives each value once', [{ a: 1 }, { a: 2 }, { a: 1 }], 'a', [1, 2]],
      ['looks into arrays', [{ a: [1, 2] }, { a: [2, 3] }], 'a', [1, 2, 3]],
      ['leaves missing out and keeps null', [{ a: null }, {}, { a: 1 }], 'a', [null, 1]],
      ['reaches into documents', [{ a: { b: 'x' } }, { a: [{ b: 'y' }, { b: 'x' }] }], 'a.b', ['x', 'y']],
      [
        'filters',
        [
          { a: 1, k: 1 },
          { a: 2, k: 2 },
        ],
        'a',
        [2],
        { k: 2 },
      ],
    ];
    for (const [title, docs, key, values, filter = {}] of cases) {
      it(title, async () => {
        await server.things.insertMany(docs);
        expect(await server.things.distinct(key, filter)).to.have.deep.members(values);
      });
    }
  });
});
