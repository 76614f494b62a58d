import { expect } from 'chai';
import mongoose, { Schema } from 'mongoose';
import { type Doc, refusal, useServer } from './server.ts';

describe('contract: mongoose', () => {
  const server = useServer();
  const schema = new Schema(
    {
      teamId: { type: String, required: true },
      key: { type: String, required: true },
      heroes: [String],
      count: { type: Number, default: 0 },
      notes: [{ text: String }],
      at: Date,
    },
    { timestamps: true },
  );
  schema.index({ teamId: 1, key: 1 }, { unique: true });
  schema.index({ teamId: 1, heroes: 1 });
  let connection: mongoose.Connection;
  let models = 0;
  const newModel = () => connection.model(`Win${++models}`, schema, `wins${models}`);
  let Win: ReturnType<typeof newModel>;

  before(async () => {
    connection = await mongoose
      .createConnection(server.uri, { dbName: server.db.databaseName, autoIndex: false })
      .asPromise();
  });
  beforeEach(async () => {
    Win = newModel();
    await Win.createIndexes();
  });
  after(() => connection.close());

  it('makes its indexes, twice', async () => {
    await Win.createIndexes();
    expect(Object.keys(await Win.collection.indexInformation())).to.deep.equal([
      '_id_',
      'teamId_1_key_1',
      'teamId_1_heroes_1',
    ]);
  });
  it('finds no difference between schema and indexes', async () => {
    expect(await Win.diffIndexes()).to.deep.equal({ toDrop: [], toCreate: [] });
  });
  it('creates and finds', async () => {
    const made = await Win.create({ teamId: 'T', key: 'a', heroes: ['U1', 'U2'], at: new Date(5) });
    const found = await Win.findOne({ teamId: 'T', heroes: 'U2' }).orFail();
    expect(found._id).to.deep.equal(made._id);
    expect(found.at).to.deep.equal(new Date(5));
  });
  it('saves what changed', async () => {
    const made = await Win.create({ teamId: 'T', key: 'a' });
    made.heroes.push('U9');
    made.notes.push({ text: 'x' });
    await made.save();
    const found = await Win.findById(made._id).lean().orFail();
    expect(found.heroes).to.deep.equal(['U9']);
    expect(found.notes[0]?.text).to.equal('x');
  });
  it('refuses a stale version', async () => {
    const made = await Win.create({ teamId: 'T', key: 'a', notes: [{ text: '1' }, { text: '2' }] });
    const [one, two] = await Promise.all([Win.findById(made._id).orFail(), Win.findById(made._id).orFail()]);
    one.notes.splice(0, 1);
    await one.save();
    two.notes[1]?.set('text', 'changed');
    expect((await refusal(two.save())).name).to.equal('VersionError');
  });
  it('refuses duplicates with their key', async () => {
    await Win.create({ teamId: 'T', key: 'a' });
    const error = await refusal(Win.create({ teamId: 'T', key: 'a' }));
    expect([error.code, error.keyValue]).to.deep.equal([11000, { teamId: 'T', key: 'a' }]);
  });
  it('upserts with defaults', async () => {
    const made = await Win.findOneAndUpdate(
      { teamId: 'T', key: 'a' },
      { $inc: { count: 1 } },
      { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
    );
    expect(made?.count).to.equal(1);
    expect(made?.createdAt).to.be.instanceOf(Date);
  });
  it('updates by a pipeline', async () => {
    await Win.create({ teamId: 'T', key: 'a', count: 2 });
    await Win.updateOne({ teamId: 'T' }, [{ $set: { count: { $multiply: ['$count', 5] } } }] as never, {
      updatePipeline: true,
    });
    expect((await Win.findOne({ teamId: 'T' }))?.count).to.equal(10);
  });
  it('reads with a cursor', async () => {
    await Win.insertMany(Array.from({ length: 300 }, (_, n) => ({ teamId: 'T', key: String(n) })));
    let seen = 0;
    for await (const _ of Win.find({ teamId: 'T' }).sort({ key: 1 }).cursor({ batchSize: 50 })) seen++;
    expect(seen).to.equal(300);
  });
  it('writes in bulk', async () => {
    const result = await Win.bulkWrite([
      { insertOne: { document: { teamId: 'T', key: 'a' } as never } },
      {
        updateOne: {
          filter: { teamId: 'T', key: 'b' },
          update: { $set: { count: 1 } } as never,
          upsert: true,
        },
      },
    ]);
    expect([result.insertedCount, result.upsertedCount]).to.deep.equal([1, 1]);
  });
  it('populates', async () => {
    const Post = connection.model(
      `Post${models}`,
      new Schema({ win: { type: Schema.Types.ObjectId, ref: Win.modelName } }),
    );
    const win = await Win.create({ teamId: 'T', key: 'a' });
    const post = await Post.create({ win: win._id });
    const found = (await Post.findById(post._id).populate('win').lean()) as Doc | null;
    expect(found?.win.key).to.equal('a');
  });
  it('aggregates', async () => {
    await Win.insertMany([1, 2, 3].map((n) => ({ teamId: n < 3 ? 'T' : 'S', key: String(n), count: n })));
    const found = await Win.aggregate([
      { $match: { teamId: 'T' } },
      { $group: { _id: '$teamId', sum: { $sum: '$count' } } },
    ]);
    expect(found).to.deep.equal([{ _id: 'T', sum: 3 }]);
  });
  it('counts, exists and distinguishes', async () => {
    await Win.insertMany([
      { teamId: 'T', key: 'a' },
      { teamId: 'T', key: 'b' },
    ]);
    expect(await Win.countDocuments({ teamId: 'T' })).to.equal(2);
    expect(await Win.exists({ teamId: 'T', key: 'b' })).to.have.property('_id');
    expect(await Win.distinct('key')).to.have.members(['a', 'b']);
  });
});
