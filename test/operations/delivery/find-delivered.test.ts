import { WebAPIRateLimitedError, WebAPIRequestError, WebClient } from '@slack/web-api';
import { expect } from 'chai';
import { pino } from 'pino';
import { findDelivered } from '../../../src/operations/delivery/find-delivered.ts';
import { interactiveOptions } from '../../../src/slack/clients.ts';
import { deliveryArguments } from '../../../src/views/message.ts';
import { createFakeSlack, type FakeSlack, type SlackCall } from '../../support/fake-slack.ts';

const key = 'win:w1';
const triedAt = new Date('2026-10-07T12:00:00Z');
const ours = { ts: '1791374401.000000', ...deliveryArguments(key) };
const others = [
  { ts: '1791374402.000000' },
  { ts: '1791374403.000000', ...deliveryArguments('win:w2') },
  { ts: '1791374404.000000', metadata: { event_type: 'somebody_else', event_payload: { key } } },
];

describe('looking for a delivery', () => {
  let slack: FakeSlack;
  beforeEach(() => {
    slack = createFakeSlack([]);
  });
  afterEach(() => slack.restore());

  const look = (place: { channelId: string; threadTs?: string }) => {
    const logger = pino({ level: 'silent' });
    const client = new WebClient('xoxb-test', interactiveOptions({ slackApiUrl: undefined, logger }));
    return findDelivered({ slack: client }, key, place, triedAt);
  };
  const failureOf = (looking: Promise<unknown>): Promise<unknown> =>
    looking.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('finds it by its key in the conversation, from five minutes before it was tried', async () => {
    slack.answersWith('conversations.history', { messages: [...others, ours] });

    const found = await look({ channelId: 'C1' });

    expect(found).to.deep.equal({ kind: 'found', place: { channelId: 'C1', ts: ours.ts } });
    expect(slack.calls).to.deep.equal([
      {
        method: 'conversations.history',
        args: {
          channel: 'C1',
          oldest: `${triedAt.getTime() / 1_000 - 300}.000000`,
          limit: '200',
          include_all_metadata: 'true',
        },
      },
    ]);
  });

  it('finds it among the replies when it went to a thread', async () => {
    slack.answersWith('conversations.replies', ({ ts }) => ({ messages: ts === '1.1' ? [ours] : [] }));

    const found = await look({ channelId: 'C1', threadTs: '1.1' });

    expect(found).to.deep.equal({ kind: 'found', place: { channelId: 'C1', ts: ours.ts } });
    expect(slack.callsOf('conversations.history')).to.have.length(0);
  });

  it('finds what went to a person in the conversation with them', async () => {
    slack.answersWith('conversations.open', ({ users }) => ({ channel: { id: `D-${users}` } }));
    slack.answersWith('conversations.history', ({ channel }) => ({
      messages: channel === 'D-UANN' ? [ours] : [],
    }));

    expect(await look({ channelId: 'UANN' })).to.deep.equal({
      kind: 'found',
      place: { channelId: 'D-UANN', ts: ours.ts },
    });
  });

  /** Pages of other messages, and then one with ours. */
  const pages =
    (count: number) =>
    ({ cursor = '0' }: SlackCall['args']) =>
      Number(cursor) === count
        ? { messages: [ours] }
        : { messages: others, response_metadata: { next_cursor: String(Number(cursor) + 1) } };

  it('looks through ten pages, and does not know what is beyond', async () => {
    slack.answersWith('conversations.history', pages(9));
    expect((await look({ channelId: 'C1' })).kind).to.equal('found');
    expect(slack.calls).to.have.length(10);

    slack.answersWith('conversations.history', pages(10));
    expect(await look({ channelId: 'C1' })).to.deep.equal({
      kind: 'cannot-look',
      why: 'too many messages since',
    });
    expect(slack.calls).to.have.length(20);
  });

  const answers: [string, object, object][] = [
    ['other messages only', { messages: others }, { kind: 'absent' }],
    ['nothing', { messages: [] }, { kind: 'absent' }],
    ['that the thread is gone', { error: 'thread_not_found' }, { kind: 'absent' }],
    ['that it may not look', { error: 'missing_scope' }, { kind: 'cannot-look', why: 'missing_scope' }],
    [
      'that the channel is gone',
      { error: 'channel_not_found' },
      { kind: 'cannot-look', why: 'channel_not_found' },
    ],
  ];
  for (const [what, answer, expected] of answers)
    it(`tells ${JSON.stringify(expected)} when Slack says ${what}`, async () => {
      slack.answersWith('conversations.history', answer);

      expect(await look({ channelId: 'C1' })).to.deep.equal(expected);
    });

  it('is put off while Slack wants a pause', async () => {
    slack.answersWith('conversations.history', { retryAfter: 30 });

    expect(await failureOf(look({ channelId: 'C1' }))).to.be.instanceOf(WebAPIRateLimitedError);
  });

  it('is put off while Slack cannot be reached', async () => {
    slack.answersWith('conversations.history', () => {
      throw new TypeError('fetch failed');
    });

    expect(await failureOf(look({ channelId: 'C1' }))).to.be.instanceOf(WebAPIRequestError);
  });
});
