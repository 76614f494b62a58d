import { expect } from 'chai';
import mongoose, { Schema } from 'mongoose';
import { type Doc, refusal, useServer } from './server.ts';

describe('contract: mongoose', () => {
  const server = useServer();
  const schema = new Schema(
    {
      shopId: { type: String, required: true },
      key: { type: String, required: true },
      buyers: [String],
      count: { type: Number, default: 0 },
      notes: [{ text: String }],
      at: Date,
    },
    { timestamps: true },
  );
  schema.index({ shopId: 1, key: 1 }, { unique: true });
  schema.index({ shopId: 1, buyers: 1 });
  let connection: mongoose.Connection;
  let models = 0;
  const newModel = () => connection.model(`Order${++models}`, schema, `orders${models}`);
  let Order: ReturnType<typeof newModel>;

  before(async () => {
    connection = await mongoose
      .createConnection(server.uri, { dbName: server.db.databaseName, autoIndex: false })
      .asPromise();
  });
  beforeEach(async () => {
    Order = newModel();
    await Order.createIndexes();
  });
  after(() => connection.close());

  it('makes its indexes, twice', async () => {
    await Order.createIndexes();
    expect(Object.keys(await Order.collection.indexInformation())).to.deep.equal([
      '_id_',
      'shopId_1_key_1',
      'shopId_1_buyers_1',
    ]);
  });
  it('finds no difference between schema and indexes', async () => {
    expect(await Order.diffIndexes()).to.deep.equal({ toDrop: [], toCreate: [] });
  });
  it('creates and finds', async () => {
    const made = await Order.create({ shopId: 'T', key: 'a', buyers: ['U1', 'U2'], at: new Date(5) });
    const found = await Order.findOne({ shopId: 'T', buyers: 'U2' }).orFail();
    expect(found._id).to.deep.equal(made._id);
    expect(found.at).to.deep.equal(new Date(5));
  });
  it('saves what changed', async () => {
    const made = await Order.create({ shopId: 'T', key: 'a' });
    made.buyers.push('U9');
    made.notes.push({ text: 'x' });
    await made.save();
    const found = await Order.findById(made._id).lean().orFail();
    expect(found.buyers).to.deep.equal(['U9']);
    expect(found.notes[0]?.text).to.equal('x');
  });
  it('refuses a stale version', async () => {
    const made = await Order.create({ shopId: 'T', key: 'a', notes: [{ text: '1' }, { text: '2' }] });
    const [one, two] = await Promise.all([
      Order.findById(made._id).orFail(),
      Order.findById(made._id).orFail(),
    ]);
    one.notes.splice(0, 1);
    await one.save();
    two.notes[1]?.set('text', 'changed');
    expect((await refusal(two.save())).name).to.equal('VersionError');
  });
  it('refuses duplicates with their key', async () => {
    await Order.create({ shopId: 'T', key: 'a' });
    const error = await refusal(Order.create({ shopId: 'T', key: 'a' }));
    expect([error.code, error.keyValue]).to.deep.equal([11000, { shopId: 'T', key: 'a' }]);
  });
  it('upserts with defaults', async () => {
    const made = await Order.findOneAndUpdate(
      { shopId: 'T', key: 'a' },
      { $inc: { count: 1 } },
      { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
    );
    expect(made?.count).to.equal(1);
    expect(made?.createdAt).to.be.instanceOf(Date);
  });
  it('updates by a pipeline', async () => {
    await Order.create({ shopId: 'T', key: 'a', count: 2 });
    await Order.updateOne({ shopId: 'T' }, [{ $set: { count: { $multiply: ['$count', 5] } } }] as never, {
      updatePipeline: true,
    });
    expect((await Order.findOne({ shopId: 'T' }))?.count).to.equal(10);
  });
  it('reads with a cursor', async () => {
    await Order.insertMany(Array.from({ length: 300 }, (_, n) => ({ shopId: 'T', key: String(n) })));
    let seen = 0;
    for await (const _ of Order.find({ shopId: 'T' }).sort({ key: 1 }).cursor({ batchSize: 50 })) seen++;
    expect(seen).to.equal(300);
  });
  it('writes in bulk', async () => {
    const result = await Order.bulkWrite([
      { insertOne: { document: { shopId: 'T', key: 'a' } as never } },
      {
        updateOne: {
          filter: { shopId: 'T', key: 'b' },
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
      new Schema({ order: { type: Schema.Types.ObjectId, ref: Order.modelName } }),
    );
    const order = await Order.create({ shopId: 'T', key: 'a' });
    const post = await Post.create({ order: order._id });
    const found = (await Post.findById(post._id).populate('order').lean()) as Doc | null;
    expect(found?.order.key).to.equal('a');
  });
  it('aggregates', async () => {
    await Order.insertMany([1, 2, 3].map((n) => ({ shopId: n < 3 ? 'T' : 'S', key: String(n), count: n })));
    const found = await Order.aggregate([
      { $match: { shopId: 'T' } },
      { $group: { _id: '$shopId', sum: { $sum: '$count' } } },
    ]);
    expect(found).to.deep.equal([{ _id: 'T', sum: 3 }]);
  });
  it('counts, exists and distinguishes', async () => {
    await Order.insertMany([
      { shopId: 'T', key: 'a' },
      { shopId: 'T', key: 'b' },
    ]);
    expect(await Order.countDocuments({ shopId: 'T' })).to.equal(2);
    expect(await Order.exists({ shopId: 'T', key: 'b' })).to.have.property('_id');
    expect(await Order.distinct('key')).to.have.members(['a', 'b']);
  });
});
