import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { leaseMs } from '../../src/domain/delivery.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const teamId = `T${randomUUID()}`;
const start = new Date('2026-10-05T09:00:00Z');
const at = (ms: number) => new Date(start.getTime() + ms);
const holders = Array.from({ length: 20 }, (_, index) => `holder-${index}`);

describe('a delivery', () => {
  let database: TestDatabase;
  let key: string;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  beforeEach(() => {
    key = `win:${randomUUID()}`;
  });
  const deliveries = () => database.storeOf(teamId).deliveries;
  const plan = () => deliveries().plan({ key, kind: 'win', winId: 'w1' }, start);

  it('is planned once, however many plan it', async () => {
    const planned = await Promise.all(holders.map(() => plan()));

    expect(planned.filter(Boolean)).to.have.length(1);
  });

  for (const how of ['claim', 'claimToSend'] as const)
    it(`is claimed by one of twenty (${how})`, async () => {
      await plan();

      const claims = await Promise.all(
        holders.map((holder) =>
          how === 'claim'
            ? deliveries().claim(key, holder, start, leaseMs)
            : deliveries().claimToSend(key, holder, { channelId: 'C1' }, start, leaseMs),
        ),
      );

      expect(claims.filter(Boolean)).to.have.length(1);
    });

  it('is free again when the lease of its holder has run out, with what was tried', async () => {
    await plan();
    await deliveries().claimToSend(key, 'gone', { channelId: 'C1' }, start, leaseMs);

    expect(await deliveries().claim(key, 'next', at(leaseMs - 1), leaseMs)).to.equal(null);
    const claimed = await deliveries().claim(key, 'next', at(leaseMs), leaseMs);

    expect(claimed?.tried?.channelId).to.equal('C1');
    expect(
      await deliveries().claimToSend(key, 'third', { channelId: 'C1' }, at(2 * leaseMs), leaseMs),
    ).to.equal(null);
  });

  it('cannot be ended by a holder whose lease somebody else took over', async () => {
    await plan();
    const first = (await deliveries().claim(key, 'first', start, leaseMs))!;
    await deliveries().claim(key, 'second', at(leaseMs), leaseMs);

    await deliveries().recordUnsent(first, 'failed', 'late');

    expect((await deliveries().find(key))?.state).to.equal('claimed');
  });

  it('that came too late is recorded as skipped, unless its message may be in Slack', async () => {
    const [late, tried] = [`digest:${randomUUID()}`, `digest:${randomUUID()}`];
    for (const each of [late, tried])
      await deliveries().plan({ key: each, kind: 'digest', tooLateAt: at(1000) }, start);
    const claimed = await deliveries().claimToSend(tried, 'h', { channelId: 'C1' }, start, leaseMs);
    await deliveries().putBack(claimed!, at(500), 'connection');

    await deliveries().skipTooLate(at(999));
    expect((await deliveries().find(late))?.state).to.equal('due');
    await deliveries().skipTooLate(at(1000));

    expect((await deliveries().find(late))?.state).to.equal('skipped');
    expect(await deliveries().dueKeys(at(1000), 100))
      .to.include(tried)
      .and.not.to.include(late);
  });

  it('that came too late while it waited for a wall is recorded as skipped', async () => {
    await deliveries().plan({ key, kind: 'digest', tooLateAt: at(1000) }, start);
    const claimed = (await deliveries().claim(key, 'h', start, leaseMs))!;
    await deliveries().putAside(claimed, 'there is no wall');

    await deliveries().skipTooLate(at(999));
    expect((await deliveries().find(key))?.state).to.equal('waiting');
    await deliveries().skipTooLate(at(1000));

    expect((await deliveries().find(key))?.state).to.equal('skipped');
  });

  it('that waits for a wall is due again when there is one', async () => {
    await plan();
    const claimed = (await deliveries().claim(key, 'h', start, leaseMs))!;
    await deliveries().putAside(claimed, 'there is no wall');
    expect(await deliveries().dueKeys(at(86_400_000), 100)).not.to.include(key);

    await deliveries().resumeWaiting(at(1000));

    expect(await deliveries().dueKeys(at(1000), 100)).to.include(key);
  });
});
