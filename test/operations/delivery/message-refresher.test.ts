import { WebAPIRateLimitedError } from '@slack/web-api';
import { expect } from 'chai';
import { pino } from 'pino';
import sinon from 'sinon';
import { slackErrorCode } from '../../../src/errors.ts';
import { send, toPerson } from '../../../src/operations/delivery/delivery-row.ts';
import {
  createMessageRefresher,
  updateDelivered,
} from '../../../src/operations/delivery/message-refresher.ts';
import { createPacer, createPacerBuckets } from '../../../src/operations/delivery/pacer.ts';
import { sendDelivery } from '../../../src/operations/delivery/send-delivery.ts';
import { createBackground } from '../../../src/slack/background.ts';
import { paragraph } from '../../../src/views/message.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { keepMessages, openDeliveries } from '../../support/delivery.ts';
import { createFakeSlack } from '../../support/fake-slack.ts';
import { fakeTime } from '../../support/fake-time.ts';

describe('keeping a message equal to what it is about', () => {
  let clock: sinon.SinonFakeTimers;
  let lines: Record<string, unknown>[];
  /** What there is to show; undefined when it is shown. */
  let show: sinon.SinonStub<[string], Promise<number | undefined>>;
  const pacer = () => createPacer('T1', createPacerBuckets());
  const open = (paced = pacer()) => {
    const logger = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
    const deps = {
      clock: { now: () => new Date() },
      logger,
      background: createBackground(logger),
      pacer: paced,
    };
    return createMessageRefresher(deps, 'win', show);
  };
  beforeEach(() => {
    clock = fakeTime('2026-10-07T12:00:00Z');
    lines = [];
    show = sinon.stub<[string], Promise<number | undefined>>().resolves(undefined);
  });
  afterEach(() => clock.restore());

  it('answers all changes that come while it is shown with one more showing', async () => {
    let end = (_waitMs: undefined): void => {};
    show.onFirstCall().returns(new Promise((resolve) => (end = resolve)));
    const refresh = open();

    const changes = [refresh('w1'), refresh('w1'), refresh('w1'), refresh('w1')];
    expect(show.callCount).to.equal(1);
    end(undefined);
    await Promise.all(changes);

    expect(show.args).to.deep.equal([['w1'], ['w1']]);
  });

  it('shows it again at once when it changed meanwhile', async () => {
    show.onFirstCall().resolves(0);

    await open()('w1');

    expect(show.callCount).to.equal(2);
  });

  it('shows it again after a while, once for all who ask meanwhile', async () => {
    show.onCall(0).resolves(5_000);
    show.onCall(1).resolves(5_000);
    const refresh = open();

    await refresh('w1');
    await refresh('w1');
    await clock.tickAsync(4_999);
    expect(show.callCount).to.equal(2);
    await clock.tickAsync(60_000);

    expect(show.callCount).to.equal(3);
  });

  it('waits out a pause that Slack asks for, and holds up every other message meanwhile', async () => {
    show.onFirstCall().rejects(new WebAPIRateLimitedError(12));
    const refresh = open();

    await refresh('w1');
    await refresh('w2');
    await clock.tickAsync(11_999);
    expect(show.args).to.deep.equal([['w1']]);
    await clock.tickAsync(10_000);

    expect(show.args.slice(1)).to.have.deep.members([['w1'], ['w2']]);
    expect(lines.map(({ msg }) => msg)).to.deep.equal(['a message could not be refreshed yet']);
  });

  it('keeps to the pause of its workspace', async () => {
    const paced = pacer();
    paced.pauseUpdates(3_000, new Date());

    await open(paced)('w1');
    await clock.tickAsync(2_999);
    expect(show.callCount).to.equal(0);
    await clock.tickAsync(1);

    expect(show.callCount).to.equal(1);
  });

  const minuteMs = 60_000;

  it('logs any other failure, and shows it again by itself, later each time, until it is shown', async () => {
    show.onCall(0).rejects(new Error('the connection is gone'));
    show.onCall(1).rejects(new Error('the connection is gone'));
    const refresh = open();

    await refresh('w1');
    expect(lines[0]).to.include({ feature: 'win', key: 'w1', msg: 'a message could not be refreshed yet' });
    await clock.tickAsync(minuteMs - 1);
    expect(show.callCount).to.equal(1);
    await clock.tickAsync(1);
    expect(show.callCount).to.equal(2);
    await clock.tickAsync(2 * minuteMs);
    expect(show.callCount).to.equal(3);
    await clock.tickAsync(24 * 60 * minuteMs);

    expect(show.callCount).to.equal(3);
  });

  it('gives up after ten failures, until the next change', async () => {
    show.rejects(new Error('the connection is gone'));
    const refresh = open();

    await refresh('w1');
    await clock.tickAsync(24 * 60 * minuteMs);
    expect(show.callCount).to.equal(10);
    await refresh('w1');
    await clock.tickAsync(minuteMs);

    expect(show.callCount).to.equal(12);
  });

  it('does not count a change that comes while it waits, and forgets the wait when that is shown', async () => {
    show.onCall(0).rejects(new Error('the connection is gone'));
    show.onCall(1).rejects(new Error('the connection is gone'));
    const refresh = open();

    await refresh('w1');
    await refresh('w1');
    await refresh('w1');
    await clock.tickAsync(24 * 60 * minuteMs);

    expect(show.callCount).to.equal(3);
  });
});

