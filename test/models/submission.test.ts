import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sameWinWindowMs } from '../../src/domain/win.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const teamId = `T${randomUUID()}`;
const start = new Date('2026-10-05T09:00:00Z');
const at = (ms: number) => new Date(start.getTime() + ms);

describe('claiming a text', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  const claim = async (key: string, winId: string, now: Date) =>
    (await database.storeOf(teamId).submissions.claim(`${teamId}:${key}`, winId, now, sameWinWindowMs))
      ?.winId;

  it('gives twenty requests of the same moment one win', async () => {
    const winIds = await Promise.all(
      Array.from({ length: 20 }, (_, index) => claim('race', `w${index}`, start)),
    );

    expect(new Set(winIds).size).to.equal(1);
  });

  it('is the same win for five minutes, and a new one afterwards, also for twenty at once', async () => {
    expect(await claim('window', 'w1', start)).to.equal('w1');
    expect(await claim('window', 'w2', at(sameWinWindowMs - 1))).to.equal('w1');

    const later = await Promise.all(
      Array.from({ length: 20 }, (_, index) => claim('window', `x${index}`, at(sameWinWindowMs))),
    );

    expect(new Set(later).size).to.equal(1);
    expect(later[0]).to.match(/^x/);
  });

  it('is free again after the win was taken down', async () => {
    expect(await claim('released', 'r1', start)).to.equal('r1');
    await database.storeOf(teamId).submissions.release('r1');

    expect(await claim('released', 'r2', start)).to.equal('r2');
  });
});
