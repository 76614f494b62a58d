import { expect } from 'chai';
import { type Doc, Long, MongoClient, refusal, useServer } from './server.ts';

describe('contract: the server', () => {
  const server = useServer();

  it('answers hello', async () => {
    const reply = await server.db.command({ hello: 1 });
    expect(reply.isWritablePrimary).to.equal(true);
    expect(reply.maxBsonObjectSize).to.equal(16 * 1024 * 1024);
    expect(reply.maxMessageSizeBytes).to.equal(48_000_000);
    expect(reply.maxWireVersion).to.be.at.least(21);
    expect(reply.ok).to.equal(1);
  });
  it('answers the old hello', async () => {
    expect((await server.db.command({ isMaster: 1 })).ismaster).to.equal(true);
  });
  it('answers ping', async () => {
    expect((await server.db.command({ ping: 1 })).ok).to.equal(1);
  });
  it('tells its version', async () => {
    const reply = await server.db.admin().buildInfo();
    expect(reply.version).to.match(/^\d+\.\d+\.\d+/);
    expect(reply.versionArray).to.be.an('array');
  });
  it('tells its state', async () => {
    const reply = await server.db.admin().serverStatus();
    expect(reply.uptime).to.be.a('number');
    expect(reply.connections).to.be.an('object');
  });
  it('has no newer commands than those of the version it tells', async function () {
    const { maxWireVersion } = await server.db.command({ hello: 1 });
    const { version } = await server.db.admin().buildInfo();
    const { featureCompatibilityVersion } = await server.db
      .admin()
      .command({ getParameter: 1, featureCompatibilityVersion: 1 });
    if (!version.startsWith('7.')) this.skip();
    expect([maxWireVersion, featureCompatibilityVersion.version]).to.deep.equal([21, '7.0']);
    const namespace = `${server.db.databaseName}.${server.things.collectionName}`;
    const bulkWrite = server.client.bulkWrite([{ name: 'insertOne', namespace, document: {} }]);
    expect((await refusal(bulkWrite)).code ?? 59).to.equal(59);
    const updates = [{ q: {}, u: { $set: { a: 1 } }, sort: { a: 1 } }];
    const error = await refusal(server.db.command({ update: server.things.collectionName, updates }));
    expect(error.code).to.equal(40415);
  });
  context('of the stable API', () => {
    const strict = { apiVersion: '1', apiStrict: true };
    const indexes = [{ key: { a: 1 }, name: 'a_1', sparse: true }];
    const stats = { cursor: {}, pipeline: [{ $collStats: { storageStats: {} } }] };
    const refused: [title: string, command: (name: string) => Doc, code: number][] = [
      ['a version that is not 1', () => ({ ping: 1, apiVersion: '2' }), 322],
      ['a version that is no string', () => ({ ping: 1, apiVersion: 1 }), 14],
      ['strictness without a version', () => ({ ping: 1, apiStrict: true }), 4886600],
      ['strictness that is no boolean', () => ({ ping: 1, apiVersion: '1', apiStrict: 'yes' }), 14],
      ['a command that is not in it', (distinct) => ({ distinct, key: 'a', ...strict }), 323],
      ['an option of find that is not in it', (find) => ({ find, noCursorTimeout: true, ...strict }), 323],
      [
        'an option of an index that is not in it',
        (name) => ({ createIndexes: name, indexes, ...strict }),
        323,
      ],
      ['sizes, which are not in it', (aggregate) => ({ aggregate, ...stats, ...strict }), 323],
    ];
    for (const [title, command, code] of refused) {
      it(`refuses ${title}`, async () => {
        const error = await refusal(server.db.command(command(server.things.collectionName)));
        expect(error.code).to.equal(code);
      });
    }
    it('takes what is in it', async () => {
      const serverApi = { version: '1', strict: true, deprecationErrors: true } as const;
      const client = await new MongoClient(server.uri, { serverApi }).connect();
      const things = client.db(server.db.databaseName).collection(server.things.collectionName);
      await things.createIndex({ a: 1 }, { unique: true });
      await things.insertMany([{ a: 1 }, { a: 2 }]);
      await things.updateOne({ a: 1 }, { $set: { a: 3 } });
      await things.deleteOne({ a: 2 });
      expect(await things.find({}, { projection: { _id: 0 } }).toArray()).to.deep.equal([{ a: 3 }]);
      expect(await things.countDocuments()).to.equal(1);
      expect((await refusal(things.distinct('a'))).code).to.equal(323);
      await client.close();
    });
    it('takes version 1 without strictness', async () => {
      const command = { distinct: server.things.collectionName, key: 'a', apiVersion: '1' };
      expect((await server.db.command(command)).values).to.deep.equal([]);
    });
  });
  it('refuses an unknown command', async () => {
    const error = await refusal(server.db.command({ fooBar: 1 }));
    expect([error.code, error.codeName, error.errorResponse.errmsg]).to.deep.equal([
      59,
      'CommandNotFound',
      "no such command: 'fooBar'",
    ]);
  });
  it('takes sessions', async () => {
    const session = server.client.startSession();
    await server.things.insertOne({ a: 1 }, { session });
    expect(await server.things.countDocuments({}, { session })).to.equal(1);
    await session.endSession();
  });
  it('refuses what takes too long', async () => {
    await server.things.insertMany(Array.from({ length: 5000 }, (_, n) => ({ n, s: 'x'.repeat(500) })));
    const slow = server.things.find(
      { $expr: { $eq: [{ $strLenCP: { $concat: ['$s', '$s', '$s'] } }, -1] } },
      { maxTimeMS: 1 },
    );
    expect((await refusal(slow.toArray())).code).to.equal(50);
  });
  it('serves several clients at once', async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, () => new MongoClient(server.uri).connect()));
    await Promise.all(
      clients.map((client, n) =>
        client.db(server.db.databaseName).collection(server.things.collectionName).insertOne({ n }),
      ),
    );
    expect(await server.things.countDocuments()).to.equal(5);
    await Promise.all(clients.map((client) => client.close()));
  });
  it('takes a message of many megabytes', async function () {
    this.timeout(20_000);
    await server.things.insertMany(Array.from({ length: 30 }, () => ({ s: 'x'.repeat(1024 * 1024) })));
    const lengths = (await server.things.find().toArray()).map(({ s }) => s.length);
    expect(new Set(lengths)).to.deep.equal(new Set([1024 * 1024]));
  });
});

