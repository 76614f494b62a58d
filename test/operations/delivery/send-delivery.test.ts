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
  let table: Record<'win' | 'exceptional', DeliveryRow> & Record<string, DeliveryRow>;
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
      exceptional: { to: toPerson, waitsForWall: false, compose },
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
      const key = await team.plan('exceptional');

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

  context('when Slack refuses it for good', () => {
    for (const error of ['user_not_found', 'user_disabled', 'cannot_dm_bot'])
      it(`ends what goes to a person who cannot be reached, and logs that (${error})`, async () => {
        const key = await team.plan('exceptional');
        const replica = team.replica('a');
        slack.answersWith('chat.postMessage', { error });

        await sendDelivery(replica, key);

        expect(await team.store.deliveries.find(key)).to.include({ state: 'failed', why: error });
        expect(replica.giveUpWall.called).to.equal(false);
        expect(team.lines.at(-1)).to.include({
          kind: 'exceptional',
          key,
          how: 'failed',
          why: error,
          msg: 'not sent',
        });
      });

    it('ends a reply that its thread does not take', async () => {
      table['challenge-reminder'] = {
        to: async () => ({ kind: 'to', channelId: 'CWALL', threadTs: '1.1' }),
        waitsForWall: false,
        compose: async () => send(paragraph('exceptional')),
      };
      const key = await team.plan('challenge-reminder');
      slack.answersWith('chat.postMessage', { error: 'restricted_action_thread_locked' });

      await sendDelivery(team.replica('a'), key);

      expect(await team.stateOf(key)).to.equal('failed');
    });
  });

  context('when Slack refuses it for now', () => {
    const passing = [
      'org_login_required',
      'ekm_access_denied',
      'messaging_processing_failed',
      'team_access_not_granted',
      'message_limit_exceeded',
      'no_permission',
      'enterprise_is_restricted',
      'user_not_found',
      'a_code_of_tomorrow',
    ];
    for (const error of passing)
      it(`posts it once when ${error} has passed`, async () => {
        const key = await team.plan('win');
        slack.answersOnceWith('chat.postMessage', { error });

        await sendDelivery(team.replica('a'), key);
        expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['due', 2_000]);
        clock.tick(2_000);
        await sendDelivery(team.replica('b'), key);

        expect(await team.stateOf(key)).to.equal('sent');
        expect(inSlack.messages).to.have.length(1);
        // It was certainly not there.
        expect(slack.callsOf('conversations.history')).to.have.length(0);
      });

    const doors = [
      'is_archived',
      'not_in_channel',
      'restricted_action',
      'channel_not_found',
      'messages_tab_disabled',
    ];
    for (const error of doors)
      it(`waits with what is for a person, too, when Slack answers ${error}`, async () => {
        const key = await team.plan('exceptional');
        slack.answersOnceWith('chat.postMessage', { error });

        await sendDelivery(team.replica('a'), key);
        clock.tick(2_000);
        await sendDelivery(team.replica('a'), key);

        expect(await team.stateOf(key)).to.equal('sent');
      });

    /** As often as it is due, for so long. */
    const tryFor = async (key: string, ms: number) => {
      const end = Date.now() + ms;
      const waits: number[] = [];
      for (;;) {
        await sendDelivery(team.replica('a'), key);
        const waitMs = await team.dueIn(key);
        if (waitMs === undefined || Date.now() + waitMs > end) return waits;
        waits.push(waitMs / 1_000);
        clock.tick(waitMs);
      }
    };
    const hourMs = 3_600_000;

    it('waits longer each time, up to an hour, and tells once whoever waits for it', async () => {
      const unsent = sinon.stub().resolves();
      table.win.unsent = unsent;
      const key = await team.plan('win');
      slack.answersWith('chat.postMessage', { error: 'org_login_required' });

      const waits = await tryFor(key, 4 * hourMs);

      expect(waits).to.deep.equal([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]);
      expect(await team.stateOf(key)).to.equal('due');
      expect(unsent.args.map(([, , said]) => said)).to.deep.equal(
        Array.from({ length: 3 }, () => ({ how: 'late', why: 'org_login_required' })),
      );
    });

    it('never gives up what goes to the wall', async () => {
      const key = await team.plan('win');
      slack.answersWith('chat.postMessage', { error: 'no_permission' });
      await tryFor(key, hourMs);
      clock.tick(30 * 24 * hourMs);
      await tryFor(key, hourMs);
      slack.answersWith('chat.postMessage', inSlack.take);

      await tryFor(key, 2 * hourMs);

      expect(await team.stateOf(key)).to.equal('sent');
    });

    it('gives up after a week what is news to nobody any more', async () => {
      const key = await team.plan('exceptional');
      slack.answersWith('chat.postMessage', { error: 'no_permission' });

      await tryFor(key, hourMs);
      clock.tick(7 * 24 * hourMs);
      await tryFor(key, hourMs);

      expect(await team.store.deliveries.find(key)).to.include({ state: 'failed', why: 'no_permission' });
    });

    it('gives up after a day what Slack takes in no form', async () => {
      const unsent = sinon.stub().resolves();
      table.win.unsent = unsent;
      const key = await team.plan('win');
      slack.answersWith('chat.postMessage', { error: 'msg_too_long' });

      await tryFor(key, 26 * hourMs);

      expect(await team.store.deliveries.find(key)).to.include({ state: 'failed', why: 'msg_too_long' });
      expect(unsent.lastCall.args[2]).to.deep.equal({ how: 'failed', why: 'msg_too_long' });
    });

    it('tries again what could not be sent, once it says something else', async () => {
      const key = await team.plan('exceptional');
      slack.answersOnceWith('chat.postMessage', { error: 'user_disabled' });
      await sendDelivery(team.replica('a'), key);

      await team.store.deliveries.tryAgain(key, new Date());
      await sendDelivery(team.replica('a'), key);

      expect(await team.stateOf(key)).to.equal('sent');
    });
  });

  it('puts a kind aside that only a newer version knows, and that version sends it', async () => {
    const key = await team.plan('challenge-reminder');

    await sendDelivery(team.replica('old'), key);
    expect(await team.store.deliveries.find(key)).to.include({
      state: 'waiting',
      why: 'unknown kind challenge-reminder',
    });
    table['challenge-reminder'] = {
      to: toPerson,
      waitsForWall: false,
      compose: async () => send(paragraph('well done')),
    };
    await team.store.deliveries.resumeWaiting(new Date());
    await sendDelivery(team.replica('new'), key);

    expect(posts().map(({ text }) => text)).to.deep.equal(['well done']);
  });

  it('records what has nothing to say any more as skipped, with why', async () => {
    table.exceptional.compose = async () => skip('the day is done');
    const key = await team.plan('exceptional');

    await sendDelivery(team.replica('a'), key);

    expect(await team.store.deliveries.find(key)).to.include({ state: 'skipped', why: 'the day is done' });
    expect(posts()).to.have.length(0);
  });

  it('records what is too late as skipped', async () => {
    const key = await team.plan('exceptional', { tooLateInMs: 1_000 });
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

    for (const error of ['channel_not_found', 'org_login_required', 'no_permission'])
      it(`looks for a day when Slack answers ${error}, and finds it or ends`, async () => {
        const [key, other] = [await postInSilence(true), await postInSilence(true)];
        const look = slack.callsOf('conversations.history').length;
        slack.answersWith('conversations.history', { error });
        for (let hour = 0; hour < 23; hour += 1) {
          await sendDelivery(team.replica('b'), key);
          await sendDelivery(team.replica('b'), other);
          clock.tick(3_600_000);
        }
        slack.answersWith('conversations.history', { messages: inSlack.messages });
        await sendDelivery(team.replica('b'), key);
        slack.answersWith('conversations.history', { error });
        clock.tick(2 * 3_600_000);
        await sendDelivery(team.replica('b'), other);

        expect(look).to.equal(0);
        expect([await team.stateOf(key), await team.stateOf(other)]).to.deep.equal(['sent', 'unknown']);
        expect(inSlack.messages).to.have.length(2);
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
    const key = await team.plan('exceptional');
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
    const key = await team.plan('exceptional');
    slack.answersWith('chat.postMessage', { error: 'token_revoked' });

    await sendDelivery(team.replica('a'), key);

    expect([await team.stateOf(key), await team.dueIn(key)]).to.deep.equal(['due', 300_000]);
  });

  context('when Slack refuses its form', () => {
    const long = 'a long story '.repeat(400);
    const fallbackBlocks = paragraph('in plain blocks').blocks;
    const shown = () =>
      posts().map(({ text, blocks, metadata }) => [
        text.length > 3_000 ? 'whole' : 'short',
        blocks === undefined
          ? 'no blocks'
          : JSON.stringify(blocks).includes('plain blocks')
            ? 'plain'
            : 'blocks',
        metadata ? 'key' : 'no key',
      ]);
    const forms = [
      ['whole', 'blocks', 'key'],
      ['short', 'blocks', 'key'],
      ['short', 'plain', 'key'],
      ['whole', 'no blocks', 'key'],
      ['short', 'no blocks', 'key'],
    ];
    const codes = [
      'invalid_blocks',
      'invalid_blocks_format',
      'msg_too_long',
      'msg_blocks_too_long',
      'no_text',
    ];
    for (const [index, error] of codes.entries())
      it(`says less until Slack takes it, and logs that (${error})`, async () => {
        const takes = (index % forms.length) + 1;
        table.exceptional.compose = async () => ({ ...send(paragraph(long)), fallbackBlocks }) as const;
        const key = await team.plan('exceptional');
        slack.answersWith('chat.postMessage', (args) =>
          posts().length < takes ? { ok: false, error } : inSlack.take(args),
        );

        await sendDelivery(team.replica('a'), key);

        expect(shown()).to.deep.equal(forms.slice(0, takes));
        expect(await team.stateOf(key)).to.equal('sent');
        expect(team.lines.map(({ msg, why }) => [msg, why])).to.deep.equal(
          forms.slice(1, takes).map(() => ['Slack refused the form of a message: sending less', error]),
        );
      });

    for (const error of ['invalid_metadata_format', 'invalid_metadata_schema', 'metadata_too_large'])
      it(`says all of it without its key (${error})`, async () => {
        const key = await team.plan('exceptional');
        slack.answersWith('chat.postMessage', (args) =>
          args.metadata ? { ok: false, error } : inSlack.take(args),
        );

        await sendDelivery(team.replica('a'), key);

        expect(shown()).to.deep.equal([
          ['short', 'blocks', 'key'],
          ['short', 'blocks', 'no key'],
        ]);
        expect(await team.stateOf(key)).to.equal('sent');
      });
  });

  it('tries again when it could not be composed', async () => {
    const key = await team.plan('exceptional');
    table.exceptional.compose = async ({ slack: client }) => {
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
