import { expect } from 'chai';
import { type Doc, ObjectId, refusal, useServer, writeRefusal } from './server.ts';

describe('contract: insert', () => {
  const server = useServer();

  it('stores a document as it was given', async () => {
    const doc = {
      _id: 1 as never,
      s: 'ü\0x',
      n: 1.5,
      b: false,
      z: null,
      d: new Date(7),
      a: [1, [2]],
      o: { p: { q: 1 } },
      e: {},
    };
    await server.things.insertOne(doc);
    expect(await server.things.findOne()).to.deep.equal(doc);
  });
  it('makes an _id and puts it first', async () => {
    await server.db.command({ insert: server.things.collectionName, documents: [{ a: 1 }] });
    const stored = await server.things.findOne();
    expect(stored?._id).to.be.instanceOf(ObjectId);
    expect(Object.keys(stored ?? {})[0]).to.equal('_id');
  });
  it('moves _id to the front', async () => {
    await server.db.command({ insert: server.things.collectionName, documents: [{ a: 1, _id: 7 }] });
    expect(Object.keys((await server.things.findOne()) ?? {})).to.deep.equal(['_id', 'a']);
  });
  it('takes documents as _id', async () => {
    await server.things.insertOne({ _id: { a: 1, b: 2 } as never });
    expect(await server.things.countDocuments({ _id: { a: 1, b: 2 } as never })).to.equal(1);
  });
  it('refuses the same _id twice, with its key', async () => {
    await server.things.insertOne({ _id: 1 as never });
    const error = await refusal(server.things.insertOne({ _id: 1 as never }));
    expect([error.code, error.keyPattern, error.keyValue]).to.deep.equal([11000, { _id: 1 }, { _id: 1 }]);
    expect(error.message)
      .to.include('E11000 duplicate key error collection:')
      .and.include('index: _id_ dup key: { _id: 1 }');
  });
  it('takes 1 and 1.0 for the same _id', async () => {
    const { Double, Int32 } = await import('./server.ts');
    await server.things.insertOne({ _id: new Int32(1) as never });
    expect((await refusal(server.things.insertOne({ _id: new Double(1) as never }))).code).to.equal(11000);
  });
  it('refuses an array as _id', async () => {
    expect((await refusal(server.things.insertOne({ _id: [1] as never }))).code).to.equal(53);
  });
  it('refuses a regular expression as _id', async () => {
    expect((await refusal(server.things.insertOne({ _id: /x/ as never }))).code).to.equal(53);
  });
  it('refuses no documents at all', async () => {
    const error = await refusal(server.db.command({ insert: server.things.collectionName, documents: [] }));
    expect(error.code).to.equal(16);
  });
  it('stops at the first error when ordered', async () => {
    const error = await refusal(server.things.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }] as never));
    expect(error.code).to.equal(11000);
    expect(error.result.insertedCount).to.equal(1);
    expect(await server.things.countDocuments()).to.equal(1);
  });
  it('goes on after errors when unordered', async () => {
    const docs = [{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }] as never;
    const error = await refusal(server.things.insertMany(docs, { ordered: false }));
    expect(error.writeErrors.map((one: Doc) => one.index)).to.deep.equal([1, 3]);
    expect(await server.things.countDocuments()).to.equal(3);
  });
  it('refuses a document over 16 MiB', async () => {
    const documents = [{ s: 'x'.repeat(16 * 1024 * 1024) }];
    const error = await writeRefusal(server.db.command({ insert: server.things.collectionName, documents }));
    expect(error.code).to.equal(2);
    expect(await server.things.countDocuments()).to.equal(0);
  });
  it('refuses an update that makes a document too large', async () => {
    await server.things.insertOne({ s: 'x'.repeat(9 * 1024 * 1024) });
    const error = await refusal(server.things.updateOne({}, { $set: { t: 'x'.repeat(9 * 1024 * 1024) } }));
    expect(error.code).to.be.oneOf([17419, 10334]);
  });
  it('takes a document just under 16 MiB', async function () {
    this.timeout(20_000);
    await server.things.insertOne({ s: 'x'.repeat(16 * 1024 * 1024 - 100) });
    expect((await server.things.findOne())?.s).to.have.length(16 * 1024 * 1024 - 100);
  });
  it('refuses a document 200 levels deep', async () => {
    let doc: Doc = {};
    for (let level = 0; level < 200; level++) doc = { a: doc };
    await refusal(server.things.insertOne(doc));
    expect(await server.things.countDocuments()).to.equal(0);
  });
  it('accepts a write concern', async () => {
    await server.things.insertOne({ a: 1 }, { writeConcern: { w: 1, j: true } });
    expect(await server.things.countDocuments()).to.equal(1);
  });
  it('takes writes that want no answer', async () => {
    await server.things.insertOne({ a: 1 }, { writeConcern: { w: 0 } });
    await server.things.insertOne({ a: 2 });
    while ((await server.things.countDocuments()) < 2);
  });
  it('decides twenty equal inserts at once for one', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => server.things.insertOne({ _id: 'one' as never })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
  });
});

