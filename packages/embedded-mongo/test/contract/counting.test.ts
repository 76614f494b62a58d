import { expect } from 'chai';
import { refusal, useServer } from './server.ts';

/** What rate-limiter-flexible asks of a database. */
describe('contract: counting until a time', () => {
  const server = useServer();
  const duplicate = 11000;
  const after = { upsert: true, returnDocument: 'after' } as const;
  const soon = () => new Date(Date.now() + 60_000);
  const past = () => new Date(Date.now() - 1_000);

  beforeEach(async () => {
    await server.things.createIndex({ expire: -1 }, { expireAfterSeconds: 0 });
    await server.things.createIndex({ key: 1 }, { unique: true });
  });

  const count = (key: string, expire: Date | null = soon()) =>
    server.things.findOneAndUpdate(
      { $or: [{ expire: { $gt: new Date() } }, { expire: { $eq: null } }], key },
      { $setOnInsert: { key, expire }, $inc: { points: 1 } },
      after,
    );
  const replace = (key: string, expire: Date | null) =>
    server.things.findOneAndUpdate(
      { $or: [{ expire: { $lte: new Date() } }, { expire: { $eq: null } }], key },
      { $set: { key, points: 1, expire } },
      after,
    );

  it('begins with one, and goes on', async () => {
    const expire = soon();
    const first = await count('a', expire);
    expect(first).to.deep.include({ key: 'a', points: 1, expire });
    expect(first?._id).not.to.equal(undefined);
    expect(await count('a')).to.deep.equal({ ...first, points: 2 });
    expect(await count('b')).to.deep.include({ points: 1 });
  });

  it('goes on for ever without an end', async () => {
    await count('a', null);
    expect(await count('a', null)).to.deep.include({ points: 2, expire: null });
  });

  it('counts each of those who come at once', async () => {
    const counted = await Promise.all(
      Array.from({ length: 40 }, async () => {
        for (;;) {
          const found = await count('a').catch((error: { code?: number }) => {
            if (error.code !== duplicate) throw error;
          });
          if (found) return found.points as number;
        }
      }),
    );
    expect(counted.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('refuses a second count of a key whose time is over, and lets it be replaced once', async () => {
    await server.things.insertOne({ key: 'a', points: 9, expire: past() });
    expect((await refusal(count('a'))).code).to.equal(duplicate);
    const expire = soon();
    expect(await replace('a', expire)).to.deep.include({ points: 1, expire });
    expect((await refusal(replace('a', soon()))).code).to.equal(duplicate);
  });
});
