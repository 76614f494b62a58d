import { expect } from 'chai';
import type sinon from 'sinon';
import { silenceMs } from '../../../src/domain/delivery.ts';
import { toWall } from '../../../src/operations/delivery/delivery-row.ts';
import { sendDelivery } from '../../../src/operations/delivery/send-delivery.ts';
import { takeOver } from '../../../src/operations/delivery/take-over.ts';
import { paragraph } from '../../../src/views/message.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Deliveries, keepMessages, openDeliveries } from '../../support/delivery.ts';
import { createFakeSlack, type FakeSlack } from '../../support/fake-slack.ts';
import { fakeTime } from '../../support/fake-time.ts';

describe('starting again on a database of its own', () => {
  let database: TestDatabase;
  let slack: FakeSlack;
  let clock: sinon.SinonFakeTimers;
  let inSlack: ReturnType<typeof keepMessages>;
  let team: Deliveries;
  let teams = 0;
  beforeEach(async () => {
    database = await openTestDatabase();
    slack = createFakeSlack([]);
    inSlack = keepMessages(slack);
    clock = fakeTime('2026-10-07T12:00:00Z');
    teams += 1;
    team = await openDeliveries(database, `TOWNER${teams}`, {
      win: {
        to: toWall,
        waitsForWall: true,
        compose: async (_deps, { _id: key }) => ({
          kind: 'send',
          message: paragraph(`about ${key}`),
          revision: 1,
        }),
      },
    });
  });
  afterEach(async () => {
    clock.restore();
    slack.restore();
    await database.close();
  });

  const posts = () => slack.callsOf('chat.postMessage');
  /** A process claims and notes what it sends, and is killed. */
  const killedWhileSending = async (holder: string) => {
    const key = await team.plan('win');
    await team.store.deliveries.claimToSend(key, holder, { channelId: 'CWALL' }, new Date(), 30_000);
    return key;
  };
  const start = (instanceId: string) => takeOver(database.models, instanceId, new Date());

  it('finds at once what its earlier life had posted', async () => {
    await start('first');
    const key = await killedWhileSending('first');
    inSlack.take({
      channel: 'CWALL',
      metadata: {
        event_type: 'brag_wall_delivery',
        event_payload: { key },
      },
    });

    await start('second');
    await sendDelivery(team.replica('second'), key);

    expect([await team.stateOf(key), posts().length]).to.deep.equal(['sent', 0]);
  });

  it('does not send again before what was under way must have arrived', async () => {
    await start('first');
    const key = await killedWhileSending('first');
    clock.tick(2_000);

    await start('second');
    await sendDelivery(team.replica('second'), key);

    expect([posts().length, await team.dueIn(key)]).to.deep.equal([0, silenceMs - 2_000]);
    clock.tick(silenceMs - 2_000);
    await sendDelivery(team.replica('second'), key);
    expect([await team.stateOf(key), posts().length]).to.deep.equal(['sent', 1]);
  });

  it('leaves alone what a replica holds that uses the same database', async () => {
    await start('first');
    const key = await killedWhileSending('replica');

    await start('second');
    await sendDelivery(team.replica('second'), key);

    expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['claimed', 30_000]);
  });

  it('knows its earlier life through several that ended early', async () => {
    for (const life of ['first', 'second', 'third']) await start(life);
    const key = await killedWhileSending('third');

    await start('fourth');

    expect(await team.dueIn(key)).to.equal(0);
  });
});