describe('showing something else in place of a delivery', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  it('happens where it was sent, and keeps its key', async () => {
    const slack = createFakeSlack([]);
    keepMessages(slack);
    const compose = async () => ({ kind: 'send', message: paragraph('Day one') }) as const;
    const team = await openDeliveries(database, 'T1', {
      exceptional: { to: toPerson, waitsForWall: false, compose },
    });
    const [sent, unsent] = [await team.plan('exceptional'), await team.plan('exceptional')];
    const replica = team.replica('a');
    const place = await sendDelivery(replica, sent);

    await updateDelivered(replica, sent, { message: paragraph('Day one, done') });
    await updateDelivered(replica, unsent, { message: paragraph('Day two, done') });
    await updateDelivered(replica, 'exceptional:nobody', { message: paragraph('Day three, done') });
    slack.restore();

    const updates = slack.callsOf('chat.update');
    expect(updates).to.have.length(1);
    expect(updates[0]).to.deep.include({
      channel: place?.channelId,
      ts: place?.ts,
      text: 'Day one, done',
      parse: 'none',
    });
    expect(updates[0]?.metadata.event_payload).to.deep.equal({ key: sent });
  });

  it('shows less when Slack refuses its form, and nothing when the message is gone', async () => {
    const slack = createFakeSlack([]);
    keepMessages(slack);
    const compose = async () => send(paragraph('Day one'));
    const team = await openDeliveries(database, 'T2', {
      exceptional: { to: toPerson, waitsForWall: false, compose },
    });
    const key = await team.plan('exceptional');
    const replica = team.replica('a');
    await sendDelivery(replica, key);

    slack.answersOnceWith('chat.update', { error: 'invalid_blocks' });
    await updateDelivered(replica, key, { message: paragraph('Day one, done') });
    slack.answersOnceWith('chat.update', { error: 'message_not_found' });
    await updateDelivered(replica, key, { message: paragraph('Day one, undone') });
    slack.answersOnceWith('chat.update', { error: 'edit_window_closed' });
    const refused = await updateDelivered(replica, key, { message: paragraph('Day one') }).catch(
      (error: unknown) => error,
    );
    slack.restore();

    expect(
      slack.callsOf('chat.update').map(({ text, blocks }) => [text, blocks !== undefined]),
    ).to.deep.equal([
      ['Day one, done', true],
      ['Day one, done', false],
      ['Day one, undone', true],
      ['Day one', true],
    ]);
    expect(slackErrorCode(refused)).to.equal('edit_window_closed');
  });
});