describe('contract: collections and databases', () => {
  const server = useServer();
  const namesIn = async () => (await server.db.listCollections().toArray()).map(({ name }) => name);

  it('makes a collection with the first document', async () => {
    await server.things.insertOne({});
    expect(await namesIn()).to.include(server.things.collectionName);
  });
  it('makes an empty collection', async () => {
    await server.db.createCollection(server.things.collectionName);
    expect(await namesIn()).to.include(server.things.collectionName);
    expect(await server.things.countDocuments()).to.equal(0);
  });
  it('takes the same collection again', async () => {
    await server.db.createCollection(server.things.collectionName);
    await server.db.createCollection(server.things.collectionName);
  });
  it('refuses a collection that is there with other options', async () => {
    await server.db.createCollection(server.things.collectionName);
    const error = await refusal(
      server.db.createCollection(server.things.collectionName, { validator: { a: 1 } }),
    );
    expect([error.code, error.codeName]).to.deep.equal([48, 'NamespaceExists']);
  });
  it('lists by name', async () => {
    await server.db.createCollection(server.things.collectionName);
    const [found, ...others] = await server.db
      .listCollections({ name: server.things.collectionName })
      .toArray();
    expect(others).to.deep.equal([]);
    expect([found?.name, found?.type]).to.deep.equal([server.things.collectionName, 'collection']);
  });
  it('lists names only', async () => {
    await server.db.createCollection(server.things.collectionName);
    const [found] = await server.db
      .listCollections({ name: server.things.collectionName }, { nameOnly: true })
      .toArray();
    expect(found).to.deep.equal({ name: server.things.collectionName, type: 'collection' });
  });
  it('drops a collection with all its documents and indexes', async () => {
    await server.things.createIndex({ k: 1 }, { unique: true });
    await server.things.insertOne({ k: 1 });
    expect(await server.things.drop()).to.equal(true);
    await server.things.insertMany([{ k: 1 }, { k: 1 }]);
    expect(await server.things.countDocuments()).to.equal(2);
  });
  it('drops a collection that is not there', async () => {
    const reply = await server.db.command({ drop: 'nowhere' });
    expect(reply.ok).to.equal(1);
  });
  it('drops a database', async () => {
    const other = server.client.db(`${server.db.databaseName}_b`);
    await other.collection('x').insertOne({});
    expect((await server.db.admin().listDatabases()).databases.map(({ name }) => name)).to.include(
      other.databaseName,
    );
    await other.dropDatabase();
    expect((await server.db.admin().listDatabases()).databases.map(({ name }) => name)).to.not.include(
      other.databaseName,
    );
  });
  it('keeps databases apart', async () => {
    const other = server.client.db(`${server.db.databaseName}_c`);
    await other.collection(server.things.collectionName).insertOne({ _id: 1 as never });
    expect(await server.things.countDocuments()).to.equal(0);
    await other.dropDatabase();
  });
  it('refuses a database that differs in case only', async () => {
    const { databaseName } = server.db;
    const other = server.client.db(databaseName.toUpperCase());
    await server.things.insertOne({});
    const refused = [
      other.collection('x').insertOne({}),
      other.createCollection('x'),
      other.collection('x').createIndex({ a: 1 }),
      other.collection('x').updateOne({}, { $set: { a: 1 } }, { upsert: true }),
    ];
    const errors = await Promise.all(refused.map(refusal));
    expect(errors.map(({ code }) => code)).to.deep.equal([13297, 13297, 13297, 13297]);
    expect(await other.collection('x').findOne()).to.equal(null);
  });
  it('counts in $collStats', async () => {
    await server.things.insertMany([{}, {}]);
    const [stats] = await server.things.aggregate([{ $collStats: { count: {} } }]).toArray();
    expect(stats?.count).to.equal(2);
  });
  it('tells how large collections and databases are', async () => {
    const other = server.client.db(`${server.db.databaseName}_d`);
    await other.collection('x').insertOne({});
    await server.things.createIndex({ s: 1 });
    await server.things.insertMany(Array.from({ length: 50 }, () => ({ s: 'x'.repeat(2000) })));
    const pipeline = [{ $collStats: { storageStats: {} } }];
    const [{ storageStats } = { storageStats: {} }] = await server.things.aggregate(pipeline).toArray();
    const stats = await server.db.command({ collStats: server.things.collectionName, scale: 1024 });
    const { databases } = await server.db.admin().listDatabases();
    const sizeOf = (db: Doc) =>
      databases.find(({ name }) => name === db.databaseName)?.sizeOnDisk ?? Number.NaN;

    // Each: 4 for the length, 17 for the id, 2,008 for the text, 1 for the end.
    expect([storageStats.size, storageStats.avgObjSize]).to.deep.equal([50 * 2030, 2030]);
    expect([stats.size, stats.count, stats.nindexes]).to.deep.equal([99, 50, 2]);
    expect(storageStats.totalIndexSize).to.be.above(0);
    expect(Object.keys(storageStats.indexSizes)).to.have.members(['_id_', 's_1']);
    expect(sizeOf(other)).to.be.above(0).and.at.most(sizeOf(server.db));
    await other.dropDatabase();
  });
  const explained: [title: string, command: (name: string) => Doc, nReturned: number][] = [
    ['limit', (find) => ({ find, limit: 1 }), 1],
    ['skip', (find) => ({ find, skip: 1 }), 2],
    [
      'skip and limit',
      (find) => ({ find, filter: { n: { $gt: 0 } }, sort: { n: -1 }, skip: 2, limit: 2 }),
      1,
    ],
    ['a limit of a pipeline', (name) => ({ aggregate: name, pipeline: [{ $limit: 2 }], cursor: {} }), 2],
  ];
  for (const [title, command, nReturned] of explained) {
    it(`explains what ${title} leaves`, async () => {
      await server.things.insertMany([{ n: 1 }, { n: 2 }, { n: 3 }]);
      const reply = await server.db.command({ explain: command(server.things.collectionName) });
      const { executionStats } = reply.stages?.[0].$cursor ?? reply;
      expect(executionStats.nReturned).to.equal(nReturned);
    });
  }
  it('refuses a pipeline on no collection', async () => {
    const command = { aggregate: 1, pipeline: [{ $match: {} }], cursor: {} };
    expect((await refusal(server.db.command(command))).code).to.equal(73);
  });
  it('refuses an empty name', async () => {
    expect((await refusal(server.db.command({ insert: '', documents: [{}] }))).code).to.equal(73);
  });
  it('refuses a name that is no string', async () => {
    expect((await refusal(server.db.command({ find: 5 }))).code).to.be.oneOf([2, 73]);
  });
  it('refuses documents that fail a validator', async () => {
    await server.db.createCollection(server.things.collectionName, { validator: { n: { $gt: 0 } } });
    await server.things.insertOne({ _id: 1 as never, n: 1 });
    expect((await refusal(server.things.insertOne({ n: -1 }))).code).to.equal(121);
    expect((await refusal(server.things.updateOne({ _id: 1 as never }, { $set: { n: 0 } }))).code).to.equal(
      121,
    );
    expect(await server.things.countDocuments({ n: 1 })).to.equal(1);
  });
  const lenient: [title: string, create: Doc, collMod?: Doc][] = [
    ['a validator that is off', { validationLevel: 'off' }],
    ['a validator that collMod turns off', {}, { validationLevel: 'off' }],
    ['a validator that collMod lets only warn', {}, { validationAction: 'warn' }],
  ];
  for (const [title, create, collMod] of lenient) {
    it(`takes any document under ${title}`, async () => {
      const name = server.things.collectionName;
      await server.db.command({ create: name, validator: { a: { $gt: 0 } }, ...create });
      if (collMod) await server.db.command({ collMod: name, ...collMod });
      await server.things.insertOne({ a: -1 });
      expect(await server.things.countDocuments()).to.equal(1);
    });
  }
  it('collMod gives a collection a validator', async () => {
    await server.things.insertOne({ a: 1 });
    await server.db.command({ collMod: server.things.collectionName, validator: { a: { $gt: 0 } } });
    const error = await refusal(server.things.insertOne({ a: -1 }));
    expect(error.code).to.equal(121);
  });
  const computing: [title: string, command: (name: string, q: Doc) => Doc][] = [
    ['find', (find, filter) => ({ find, filter })],
    ['update', (update, q) => ({ update, updates: [{ q, u: [{ $set: { n: '$$x' } }] }] })],
    ['delete', (name, q) => ({ delete: name, deletes: [{ q, limit: 0 }] })],
    ['findAndModify', (findAndModify, query) => ({ findAndModify, query, update: { $inc: { n: 1 } } })],
  ];
  for (const [title, command] of computing) {
    it(`computes what let of ${title} sets`, async () => {
      await server.things.insertMany([{ n: 1 }, { n: 2 }]);
      const filter = { $expr: { $and: [{ $eq: ['$n', '$$x'] }, { $lt: ['$$day', '$$NOW'] }] } };
      const reply = await server.db.command({
        ...command(server.things.collectionName, filter),
        let: { x: { $add: [1, 1] }, day: { $subtract: ['$$NOW', 1000] } },
      });
      expect(reply.cursor?.firstBatch[0]?.n ?? reply.value?.n ?? reply.n + 1).to.equal(2);
    });
  }
  const wrongOptions: [title: string, command: (name: string) => Doc, code: number][] = [
    ['an unknown level of a validator', (create) => ({ create, validationLevel: 'foo' }), 2],
    ['an unknown action of a validator', (create) => ({ create, validationAction: 'foo' }), 2],
    ['a validator that is no document', (create) => ({ create, validator: 'x' }), 14],
    ['an unknown change of an index', (collMod) => ({ collMod, index: { name: 'a_1', foo: 1 } }), 40415],
    ['a snapshot', (find) => ({ find, readConcern: { level: 'snapshot' } }), 123],
    [
      'more copies than there are servers',
      (insert) => ({ insert, documents: [{}], writeConcern: { w: 5 } }),
      2,
    ],
    ['a hint without an index, counting all', (count) => ({ count, hint: 'nothing_1' }), 2],
    ['a limit that is no number', (count) => ({ count, limit: 'x' }), 14],
    ['a distinct without a key', (distinct) => ({ distinct }), 40414],
    ['an order that is no boolean', (insert) => ({ insert, documents: [{}], ordered: 'x' }), 14],
    [
      'let where there is nothing to compute',
      (insert) => ({ insert, documents: [{}], let: { x: 1 } }),
      40415,
    ],
    ['an explained command with an unknown option', (find) => ({ explain: { find, foo: 1 } }), 40415],
  ];
  for (const [title, command, code] of wrongOptions) {
    it(`refuses ${title}`, async () => {
      if (!title.includes('validator')) await server.things.createIndex({ a: 1 });
      const error = await refusal(server.db.command(command(server.things.collectionName)));
      expect(error.code).to.equal(code);
    });
  }
  it('changes the time of a TTL index', async () => {
    await server.things.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await server.db.command({
      collMod: server.things.collectionName,
      index: { name: 'at_1', expireAfterSeconds: 90 },
    });
    const listed = await server.things.listIndexes().toArray();
    expect(listed[1]?.expireAfterSeconds).to.equal(90);
  });
});

