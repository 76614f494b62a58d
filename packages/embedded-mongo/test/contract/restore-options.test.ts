import { expect } from 'chai';
import { type Doc, Long, refusal, Timestamp, useServer } from './server.ts';

const EMPTY = new Timestamp({ t: 0, i: 0 });
const isEmpty = (value: InstanceType<typeof Timestamp>) => value.equals(Long.ZERO);

describe('contract: what tools that restore and import say', () => {
  const server = useServer();
  const named = (command: string, options: Doc) => server.db.command({ [command]: collection(), ...options });
  const collection = () => server.things.collectionName;

  context('idIndex of create', () => {
    it('names the index that every collection has', async () => {
      await named('create', { idIndex: { v: 2, key: { _id: 1 }, name: '_id_', ns: 'old.name' } });
      const listed = await server.things.listIndexes().toArray();
      expect(listed.map(({ key, name }) => [key, name])).to.deep.equal([[{ _id: 1 }, '_id_']]);
    });
    const refused: [title: string, idIndex: Doc, code: number][] = [
      ['of another field', { key: { a: 1 }, name: '_id_' }, 2],
      ['that goes down', { key: { _id: -1 }, name: '_id_' }, 2],
      ['that is sparse', { key: { _id: 1 }, name: '_id_', sparse: true }, 197],
    ];
    for (const [title, idIndex, code] of refused) {
      it(`refuses one ${title}`, async () => {
        expect((await refusal(named('create', { idIndex }))).code).to.equal(code);
        expect(await server.db.listCollections({ name: collection() }).toArray()).to.deep.equal([]);
      });
    }
  });

  context('an empty timestamp', () => {
    const doc = { _id: EMPTY, at: EMPTY, inner: { at: EMPTY } };
    it('becomes the time, at the top and outside of _id', async () => {
      await server.things.insertOne(doc as never);
      const stored = await server.things.findOne();
      expect([stored?._id, stored?.at, stored?.inner.at].map(isEmpty)).to.deep.equal([true, false, true]);
      expect(Math.abs(stored?.at.getHighBits() - Date.now() / 1000)).to.be.below(60);
    });
    it('becomes another time in every field', async () => {
      await server.things.insertOne({ a: EMPTY, b: EMPTY });
      const stored = await server.things.findOne();
      expect(stored?.a.equals(stored?.b)).to.equal(false);
    });
    it('becomes the time in a document that replaces another', async () => {
      await server.things.insertOne({ _id: 1 as never });
      await server.things.replaceOne({ _id: 1 as never }, { at: EMPTY });
      await server.things.replaceOne({ _id: 2 as never }, { at: EMPTY }, { upsert: true });
      await server.things.findOneAndReplace({ _id: 3 as never }, { at: EMPTY }, { upsert: true });
      const stored = await server.things.find().toArray();
      expect(stored.map(({ at }) => isEmpty(at))).to.deep.equal([false, false, false]);
    });
    it('is a value to $set', async () => {
      await server.things.insertOne({ _id: 1 as never });
      await server.things.updateOne({}, { $set: { at: EMPTY } });
      expect(isEmpty((await server.things.findOne())?.at)).to.equal(true);
    });
    it('is a value under bypassEmptyTsReplacement', async () => {
      await named('insert', { documents: [doc, { _id: 1 }], bypassEmptyTsReplacement: true });
      const u = { at: EMPTY, of: 'update' };
      await named('update', { updates: [{ q: { _id: 1 }, u }], bypassEmptyTsReplacement: true });
      const query = { _id: 2 };
      await named('findAndModify', {
        query,
        update: { at: EMPTY },
        upsert: true,
        bypassEmptyTsReplacement: true,
      });
      const stored = await server.things.find().toArray();
      expect(stored.map(({ at }) => isEmpty(at))).to.deep.equal([true, true, true]);
    });
  });

  context('ignoreUnknownIndexOptions of createIndexes', () => {
    const create = (options: Doc, ignoreUnknownIndexOptions?: boolean) =>
      named('createIndexes', {
        indexes: [{ key: { a: 1 }, name: 'a_1', ...options }],
        ...(ignoreUnknownIndexOptions !== undefined && { ignoreUnknownIndexOptions }),
      });
    it('leaves out what is unknown, and keeps the rest', async () => {
      await create({ unique: true, invalid: 1, bits: 'many' }, true);
      const [, made] = await server.things.listIndexes().toArray();
      expect([made?.name, made?.unique, 'invalid' in (made ?? {})]).to.deep.equal(['a_1', true, false]);
    });
    for (const ignore of [undefined, false]) {
      it(`refuses what is unknown when it is ${ignore}`, async () => {
        expect((await refusal(create({ invalid: 1 }, ignore))).code).to.equal(197);
      });
    }
    it('still refuses a known option of a wrong type', async () => {
      expect((await refusal(create({ expireAfterSeconds: 'soon' }, true))).code).to.be.oneOf([14, 67]);
    });
  });
});
