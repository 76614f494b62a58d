import { expect } from 'chai';
import type sinon from 'sinon';
import type { Outbox } from '../../../src/deps.ts';
import { leaseMs } from '../../../src/domain/delivery.ts';
import { deliverWaiting } from '../../../src/operations/delivery/deliver-waiting.ts';
import { type DeliveryRow, send, toPerson, toWall } from '../../../src/operations/delivery/delivery-row.ts';
import { createOutbox } from '../../../src/operations/delivery/outbox.ts';
import { paragraph } from '../../../src/views/message.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Deliveries, keepMessages, openDeliveries } from '../../support/delivery.ts';
import { createFakeSlack, type FakeSlack } from '../../support/fake-slack.ts';
import { fakeTime } from '../../support/fake-time.ts';
import { silentDatabase } from '../../support/faulty-database.ts';
import { waitFor } from '../../support/wait-for.ts';

const compose: DeliveryRow['compose'] = async (_deps, { _id: key }) => send(paragraph(key));
const table = {
  win: { to: toWall, waitsForWall: true, isAwaited: true, compose },
  exceptional: { to: toPerson, waitsForWall: false, compose },
} as const;

describe('the outbox', () => {
  let database: TestDatabase;
  let slack: FakeSlack;
  let clock: sinon.SinonFakeTimers;
  let team: Deliveries;
  let replica: ReturnType<Deliveries['replica']>;
  let outbox: Outbox;
  let teams = 0;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  beforeEach(async () => {
    slack = createFakeSlack([]);
    keepMessages(slack);
    clock = fakeTime('2026-10-07T12:00:00Z');
    teams += 1;
    team = await openDeliveries(database, `T${teams}`, table);
    replica = team.replica('a');
    outbox = createOutbox(replica);
  });
  afterEach(async () => {
    outbox.stop();
    await team.background.drain(5_000);
    clock.restore();
    slack.restore();
  });

  /** The keys that were posted, oldest first. */
  const posted = () => slack.callsOf('chat.postMessage').map(({ text }) => text);
  const wins = async () => Promise.all(Array.from({ length: 3 }, () => team.plan('win')));
  const nudges = (count: number) =>
    Promise.all(Array.from({ length: count }, () => team.plan('exceptional')));
  const pass = async (ms: number): Promise<void> => {
    await clock.tickAsync(ms);
    await team.background.drain(5_000);
  };
  /** Keeps Slack from answering until it is let go. */
  const holdSlack = () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    slack.answersWith('chat.postMessage', async ({ channel }) => {
      await released;
      return { channel, ts: '1.1' };
    });
    return () => release();
  };

  it('sends all that is due, once', async () => {
    const keys = [...(await nudges(3)), ...(await wins())];
    await team.plan('exceptional', { inMs: 61_000 });

    await Promise.all([outbox.deliverDue(), outbox.deliverDue()]);
    await outbox.deliverDue();

    expect(posted()).to.have.members(keys);
  });

  it('comes back by itself for what is due within the minute', async () => {
    const key = await team.plan('exceptional', { inMs: 20_000 });

    await outbox.deliverDue();
    await pass(19_999);
    expect(posted()).to.deep.equal([]);
    await pass(1);

    expect(posted()).to.deep.equal([key]);
  });

  it('leaves to the next tick what is due later', async () => {
    await team.plan('exceptional', { inMs: 60_001 });

    await outbox.deliverDue();
    await pass(70_000);
    expect(posted()).to.deep.equal([]);
    await outbox.deliverDue();

    expect(posted()).to.have.length(1);
  });

  it('waits for the wall, and comes back with it', async () => {
    const keys = await wins();
    slack.answersWith('chat.postMessage', { error: 'is_archived' });
    await outbox.deliverDue();
    const asked = posted().length;

    await pass(60_000);
    await deliverWaiting({ store: team.store, outbox }, new Date());
    expect(replica.giveUpWall.calledWith('CWALL', 'is_archived')).to.equal(true);
    expect(posted()).to.have.length(asked);

    keepMessages(slack);
    await team.store.workspace.setWallIfNone('CNEW');
    await deliverWaiting({ store: team.store, outbox }, new Date());

    expect(posted().slice(asked)).to.have.members(keys);
    expect(await Promise.all(keys.map(team.stateOf))).to.deep.equal(['sent', 'sent', 'sent']);
  });

  it('takes over what another replica held when it went away', async () => {
    const key = await team.plan('exceptional');
    await team.store.deliveries.claim(key, 'gone', new Date(), leaseMs);

    await outbox.deliverDue();
    expect(posted()).to.deep.equal([]);
    await pass(leaseMs);

    expect(posted()).to.deep.equal([key]);
  });

  it('comes back when the pause is over that Slack asked for', async () => {
    const key = await team.plan('win');
    slack.answersWith('chat.postMessage', { retryAfter: 7 });

    expect(await outbox.deliver(key)).to.equal(undefined);
    keepMessages(slack);
    await pass(6_999);
    expect(await team.stateOf(key)).to.equal('due');
    await pass(1);

    expect(await team.stateOf(key)).to.equal('sent');
  });

  it('tells everybody who waits for one delivery where it is', async () => {
    const key = await team.plan('win');
    const release = holdSlack();

    const delivering = Promise.all([outbox.deliver(key), outbox.deliver(key)]);
    const due = outbox.deliverDue();
    await waitFor('the post', () => posted().length === 1);
    release();

    const place = { channelId: 'CWALL', ts: '1.1' };
    expect(await delivering).to.deep.equal([place, place]);
    await due;
    expect(posted()).to.deep.equal([key]);
  });

  context('when a fan-out is on', () => {
    it('sends four a second once the first twenty are out', async () => {
      await nudges(30);

      await outbox.deliverDue();
      expect(posted()).to.have.length(20);
      for (let quarter = 0; quarter < 4; quarter += 1) await pass(250);
      expect(posted()).to.have.length(24);
      for (let quarter = 0; quarter < 6; quarter += 1) await pass(250);

      expect(new Set(posted()).size).to.equal(30);
    });

    it('has at most five of it under way, and one turn for what a person waits for', async () => {
      await nudges(20);
      const release = holdSlack();
      const due = outbox.deliverDue();
      await waitFor('the fan-out', () => posted().length === 5);

      const win = await team.plan('win');
      const delivering = outbox.deliver(win);
      await waitFor('the win', () => posted().includes(win));
      expect(posted()).to.have.length(6);
      release();

      expect(await delivering).to.include({ channelId: 'CWALL' });
      await due;
    });

    it('sends a win that became due behind it at once', async () => {
      await nudges(40);
      await outbox.deliverDue();
      expect(posted()).to.have.length(20);

      clock.tick(1);
      const win = await team.plan('win');
      await outbox.deliverDue();

      expect(posted().slice(20)).to.deep.equal([win]);
    });
  });

  context('when it is stopped', () => {
    it('sends nothing more, and finishes what is under way', async () => {
      const keys = await nudges(8);
      const release = holdSlack();
      const due = outbox.deliverDue();
      await waitFor('the fan-out', () => posted().length === 5);

      outbox.stop();
      release();
      await due;
      await pass(60_000);
      await outbox.deliverDue();

      expect(posted()).to.have.length(5);
      const states = await Promise.all(keys.map(team.stateOf));
      expect(states.filter((state) => state === 'sent')).to.have.length(5);
      expect(states.filter((state) => state === 'due')).to.have.length(3);
    });
  });

  it('skips what became too late while it was down, and sends the rest', async () => {
    const late = await Promise.all(
      Array.from({ length: 30 }, () => team.plan('exceptional', { tooLateInMs: 1_000 })),
    );
    await clock.tickAsync(1_000);
    const key = await team.plan('exceptional');

    await outbox.deliverDue();

    expect(posted()).to.deep.equal([key]);
    expect(new Set(await Promise.all(late.map(team.stateOf)))).to.deep.equal(new Set(['skipped']));
  });
});

describe('delivering what is due', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
    team = await bot.createWorkspace();
  });
  after(() => bot.close());

  it('sends once what became due while it was at it, before it answers those who asked meanwhile', async () => {
    const { outbox } = team.deps;
    const database = silentDatabase(bot.models.deliveries.model, 'findOne');
    const delivering = outbox.deliverDue();
    await waitFor('nothing to be found', () => database.count() === 1);
    const late = { key: 'late', kind: 'wall-welcome', channelId: bot.wallChannelId } as const;
    await team.store.deliveries.plan(late, bot.now());

    const asking = Array.from({ length: 20 }, () => outbox.deliverDue());
    database.answer();
    await Promise.all([delivering, ...asking]);

    expect(bot.slack.callsOf('chat.postMessage').map(({ channel }) => channel)).to.deep.equal([
      bot.wallChannelId,
    ]);
  });
});
