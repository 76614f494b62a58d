import { WebAPIRateLimitedError, WebAPIRequestError, WebClient } from '@slack/web-api';
import { expect } from 'chai';
import { pino } from 'pino';
import { slackErrorCode } from '../../../src/errors.ts';
import { findDelivered } from '../../../src/operations/delivery/find-delivered.ts';
import { createFanOutClient, interactiveOptions } from '../../../src/slack/clients.ts';
import { deliveryArguments } from '../../../src/views/message.ts';
import { createFakeSlack, type FakeSlack, type SlackCall } from '../../support/fake-slack.ts';
import { oddAnswers } from '../../support/odd-answer.ts';

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

  const logger = pino({ level: 'silent' });
  const options = { slackApiUrl: undefined, logger };
  const patient = new WebClient('xoxb-test', interactiveOptions(options));
  const look = (place: { channelId: string; threadTs?: string }, client = patient) =>
    findDelivered({ slack: client }, key, place, triedAt);
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
      isForGood: true,
    });
    expect(slack.calls).to.have.length(20);
  });

  const answers: [string, object, object][] = [
    ['other messages only', { messages: others }, { kind: 'absent' }],
    ['nothing', { messages: [] }, { kind: 'absent' }],
    ['that the thread is gone', { error: 'thread_not_found' }, { kind: 'absent' }],
    [
      'that it may not look',
      { error: 'missing_scope' },
      { kind: 'cannot-look', why: 'missing_scope', isForGood: true },
    ],
    ...['channel_not_found', 'not_in_channel', 'org_login_required'].map(
      (error): [string, object, object] => [
        error,
        { error },
        { kind: 'cannot-look', why: error, isForGood: false },
      ],
    ),
  ];
  for (const [what, answer, expected] of answers)
    it(`tells ${JSON.stringify(expected)} when Slack says ${what}`, async () => {
      slack.answersWith('conversations.history', answer);

      expect(await look({ channelId: 'C1' })).to.deep.equal(expected);
    });

  for (const error of ['internal_error', 'service_unavailable', 'ratelimited', 'token_revoked'])
    it(`is put off when Slack says ${error}`, async () => {
      slack.answersWith('conversations.history', { error });

      expect(slackErrorCode(await failureOf(look({ channelId: 'C1' })))).to.equal(error);
    });

  it('is put off when what Slack says cannot be read', async () => {
    for (const [what, made] of oddAnswers) {
      slack.answersWith('conversations.history', made({ ok: true, messages: [] }));
      const failure = await failureOf(look({ channelId: 'C1' }, createFanOutClient('xoxb-test', options)));
      expect(failure, what).to.be.an('error');
      expect(slackErrorCode(failure), what).to.equal(undefined);
    }
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