describe('contract: update', () => {
  const server = useServer();

  it('counts what it matched and what it changed', async () => {
    await server.things.insertMany([{ a: 1 }, { a: 2 }, { a: 2 }]);
    const result = await server.things.updateMany({}, { $set: { a: 2 } });
    expect([result.matchedCount, result.modifiedCount]).to.deep.equal([3, 1]);
  });
  it('changes one document only', async () => {
    await server.things.insertMany([{ a: 1 }, { a: 1 }]);
    const result = await server.things.updateOne({ a: 1 }, { $set: { a: 2 } });
    expect([result.matchedCount, await server.things.countDocuments({ a: 2 })]).to.deep.equal([1, 1]);
  });
  it('matches nothing in a collection that is not there', async () => {
    const result = await server.things.updateMany({}, { $set: { a: 1 } });
    expect(result.matchedCount).to.equal(0);
  });
  it('replaces a document and keeps its _id', async () => {
    await server.things.insertOne({ _id: 1 as never, a: 1 });
    await server.things.replaceOne({ a: 1 }, { b: 2 });
    expect(await server.things.findOne()).to.deep.equal({ _id: 1, b: 2 });
  });
  it('refuses to replace several', async () => {
    const updates = [{ q: {}, u: { a: 1 }, multi: true }];
    const error = await writeRefusal(server.db.command({ update: server.things.collectionName, updates }));
    expect(error.code).to.equal(9);
  });
  it('refuses to replace _id', async () => {
    await server.things.insertOne({ _id: 1 as never });
    const updates = [{ q: { _id: 1 }, u: { _id: 2 } }];
    const error = await writeRefusal(server.db.command({ update: server.things.collectionName, updates }));
    expect(error.code).to.equal(66);
  });
  it('refuses a duplicate of a unique key and leaves the document', async () => {
    await server.things.createIndex({ k: 1 }, { unique: true });
    await server.things.insertMany([
      { _id: 1 as never, k: 1 },
      { _id: 2 as never, k: 2 },
    ]);
    const error = await refusal(server.things.updateOne({ _id: 2 as never }, { $set: { k: 1 } }));
    expect([error.code, error.keyPattern, error.keyValue]).to.deep.equal([11000, { k: 1 }, { k: 1 }]);
    expect(await server.things.findOne({ _id: 2 as never })).to.deep.equal({ _id: 2, k: 2 });
  });
  it('refuses an unknown field of a statement', async () => {
    await server.things.insertOne({ _id: 1 as never });
    const sound = { q: {}, u: { $set: { a: 1 } } };
    const error = await refusal(
      server.db.command({ update: server.things.collectionName, updates: [sound, { ...sound, foo: 1 }] }),
    );
    expect(error.code).to.equal(40415);
    expect(await server.things.findOne()).to.deep.equal({ _id: 1 });
  });
  it('refuses a name without array filter also where nothing matches', async () => {
    const updates = [{ q: {}, u: { $set: { 'a.$[e]': 1 } } }];
    const error = await writeRefusal(server.db.command({ update: server.things.collectionName, updates }));
    expect(error.code).to.equal(2);
  });
  for (const q of [{}, { q: null }]) {
    it(`refuses a statement without a filter: ${JSON.stringify(q)}`, async () => {
      await server.things.insertOne({ a: 1 });
      const updates = [{ ...q, u: { $set: { a: 2 } }, multi: true }];
      const error = await refusal(server.db.command({ update: server.things.collectionName, updates }));
      expect(error.code).to.equal(40414);
      expect(await server.things.countDocuments({ a: 2 })).to.equal(0);
    });
  }
  it('counts up exactly under fifty increments at once', async () => {
    await server.things.insertOne({ _id: 1 as never, n: 0 });
    await Promise.all(
      Array.from({ length: 50 }, () => server.things.updateOne({ _id: 1 as never }, { $inc: { n: 1 } })),
    );
    expect((await server.things.findOne())?.n).to.equal(50);
  });

  context('upserting', () => {
    const cases: [title: string, filter: Doc, update: Doc | Doc[], stored: Doc][] = [
      ['takes equal fields from the filter', { _id: 1, a: 1 }, { $set: { b: 2 } }, { _id: 1, a: 1, b: 2 }],
      ['takes $eq from the filter', { _id: 1, a: { $eq: 1 } }, { $set: { b: 2 } }, { _id: 1, a: 1, b: 2 }],
      [
        'takes inner fields from the filter',
        { _id: 1, 'a.b': 1 },
        { $set: { c: 2 } },
        { _id: 1, a: { b: 1 }, c: 2 },
      ],
      [
        'takes fields inside $and',
        { $and: [{ _id: 1 }, { a: 1 }] },
        { $set: { b: 2 } },
        { _id: 1, a: 1, b: 2 },
      ],
      ['takes nothing from ranges', { _id: 1, a: { $gt: 5 } }, { $set: { b: 2 } }, { _id: 1, b: 2 }],
      [
        'sets what is for new documents only',
        { _id: 1 },
        { $set: { a: 1 }, $setOnInsert: { b: 2 } },
        { _id: 1, a: 1, b: 2 },
      ],
      ['increments from nothing', { _id: 1 }, { $inc: { n: 3 } }, { _id: 1, n: 3 }],
      ['takes only _id for a replacement', { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
      [
        'runs a pipeline on the fields of the filter',
        { _id: 1, a: 1 },
        [{ $set: { b: { $add: ['$a', 1] } } }],
        { _id: 1, a: 1, b: 2 },
      ],
    ];
    for (const [title, filter, update, stored] of cases) {
      it(title, async () => {
        const reply = await server.db.command({
          update: server.things.collectionName,
          updates: [{ q: filter, u: update, upsert: true }],
        });

        expect(reply.upserted).to.deep.equal([{ index: 0, _id: 1 }]);
        expect([reply.n, reply.nModified]).to.deep.equal([1, 0]);
        expect(await server.things.findOne()).to.deep.equal(stored);
      });
    }

    it('refuses two values for one field', async () => {
      const updates = [{ q: { a: { b: 1 }, 'a.c': 2 }, u: { $set: { d: 1 } }, upsert: true }];
      const error = await writeRefusal(server.db.command({ update: server.things.collectionName, updates }));
      expect(error.code).to.equal(54);
    });
    it('makes an _id', async () => {
      const result = await server.things.updateOne({ a: 1 }, { $set: { b: 1 } }, { upsert: true });
      expect(result.upsertedId).to.be.instanceOf(ObjectId);
    });
    it('changes what is there', async () => {
      await server.things.insertOne({ _id: 1 as never, n: 1 });
      const result = await server.things.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { upsert: true });
      expect([result.matchedCount, result.upsertedCount]).to.deep.equal([1, 0]);
    });
    it('makes one document of twenty at once, by a unique key', async () => {
      await server.things.createIndex({ k: 1 }, { unique: true });
      const upsert = () => server.things.updateOne({ k: 'x' }, { $inc: { n: 1 } }, { upsert: true });
      await Promise.all(
        Array.from({ length: 20 }, () =>
          upsert().catch((error: Doc) => (error.code === 11000 ? upsert() : Promise.reject(error))),
        ),
      );
      expect(await server.things.find({}, { projection: { _id: 0 } }).toArray()).to.deep.equal([
        { k: 'x', n: 20 },
      ]);
    });
  });
});

describe('contract: delete', () => {
  const server = useServer();
  beforeEach(() => server.things.insertMany([{ a: 1 }, { a: 1 }, { a: 2 }]));

  it('deletes one', async () => {
    expect((await server.things.deleteOne({ a: 1 })).deletedCount).to.equal(1);
    expect(await server.things.countDocuments()).to.equal(2);
  });
  it('deletes many', async () => {
    expect((await server.things.deleteMany({ a: 1 })).deletedCount).to.equal(2);
  });
  it('deletes all', async () => {
    expect((await server.things.deleteMany({})).deletedCount).to.equal(3);
  });
  it('deletes nothing', async () => {
    expect((await server.things.deleteMany({ a: 9 })).deletedCount).to.equal(0);
  });
  it('refuses a limit of 2', async () => {
    const error = await refusal(
      server.db.command({ delete: server.things.collectionName, deletes: [{ q: {}, limit: 2 }] }),
    );
    expect(error.code).to.equal(9);
  });
  for (const q of [{}, { q: null }]) {
    it(`refuses a statement without a filter: ${JSON.stringify(q)}`, async () => {
      const before = await server.things.countDocuments();
      const error = await refusal(
        server.db.command({ delete: server.things.collectionName, deletes: [{ ...q, limit: 0 }] }),
      );
      expect(error.code).to.equal(40414);
      expect(await server.things.countDocuments()).to.equal(before);
    });
  }
  it('frees unique keys', async () => {
    await server.things.deleteMany({});
    await server.things.createIndex({ k: 1 }, { unique: true });
    await server.things.insertOne({ k: 1 });
    await server.things.deleteOne({ k: 1 });
    await server.things.insertOne({ k: 1 });
    expect(await server.things.countDocuments({ k: 1 })).to.equal(1);
  });
});

describe('contract: findAndModify', () => {
  const server = useServer();
  beforeEach(() =>
    server.things.insertMany([
      { _id: 1, n: 1, k: 'a' },
      { _id: 2, n: 2, k: 'a' },
      { _id: 3, n: 3, k: 'b' },
    ] as never),
  );

  it('gives the document as it was', async () => {
    const found = await server.things.findOneAndUpdate({ _id: 1 as never }, { $inc: { n: 10 } });
    expect(found).to.deep.equal({ _id: 1, n: 1, k: 'a' });
  });
  it('gives the document as it is now', async () => {
    const found = await server.things.findOneAndUpdate(
      { _id: 1 as never },
      { $inc: { n: 10 } },
      { returnDocument: 'after' },
    );
    expect(found?.n).to.equal(11);
  });
  it('takes the first in an order', async () => {
    const found = await server.things.findOneAndUpdate(
      { k: 'a' },
      { $set: { done: true } },
      { sort: { n: -1 } },
    );
    expect(found?._id).to.equal(2);
  });
  it('gives only some fields', async () => {
    const found = await server.things.findOneAndUpdate(
      { _id: 1 as never },
      { $set: { x: 1 } },
      { projection: { k: 1, _id: 0 } },
    );
    expect(found).to.deep.equal({ k: 'a' });
  });
  it('gives null when there is none', async () => {
    expect(await server.things.findOneAndUpdate({ _id: 9 as never }, { $set: { x: 1 } })).to.equal(null);
  });
  it('upserts and gives null', async () => {
    expect(
      await server.things.findOneAndUpdate({ _id: 9 as never }, { $set: { x: 1 } }, { upsert: true }),
    ).to.equal(null);
    expect(await server.things.findOne({ _id: 9 as never })).to.deep.equal({ _id: 9, x: 1 });
  });
  it('upserts and gives the new one', async () => {
    const found = await server.things.findOneAndUpdate(
      { _id: 9 as never },
      { $set: { x: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    expect(found).to.deep.equal({ _id: 9, x: 1 });
  });
  it('replaces', async () => {
    const found = await server.things.findOneAndReplace(
      { _id: 1 as never },
      { y: 1 },
      { returnDocument: 'after' },
    );
    expect(found).to.deep.equal({ _id: 1, y: 1 });
  });
  it('deletes and gives what was deleted', async () => {
    expect(await server.things.findOneAndDelete({ k: 'a' }, { sort: { n: 1 } })).to.deep.equal({
      _id: 1,
      n: 1,
      k: 'a',
    });
    expect(await server.things.countDocuments()).to.equal(2);
  });
  it('runs a pipeline', async () => {
    const found = await server.things.findOneAndUpdate(
      { _id: 1 as never },
      [{ $set: { n: { $add: ['$n', 1] } } }],
      { returnDocument: 'after' },
    );
    expect(found?.n).to.equal(2);
  });
  it('says what it did', async () => {
    const found = await server.things.findOneAndUpdate(
      { _id: 1 as never },
      { $set: { x: 1 } },
      { includeResultMetadata: true },
    );
    expect(found.lastErrorObject).to.deep.equal({ n: 1, updatedExisting: true });
    const made = await server.things.findOneAndUpdate(
      { _id: 8 as never },
      { $set: { x: 1 } },
      { includeResultMetadata: true, upsert: true },
    );
    expect(made.lastErrorObject).to.deep.equal({ n: 1, updatedExisting: false, upserted: 8 });
  });
  it('refuses update and remove at once', async () => {
    const error = await refusal(
      server.db.command({
        findAndModify: server.things.collectionName,
        remove: true,
        update: { $set: { a: 1 } },
      }),
    );
    expect(error.code).to.equal(9);
  });
  it('refuses to do nothing', async () => {
    const error = await refusal(
      server.db.command({ findAndModify: server.things.collectionName, query: {} }),
    );
    expect(error.code).to.equal(9);
  });
  it('gives each of ten claims a document of its own', async () => {
    await server.things.insertMany(Array.from({ length: 10 }, () => ({ state: 'due' })));
    const claims = await Promise.all(
      Array.from({ length: 15 }, () =>
        server.things.findOneAndUpdate({ state: 'due' }, { $set: { state: 'claimed' } }),
      ),
    );
    const claimed = claims.filter((claim) => claim !== null).map(({ _id }) => String(_id));
    expect(new Set(claimed).size).to.equal(10);
    expect(claimed).to.have.length(10);
  });
});

describe('contract: bulkWrite', () => {
  const server = useServer();

  it('counts what each kind did', async () => {
    const result = await server.things.bulkWrite([
      { insertOne: { document: { _id: 1 as never, a: 1 } } },
      { insertOne: { document: { _id: 2 as never, a: 1 } } },
      { updateMany: { filter: { a: 1 }, update: { $set: { a: 2 } } } },
      { updateOne: { filter: { _id: 3 as never }, update: { $set: { a: 3 } }, upsert: true } },
      { replaceOne: { filter: { _id: 1 as never }, replacement: { b: 1 } } },
      { deleteOne: { filter: { _id: 2 as never } } },
    ]);
    const { insertedCount, matchedCount, modifiedCount, upsertedCount, deletedCount, upsertedIds } = result;
    expect([insertedCount, matchedCount, modifiedCount, upsertedCount, deletedCount]).to.deep.equal([
      2, 3, 3, 1, 1,
    ]);
    expect(upsertedIds).to.deep.equal({ 3: 3 });
  });
  it('stops at the first error, with its position', async () => {
    const writes = [
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 2 } } },
    ];
    const error = await refusal(server.things.bulkWrite(writes as never));
    expect([error.code, error.writeErrors[0].index, error.result.insertedCount]).to.deep.equal([11000, 1, 1]);
  });
  it('reports every error when unordered', async () => {
    const writes = [
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 1 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { _id: 5 } } } },
      { insertOne: { document: { _id: 2 } } },
    ];
    const error = await refusal(server.things.bulkWrite(writes as never, { ordered: false }));
    const found = error.writeErrors.map(({ index, code }: Doc) => [index, code]).sort();
    expect(found).to.deep.equal([
      [1, 11000],
      [2, 66],
    ]);
    expect(await server.things.countDocuments()).to.equal(2);
  });
});