describe('contract: what a standalone server refuses', () => {
  const server = useServer();
  before(async function () {
    const { setName } = await server.db.command({ hello: 1 });
    if (setName !== undefined) this.skip();
  });

  it('transactions', async () => {
    const session = server.client.startSession();
    session.startTransaction();
    const error = await refusal(server.things.insertOne({}, { session }));
    expect(error.message).to.match(/transaction|does not support/i);
    await session.endSession();
  });
  it('numbers of retried writes', async () => {
    const command: Doc = {
      insert: server.things.collectionName,
      documents: [{}],
      lsid: { id: new (await import('./server.ts')).UUID() },
      txnNumber: Long.ONE,
    };
    expect((await refusal(server.db.command(command))).code).to.equal(20);
  });
  it('change streams', async () => {
    const stream = server.things.watch();
    expect((await refusal(stream.next())).code).to.equal(40573);
    await stream.close();
  });
});

describe('contract: what the built-in server leaves out', () => {
  const server = useServer();
  before(function () {
    if (process.env.MONGODB_URI) this.skip();
  });

  const windowed = { $setWindowFields: { sortBy: { n: 1 }, output: { rank: { $rank: {} } } } };
  const absent: [name: string, pipeline: Doc[]][] = [
    ['the stage $setWindowFields', [windowed]],
    ['the stage $out', [{ $match: {} }, { $out: 'copy' }]],
    ['the stage $merge', [{ $lookup: { from: 'x', as: 'y', pipeline: [{ $merge: 'copy' }] } }]],
    ['the stage $bucketAuto', [{ $facet: { a: [{ $bucketAuto: { groupBy: '$n', buckets: 2 } }] } }]],
    ['the stage $currentOp', [{ $currentOp: {} }]],
    ['the expression $sqrt', [{ $project: { root: { $sqrt: '$n' } } }]],
    ['the expression $dateToParts', [{ $match: { $expr: { $dateToParts: { date: '$at' } } } }]],
    ['the accumulator $topN', [{ $group: { _id: null, best: { $topN: { n: 1 } } } }]],
  ];
  for (const [name, pipeline] of absent) {
    it(`says that it has not ${name}`, async () => {
      await server.things.insertOne({ n: 4 });
      const error = await refusal(server.things.aggregate(pipeline).toArray());
      expect([error.code, error.message]).to.deep.equal([
        238,
        `The built-in database has no ${name.slice(4)}`,
      ]);
      expect(await server.db.listCollections({ name: 'copy' }).toArray()).to.deep.equal([]);
    });
  }
});
