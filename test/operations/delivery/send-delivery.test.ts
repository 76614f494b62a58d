import { expect } from 'chai';
import sinon from 'sinon';
import { leaseMs, silenceMs } from '../../../src/domain/delivery.ts';
import {
  type DeliveryRow,
  send,
  skip,
  toPerson,
  toWall,
} from '../../../src/operations/delivery/delivery-row.ts';
import { sendDelivery } from '../../../src/operations/delivery/send-delivery.ts';
import { deliveryMetadataType } from '../../../src/views/ids.ts';
import { paragraph } from '../../../src/views/message.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Deliveries, keepMessages, openDeliveries, silence } from '../../support/delivery.ts';
import { createFakeSlack, type FakeSlack } from '../../support/fake-slack.ts';
import { fakeTime } from '../../support/fake-time.ts';

describe('sending a delivery', () => {
  let database: TestDatabase;
  let slack: FakeSlack;
  let clock: sinon.SinonFakeTimers;
  let inSlack: ReturnType<typeof keepMessages>;
  let team: Deliveries;
  let table: Record<'win' | 'nudge', DeliveryRow> & Record<string, DeliveryRow>;
  let teams = 0;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  beforeEach(async () => {
    slack = createFakeSlack([]);
    inSlack = keepMessages(slack);
    clock = fakeTime('2026-10-07T12:00:00Z');
    const compose: DeliveryRow['compose'] = async (_deps, { _id: key }) => ({
      kind: 'send',
      message: paragraph(`about ${key}`),
      revision: 7,
    });
    table = {
      win: { to: toWall, waitsForWall: true, isAwaited: true, compose, sent: sinon.stub().resolves() },
      nudge: { to: toPerson, waitsForWall: false, compose },
    };
    teams += 1;
    team = await openDeliveries(database, `T${teams}`, table);
  });
  afterEach(() => {
    clock.restore();
    slack.restore();
  });

  const posts = () => slack.callsOf('chat.postMessage');

  it('posts it with its key, runs its hook, and records where it is', async () => {
    const key = await team.plan('win');
    const states: (string | undefined)[] = [];
    const sent = sinon.spy(async () => {
      states.push(await team.stateOf(key));
    });
    table.win.sent = sent;

    const place = await sendDelivery(team.replica('a'), key);

    expect(place).to.deep.equal({ channelId: 'CWALL', ts: '1800000000.000000' });
    expect(posts()).to.have.length(1);
    expect(posts()[0]).to.deep.include({
      channel: 'CWALL',
      text: `about ${key}`,
      metadata: { event_type: deliveryMetadataType, event_payload: { key } },
    });
    expect(states).to.deep.equal(['claimed']);
    expect(
      sinon.match([sinon.match.any, sinon.match({ _id: key }), place, 7]).test(sent.firstCall.args),
    ).to.equal(true);
    expect((await team.store.deliveries.find(key))?.sentTo).to.deep.equal(place);
    expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['sent', undefined]);
  });

  it('does nothing about one that is not due, that was sent, or that nobody planned', async () => {
    const key = await team.plan('win', { inMs: 1_000 });
    const replica = team.replica('a');

    const early = await sendDelivery(replica, key);
    clock.tick(1_000);
    await sendDelivery(replica, key);
    const again = await sendDelivery(replica, key);
    const unplanned = await sendDelivery(replica, 'win:nothing');

    expect([early, again, unplanned]).to.deep.equal([undefined, undefined, undefined]);
    expect(posts()).to.have.length(1);
  });

  it('posts it once when twenty replicas try at the same time', async () => {
    const key = await team.plan('win');

    const places = await Promise.all(
      Array.from({ length: 20 }, (_, index) => sendDelivery(team.replica(`r${index}`), key)),
    );

    expect(places.filter(Boolean)).to.have.length(1);
    expect(posts()).to.have.length(1);
  });

  it('leaves it to whoever holds it until their lease is over, and looks for it then', async () => {
    const key = await team.plan('win');
    const now = new Date();
    await team.store.deliveries.claimToSend(key, 'gone', { channelId: 'CWALL' }, now, leaseMs);

    clock.tick(leaseMs - 1);
    await sendDelivery(team.replica('a'), key);
    expect([posts().length, slack.callsOf('conversations.history').length]).to.deep.equal([0, 0]);
    clock.tick(1);
    await sendDelivery(team.replica('a'), key);

    expect([posts().length, slack.callsOf('conversations.history').length]).to.deep.equal([1, 1]);
    expect(await team.stateOf(key)).to.equal('sent');
  });

  context('when there is no wall', () => {
    it('puts aside what goes there, until there is one', async () => {
      await team.store.workspace.loseWall('CWALL', 'is_archived', new Date());
      const key = await team.plan('win');

      await sendDelivery(team.replica('a'), key);
      expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['waiting', undefined]);
      await team.store.workspace.setWallIfNone('CNEW');
      await team.store.deliveries.resumeWaiting(new Date());
      await sendDelivery(team.replica('a'), key);

      expect(posts().map(({ channel }) => channel)).to.deep.equal(['CNEW']);
    });

    it('sends what goes elsewhere', async () => {
      await team.store.workspace.loseWall('CWALL', 'is_archived', new Date());
      const key = await team.plan('nudge');

      await sendDelivery(team.replica('a'), key);

      expect(posts().map(({ channel }) => channel)).to.deep.equal(['UANN']);
    });
  });

  context('when Slack says that the wall is gone', () => {
    for (const error of ['channel_not_found', 'is_archived', 'not_in_channel', 'restricted_action'])
      it(`gives the wall up and waits (${error})`, async () => {
        const key = await team.plan('win');
        const replica = team.replica('a');
        slack.answersWith('chat.postMessage', { error });

        await sendDelivery(replica, key);

        expect(replica.giveUpWall.args).to.deep.equal([['CWALL', error]]);
        expect(await team.stateOf(key)).to.equal('waiting');
        expect((await team.store.deliveries.find(key))?.tried?.at).to.equal(undefined);
      });

    it('tries the wall that was chosen meanwhile, and gives none up', async () => {
      const key = await team.plan('win');
      const replica = team.replica('a');
      slack.answersWith('chat.postMessage', async () => {
        await team.store.workspace.loseWall('CWALL', 'is_archived', new Date());
        await team.store.workspace.setWallIfNone('CNEW');
        return { ok: false, error: 'is_archived' };
      });

      await sendDelivery(replica, key);
      slack.answersWith('chat.postMessage', inSlack.take);
      await sendDelivery(replica, key);

      expect(replica.giveUpWall.called).to.equal(false);
      expect(posts().map(({ channel }) => channel)).to.deep.equal(['CWALL', 'CNEW']);
      expect(await team.stateOf(key)).to.equal('sent');
    });
  });

  it('ends what goes to a person who cannot be reached', async () => {
    const key = await team.plan('nudge');
    const replica = team.replica('a');
    slack.answersWith('chat.postMessage', { error: 'channel_not_found' });

    await sendDelivery(replica, key);

    expect(await team.store.deliveries.find(key)).to.include({ state: 'failed', why: 'channel_not_found' });
    expect(replica.giveUpWall.called).to.equal(false);
  });

  it('puts a kind aside that only a newer version knows, and that version sends it', async () => {
    const key = await team.plan('praise');

    await sendDelivery(team.replica('old'), key);
    expect(await team.store.deliveries.find(key)).to.include({
      state: 'waiting',
      why: 'unknown kind praise',
    });
    table.praise = { to: toPerson, waitsForWall: false, compose: async () => send(paragraph('well done')) };
    await team.store.deliveries.resumeWaiting(new Date());
    await sendDelivery(team.replica('new'), key);

    expect(posts().map(({ text }) => text)).to.deep.equal(['well done']);
  });

  it('records what has nothing to say any more as skipped, with why', async () => {
    table.nudge.compose = async () => skip('the day is done');
    const key = await team.plan('nudge');

    await sendDelivery(team.replica('a'), key);

    expect(await team.store.deliveries.find(key)).to.include({ state: 'skipped', why: 'the day is done' });
    expect(posts()).to.have.length(0);
  });

  it('records what is too late as skipped', async () => {
    const key = await team.plan('nudge', { tooLateInMs: 1_000 });
    clock.tick(1_000);

    await sendDelivery(team.replica('a'), key);

    expect(await team.store.deliveries.find(key)).to.include({ state: 'skipped', why: 'too late' });
    expect(posts()).to.have.length(0);
  });

  context('when the process ends between the hook and the record', () => {
    it('runs the hook again, and posts no second message', async () => {
      const key = await team.plan('win');
      const sent = sinon.stub().resolves();
      sent.onFirstCall().rejects(new Error('the process is gone'));
      table.win.sent = sent;

      await sendDelivery(team.replica('gone'), key).catch(() => undefined);
      expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['claimed', leaseMs]);
      clock.tick(leaseMs);
      const place = await sendDelivery(team.replica('next'), key);

      expect(posts()).to.have.length(1);
      // Which revision the message shows is known only to whoever sent it.
      expect(sent.args.map(([, , at, revision]) => [at, revision])).to.deep.equal([
        [place, 7],
        [place, undefined],
      ]);
      expect(await team.stateOf(key)).to.equal('sent');
    });
  });

  context('when Slack asks to slow down', () => {
    it('waits as long as Slack says, in that conversation too, and then posts without looking', async () => {
      const [key, next] = [await team.plan('win'), await team.plan('win')];
      const replica = team.replica('a');
      slack.answersWith('chat.postMessage', { retryAfter: 40 });

      await sendDelivery(replica, key);
      await sendDelivery(replica, next);
      expect([await team.dueIn(key), await team.dueIn(next)]).to.deep.equal([40_000, 40_000]);
      expect(posts()).to.have.length(1);

      slack.answersWith('chat.postMessage', inSlack.take);
      clock.tick(40_000);
      await sendDelivery(replica, key);

      expect(await team.stateOf(key)).to.equal('sent');
      expect(slack.callsOf('conversations.history')).to.have.length(0);
    });
  });

  context('when Slack does not answer', () => {
    const postInSilence = async (isTaken: boolean) => {
      const key = await team.plan('win');
      slack.answersWith('chat.postMessage', (args) => {
        if (isTaken) inSlack.take(args);
        return silence();
      });
      await sendDelivery(team.replica('a'), key);
      slack.answersWith('chat.postMessage', inSlack.take);
      expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['due', silenceMs]);
      clock.tick(silenceMs);
      return key;
    };

    it('finds the message that Slack took after all by its key', async () => {
      const key = await postInSilence(true);

      const place = await sendDelivery(team.replica('b'), key);

      expect(place).to.deep.equal({ channelId: 'CWALL', ts: inSlack.messages[0]?.ts });
      expect(inSlack.messages).to.have.length(1);
      expect(await team.stateOf(key)).to.equal('sent');
    });

    it('posts it again when it is not there', async () => {
      const key = await postInSilence(false);

      await sendDelivery(team.replica('b'), key);

      expect(inSlack.messages).to.have.length(1);
      expect(await team.stateOf(key)).to.equal('sent');
    });

    it('records that nobody knows when it may not look', async () => {
      const key = await postInSilence(true);
      slack.answersWith('conversations.history', { error: 'missing_scope' });

      await sendDelivery(team.replica('b'), key);

      expect(await team.store.deliveries.find(key)).to.include({ state: 'unknown', why: 'missing_scope' });
      expect(posts()).to.have.length(1);
    });

    it('looks again later when Slack is too busy to be looked at', async () => {
      const key = await postInSilence(true);
      slack.answersWith('conversations.history', { retryAfter: 20 });

      await sendDelivery(team.replica('b'), key);

      expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['due', 20_000]);
      expect((await team.store.deliveries.find(key))?.tried?.channelId).to.equal('CWALL');
    });

    it('finds one that would be too late by now', async () => {
      const key = await team.plan('win', { tooLateInMs: 1_000 });
      slack.answersWith('chat.postMessage', (args) => {
        inSlack.take(args);
        return silence();
      });
      await sendDelivery(team.replica('a'), key);
      clock.tick(silenceMs);

      await sendDelivery(team.replica('b'), key);

      expect(await team.stateOf(key)).to.equal('sent');
    });
  });

  it('waits longer after each failure of Slack, up to five minutes', async () => {
    const key = await team.plan('nudge');
    slack.answersWith('chat.postMessage', { error: 'internal_error' });
    slack.answersWith('conversations.open', { channel: { id: 'D1' } });
    const waits: (number | undefined)[] = [];

    for (let attempt = 0; attempt < 9; attempt += 1) {
      await sendDelivery(team.replica('a'), key);
      waits.push(await team.dueIn(key));
      clock.tick(waits.at(-1) ?? 0);
    }

    expect(waits).to.deep.equal([2, 4, 8, 16, 32, 64, 128, 256, 300].map((seconds) => seconds * 1_000));
  });

  it('tries every five minutes while the app is not let in', async () => {
    const key = await team.plan('nudge');
    slack.answersWith('chat.postMessage', { error: 'token_revoked' });

    await sendDelivery(team.replica('a'), key);

    expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['due', 300_000]);
  });

  it('says it without blocks when Slack refuses them, and logs that', async () => {
    const key = await team.plan('nudge');
    slack.answersWith('chat.postMessage', (args) =>
      args.blocks ? { ok: false, error: 'invalid_blocks' } : inSlack.take(args),
    );

    await sendDelivery(team.replica('a'), key);

    expect(posts().map(({ blocks, text }) => [blocks !== undefined, text])).to.deep.equal([
      [true, `about ${key}`],
      [false, `about ${key}`],
    ]);
    expect(await team.stateOf(key)).to.equal('sent');
    expect(team.lines.map(({ msg }) => msg)).to.deep.equal(['Slack refused the blocks: sending less']);
  });

  it('tries again when it could not be composed', async () => {
    const key = await team.plan('nudge');
    table.nudge.compose = async ({ slack: client }) => {
      await client.users.info({ user: 'UANN' });
      return send(paragraph('hello'));
    };
    slack.answersWith('users.info', { error: 'internal_error' });

    await sendDelivery(team.replica('a'), key);
    expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['due', 2_000]);
    slack.answersWith('users.info', { user: { id: 'UANN' } });
    clock.tick(2_000);
    await sendDelivery(team.replica('a'), key);

    expect(await team.stateOf(key)).to.equal('sent');
    expect(slack.callsOf('conversations.history')).to.have.length(0);
  });
});
