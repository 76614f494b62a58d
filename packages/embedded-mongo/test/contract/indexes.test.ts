import { expect } from 'chai';
import { type Doc, Double, idsOf, Long, refusal, useServer } from './server.ts';

describe('contract: indexes', () => {
  const server = useServer();

  context('creating', () => {
    it('names an index by its keys', async () => {
      expect(await server.things.createIndex({ a: 1, 'b.c': -1 })).to.equal('a_1_b.c_-1');
    });
    it('lists what it made, the one on _id first', async () => {
      await server.things.createIndex({ a: 1 }, { unique: true });
      await server.things.createIndex({ b: 1 }, { sparse: true });
      await server.things.createIndex({ c: 1 }, { expireAfterSeconds: 60 });
      await server.things.createIndex({ d: 1 }, { partialFilterExpression: { d: { $gt: 5 } } });
      const listed = await server.things.listIndexes().toArray();
      expect(listed.map(({ v: _version, ...spec }) => spec)).to.deep.equal([
        { key: { _id: 1 }, name: '_id_' },
        { key: { a: 1 }, name: 'a_1', unique: true },
        { key: { b: 1 }, name: 'b_1', sparse: true },
        { key: { c: 1 }, name: 'c_1', expireAfterSeconds: 60 },
        { key: { d: 1 }, name: 'd_1', partialFilterExpression: { d: { $gt: 5 } } },
      ]);
    });
    it('makes the collection', async () => {
      const reply = await server.db.command({
        createIndexes: server.things.collectionName,
        indexes: [{ key: { a: 1 }, name: 'a_1' }],
      });
      expect([
        reply.numIndexesBefore,
        reply.numIndexesAfter,
        reply.createdCollectionAutomatically,
      ]).to.deep.equal([1, 2, true]);
    });
    it('says so when it is there already', async () => {
      await server.things.createIndex({ a: 1 });
      const reply = await server.db.command({
        createIndexes: server.things.collectionName,
        indexes: [{ key: { a: 1 }, name: 'a_1' }],
      });
      expect([reply.numIndexesBefore, reply.numIndexesAfter, reply.note]).to.deep.equal([
        2,
        2,
        'all indexes already exist',
      ]);
    });
    const refused: [title: string, first: Doc, second: Doc, code: number][] = [
      ['the same keys under another name', { key: { a: 1 }, name: 'x' }, { key: { a: 1 }, name: 'y' }, 85],
      [
        'the same name with other options',
        { key: { a: 1 }, name: 'x' },
        { key: { a: 1 }, name: 'x', unique: true },
        86,
      ],
      [
        'the same index with another time to live',
        { key: { a: 1 }, name: 'x', expireAfterSeconds: 5 },
        { key: { a: 1 }, name: 'x', expireAfterSeconds: 6 },
        85,
      ],
      [
        'a time to live on _id',
        { key: { z: 1 }, name: 'z' },
        { key: { _id: 1 }, name: '_id_', expireAfterSeconds: 5 },
        197,
      ],
      [
        'a mark that is no boolean',
        { key: { z: 1 }, name: 'z' },
        { key: { a: 1 }, name: 'x', unique: 'x' },
        14,
      ],
      ['the same name with other keys', { key: { a: 1 }, name: 'x' }, { key: { b: 1 }, name: 'x' }, 86],
      ['an index without keys', { key: { z: 1 }, name: 'z' }, { key: {}, name: 'x' }, 67],
      ['a direction of 0', { key: { z: 1 }, name: 'z' }, { key: { a: 0 }, name: 'x' }, 67],
      ['an unknown option', { key: { z: 1 }, name: 'z' }, { key: { a: 1 }, name: 'x', foo: 1 }, 197],
      ['an unknown kind', { key: { z: 1 }, name: 'z' }, { key: { a: 'foo' }, name: 'x' }, 67],
      [
        'sparse and partial at once',
        { key: { z: 1 }, name: 'z' },
        { key: { a: 1 }, name: 'x', sparse: true, partialFilterExpression: { a: 1 } },
        67,
      ],
      [
        'a partial filter with $ne',
        { key: { z: 1 }, name: 'z' },
        { key: { a: 1 }, name: 'x', partialFilterExpression: { a: { $ne: 1 } } },
        67,
      ],
      [
        'a partial filter by a pattern',
        { key: { z: 1 }, name: 'z' },
        { key: { a: 1 }, name: 'x', partialFilterExpression: { a: /^b/ } },
        67,
      ],
      ['a name with a null character', { key: { z: 1 }, name: 'z' }, { key: { a: 1 }, name: 'x\0y' }, 67],
      ['a field with a dollar inside', { key: { z: 1 }, name: 'z' }, { key: { 'a.$b': 1 }, name: 'x' }, 67],
      [
        'a field of a reference outside of one',
        { key: { z: 1 }, name: 'z' },
        { key: { $id: 1 }, name: 'x' },
        67,
      ],
      [
        'a partial filter with $exists: false',
        { key: { z: 1 }, name: 'z' },
        { key: { a: 1 }, name: 'x', partialFilterExpression: { a: { $exists: false } } },
        67,
      ],
      [
        'a compound TTL index',
        { key: { z: 1 }, name: 'z' },
        { key: { a: 1, b: 1 }, name: 'x', expireAfterSeconds: 5 },
        67,
      ],
    ];
    for (const [title, first, second, code] of refused) {
      it(`refuses ${title}`, async () => {
        const createIndexes = server.things.collectionName;
        await server.db.command({ createIndexes, indexes: [first] });
        const error = await refusal(server.db.command({ createIndexes, indexes: [second] }));
        expect(error.code).to.equal(code);
      });
    }
    it('refuses to make a unique index over duplicates and leaves all as it was', async () => {
      await server.things.insertMany([{ k: 1 }, { k: 1 }]);
      const error = await refusal(server.things.createIndex({ k: 1 }, { unique: true }));
      expect([error.code, error.keyPattern, error.keyValue]).to.deep.equal([11000, { k: 1 }, { k: 1 }]);
      expect(await server.things.listIndexes().toArray()).to.have.length(1);
      await server.things.insertOne({ k: 1 });
      expect(await server.things.countDocuments({ k: 1 })).to.equal(3);
    });
    it('takes the fields of a reference', async () => {
      expect(await server.things.createIndex({ 'a.$id': 1 })).to.equal('a.$id_1');
    });
    it('refuses more than 64', async () => {
      const spec = (n: number) => ({ key: { [`f${n}`]: 1 as const }, name: `f${n}_1` });
      await server.things.createIndexes(Array.from({ length: 63 }, (_, n) => spec(n)));
      const error = await refusal(server.things.createIndexes([spec(63)]));
      expect(error.code).to.equal(67);
      expect(await server.things.createIndexes([spec(5)])).to.deep.equal(['f5_1']);
      expect(await server.things.listIndexes().toArray()).to.have.length(64);
    });
    it('refuses an index over two arrays', async () => {
      await server.things.createIndex({ a: 1, b: 1 });
      const error = await refusal(server.things.insertOne({ a: [1], b: [2] }));
      expect(error.code).to.equal(171);
    });
  });

  context('listing and dropping', () => {
    it('refuses to list where no collection is', async () => {
      expect((await refusal(server.things.listIndexes().toArray())).code).to.equal(26);
    });
    it('drops by name', async () => {
      await server.things.createIndex({ a: 1 });
      const reply = await server.things.dropIndex('a_1');
      expect(reply.nIndexesWas).to.equal(2);
      expect(await server.things.listIndexes().toArray()).to.have.length(1);
    });
    it('drops all but the one on _id', async () => {
      await server.things.createIndex({ a: 1 });
      await server.things.createIndex({ b: 1 });
      await server.things.dropIndexes();
      expect((await server.things.listIndexes().toArray()).map(({ name }) => name)).to.deep.equal(['_id_']);
    });
    it('refuses to drop the one on _id', async () => {
      await server.things.insertOne({});
      expect((await refusal(server.things.dropIndex('_id_'))).code).to.equal(72);
    });
    it('refuses to drop what is not there', async () => {
      await server.things.insertOne({});
      expect((await refusal(server.things.dropIndex('a_1'))).code).to.equal(27);
    });
    it('refuses to drop none in particular', async () => {
      await server.things.insertOne({});
      const error = await refusal(server.db.command({ dropIndexes: server.things.collectionName }));
      expect(error.code).to.equal(40414);
    });
    it('a dropped unique index no longer refuses', async () => {
      await server.things.createIndex({ k: 1 }, { unique: true });
      await server.things.insertOne({ k: 1 });
      await server.things.dropIndex('k_1');
      await server.things.insertOne({ k: 1 });
      expect(await server.things.countDocuments()).to.equal(2);
    });
  });

  context('unique', () => {
    type Case = [title: string, key: Doc, options: Doc, docs: Doc[], duplicate: Doc | null, keyValue?: Doc];
    const cases: Case[] = [
      ['refuses a second value', { k: 1 }, {}, [{ k: 'a' }], { k: 'a' }, { k: 'a' }],
      ['takes missing for a value', { k: 1 }, {}, [{}], {}, { k: null }],
      ['takes null and missing for the same', { k: 1 }, {}, [{ k: null }], {}, { k: null }],
      ['takes 1 and 1.0 for the same', { k: 1 }, {}, [{ k: 1 }], { k: 1.0 }, { k: 1 }],
      ['tells types apart', { k: 1 }, {}, [{ k: 1 }, { k: '1' }, { k: true }, { k: [] }], null],
      ['on a dotted path', { 'a.b': 1 }, {}, [{ a: { b: 1 } }], { a: { b: 1, c: 2 } }, { 'a.b': 1 }],
      [
        'compound: refuses the same pair',
        { a: 1, b: 1 },
        {},
        [{ a: 1, b: 1 }],
        { a: 1, b: 1 },
        { a: 1, b: 1 },
      ],
      [
        'compound: takes another pair',
        { a: 1, b: 1 },
        {},
        [
          { a: 1, b: 1 },
          { a: 1, b: 2 },
          { a: 2, b: 1 },
        ],
        null,
      ],
      ['on arrays: refuses a shared element', { k: 1 }, {}, [{ k: [1, 2] }], { k: [2, 3] }, { k: 2 }],
      ['on arrays: takes an element twice in one document', { k: 1 }, {}, [{ k: [1, 1] }], null],
      [
        'on documents in arrays',
        { 'a.k': 1 },
        {},
        [{ a: [{ k: 1 }, { k: 2 }] }],
        { a: [{ k: 2 }] },
        { 'a.k': 2 },
      ],
      ['sparse: takes missing often', { k: 1 }, { sparse: true }, [{}, {}, { k: 1 }], { k: 1 }, { k: 1 }],
      ['sparse: takes null once', { k: 1 }, { sparse: true }, [{ k: null }], { k: null }, { k: null }],
      [
        'partial: only among what the filter covers',
        { k: 1 },
        { partialFilterExpression: { on: true } },
        [{ k: 1 }, { k: 1 }, { k: 1, on: true }],
        { k: 1, on: true },
        { k: 1 },
      ],
      [
        'partial by $exists',
        { k: 1 },
        { partialFilterExpression: { k: { $exists: true } } },
        [{}, {}, { k: 1 }],
        { k: 1 },
        { k: 1 },
      ],
      ['descending', { k: -1 }, {}, [{ k: 5 }], { k: 5 }, { k: 5 }],
      [
        'on long texts',
        { k: 1 },
        {},
        [{ k: `${'x'.repeat(3000)}a` }, { k: `${'x'.repeat(3000)}b` }],
        { k: `${'x'.repeat(3000)}a` },
        { k: `${'x'.repeat(3000)}a` },
      ],
      ['texts that begin the same', { k: 1 }, {}, [{ k: 'a' }, { k: 'a\0' }, { k: 'ab' }, { k: '' }], null],
      [
        'on whole documents',
        { k: 1 },
        {},
        [{ k: { a: 1, b: 2 } }, { k: { b: 2, a: 1 } }],
        { k: { a: 1, b: 2 } },
        { k: { a: 1, b: 2 } },
      ],
    ];
    for (const [title, key, options, docs, duplicate, keyValue] of cases) {
      it(title, async () => {
        await server.things.createIndex(key as never, { unique: true, ...options });
        await server.things.insertMany(docs.map((doc) => ({ ...doc })));
        if (!duplicate) return;

        const error = await refusal(server.things.insertOne({ ...duplicate }));

        expect([error.code, error.keyPattern, error.keyValue]).to.deep.equal([11000, key, keyValue]);
        expect(await server.things.countDocuments()).to.equal(docs.length);
      });
    }

    it('lets a document keep its own key', async () => {
      await server.things.createIndex({ k: 1 }, { unique: true });
      await server.things.insertOne({ k: 1 });
      expect((await server.things.updateOne({ k: 1 }, { $set: { k: 1, x: 1 } })).modifiedCount).to.equal(1);
    });
    it('partial: refuses when an update brings a document under the filter', async () => {
      await server.things.createIndex({ k: 1 }, { unique: true, partialFilterExpression: { on: true } });
      await server.things.insertMany([
        { _id: 1 as never, k: 1, on: true },
        { _id: 2 as never, k: 1 },
      ]);
      expect(
        (await refusal(server.things.updateOne({ _id: 2 as never }, { $set: { on: true } }))).code,
      ).to.equal(11000);
    });
    it('decides twenty at once for one', async () => {
      await server.things.createIndex({ k: 1 }, { unique: true });
      const tries = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) => server.things.insertOne({ k: 'one', n })),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    });
  });

  context('the same answers with and without an index', () => {
    it('finds a number of another type than those in a partial index', async () => {
      await server.things.createIndex({ n: 1 }, { partialFilterExpression: { n: { $type: 'int' } } });
      await server.things.insertMany([{ n: 5 }, { n: new Double(5) }, { n: Long.fromNumber(5) }]);
      expect(await server.things.countDocuments({ n: 5 })).to.equal(3);
    });
    const docs: Doc[] = [
      { _id: 1, a: 1, b: 'x' },
      { _id: 2, a: 2, b: 'y' },
      { _id: 3, a: [1, 5], b: 'z' },
      { _id: 4, a: null },
      { _id: 5 },
      { _id: 6, a: 'text', b: 'x' },
      { _id: 7, a: { c: 1 } },
      {
        _id: 8,
        a: [
          { c: 1, d: 2 },
          { c: 3, d: 4 },
        ],
      },
      { _id: 9, a: [] },
      { _id: 10, a: 2.5, b: ['x', 'y'] },
      { _id: 11, a: -1 },
      { _id: 12, a: new Date(0) },
      { _id: 13, a: true },
      { _id: 14, a: [[1]] },
    ];
    const filters: Doc[] = [
      { a: 1 },
      { a: null },
      { a: { $in: [1, null] } },
      { a: { $gt: 1 } },
      { a: { $gte: 1, $lte: 2 } },
      { a: { $lt: 0 } },
      { a: { $gt: 1, $lt: 5 } },
      { a: { $ne: 1 } },
      { a: { $exists: false } },
      { a: { $exists: true } },
      { a: [1, 5] },
      { a: [] },
      { a: { c: 1 } },
      { 'a.c': 1 },
      { 'a.c': 1, 'a.d': 4 },
      { 'a.c': { $gt: 0 }, 'a.d': { $lt: 3 } },
      { a: { $type: 'string' } },
      { a: 'text', b: 'x' },
      { a: { $in: [1, 2] }, b: { $gte: 'x' } },
      { b: 'x' },
      { $or: [{ a: 1 }, { a: 'text' }] },
      { a: { $elemMatch: { c: 3 } } },
      { a: { $gte: new Date(-5) } },
      { a: true },
      { a: /^te/ },
      { a: { $not: { $gt: 1 } } },
      { a: { $all: [1, 5] } },
      { 'a.0': 1 },
      { a: { $size: 2 } },
    ];
    const indexes: Doc[] = [
      { a: 1 },
      { a: -1 },
      { a: 1, b: 1 },
      { b: 1, a: -1 },
      { 'a.c': 1, 'a.d': 1 },
      { b: 1 },
    ];
    for (const key of indexes) {
      for (const options of [{}, { sparse: true }]) {
        it(`${JSON.stringify(key)} ${JSON.stringify(options)}`, async () => {
          await server.things.insertMany(docs);
          const plain = await Promise.all(filters.map((filter) => server.things.find(filter).toArray()));
          await server.things.createIndex(key as never, options);

          for (const [i, filter] of filters.entries()) {
            const found = await server.things.find(filter).toArray();
            expect(idsOf(found), JSON.stringify(filter)).to.have.members(idsOf(plain[i] ?? []));
          }
        });
      }
    }

    const partials: [title: string, partial: Doc, filter: Doc, ids: number[]][] = [
      ['null, by an index of what exists', { a: { $exists: true } }, { a: null }, [1, 2]],
      [
        'null among others, by an index of what exists',
        { a: { $exists: true } },
        { a: { $in: [null, 1] } },
        [1, 2, 3],
      ],
      ['null, by an index of null', { a: { $type: 'null' } }, { a: null }, [1, 2]],
    ];
    for (const [title, partialFilterExpression, filter, ids] of partials) {
      it(`finds missing for ${title}`, async () => {
        await server.things.insertMany([{ _id: 1 }, { _id: 2, a: null }, { _id: 3, a: 1 }] as never);
        await server.things.createIndex({ a: 1 }, { partialFilterExpression });
        expect(idsOf(await server.things.find(filter).toArray())).to.have.members(ids);
        expect(await server.things.countDocuments(filter)).to.equal(ids.length);
      });
    }
  });
});
