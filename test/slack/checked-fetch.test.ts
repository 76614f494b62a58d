import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { expect } from 'chai';
import { pino } from 'pino';
import { pauseMs, slackErrorCode } from '../../src/errors.ts';
import { createCheckedFetch } from '../../src/slack/checked-fetch.ts';
import { createFanOutClient } from '../../src/slack/clients.ts';
import { createFakeSlack, type FakeSlack, rawAnswer } from '../support/fake-slack.ts';
import { oddAnswers, oddValues } from '../support/odd-answer.ts';

const place = { channel: 'C1', ts: '1800000000.000100' };
const message = { ts: place.ts, text: 'hello', reactions: [{ name: 'trophy', users: ['U1'], count: 1 }] };
const page = { response_metadata: { next_cursor: '' } };

/** Every method that the bot calls, and what Slack answers of which the bot goes by `needs`. */
const methods: readonly { name: string; proper: object; needs?: string[] }[] = [
  { name: 'auth.test', proper: { team_id: 'T1', user_id: 'U1', url: 'https://x.slack.com/' } },
  {
    name: 'apps.connections.open',
    proper: { url: 'wss://wss-primary.slack.com/link/?ticket=1' },
    needs: ['url'],
  },
  { name: 'chat.postMessage', proper: { ...place, message }, needs: ['channel', 'ts'] },
  { name: 'chat.update', proper: { ...place, text: 'hello' }, needs: ['channel', 'ts'] },
  { name: 'chat.delete', proper: place, needs: ['channel', 'ts'] },
  { name: 'conversations.history', proper: { messages: [message], has_more: false }, needs: ['messages'] },
  { name: 'conversations.replies', proper: { messages: [message], has_more: false }, needs: ['messages'] },
  { name: 'conversations.info', proper: { channel: { id: 'C1', is_member: true } }, needs: ['channel'] },
  { name: 'conversations.join', proper: { channel: { id: 'C1' } }, needs: ['channel'] },
  { name: 'conversations.open', proper: { channel: { id: 'D1' } }, needs: ['channel'] },
  { name: 'conversations.members', proper: { members: ['U1'], ...page }, needs: ['members'] },
  { name: 'reactions.get', proper: { type: 'message', channel: 'C1', message }, needs: ['message'] },
  { name: 'usergroups.list', proper: { usergroups: [{ id: 'S1' }] }, needs: ['usergroups'] },
  { name: 'usergroups.users.list', proper: { users: ['U1'] }, needs: ['users'] },
  { name: 'users.conversations', proper: { channels: [{ id: 'C1' }], ...page }, needs: ['channels'] },
  { name: 'users.info', proper: { user: { id: 'U1', deleted: false } }, needs: ['user'] },
  { name: 'users.list', proper: { members: [{ id: 'U1' }], ...page }, needs: ['members'] },
  { name: 'views.open', proper: { view: { id: 'V1' } } },
];

/** What a list holds of things that are not what it lists. */
const oddThings = [[5], [null], [{}], [[]], [{ id: 5, ts: 5 }], [{ ts: 'soon' }]];

describe("what comes back from Slack's address", () => {
  let slack: FakeSlack;
  let client: WebClient;
  before(() => {
    slack = createFakeSlack([]);
    client = createFanOutClient('xoxb-test', { slackApiUrl: undefined, logger: pino({ level: 'silent' }) });
  });
  after(() => slack.restore());

  const raw = (value: unknown) => rawAnswer(JSON.stringify(value));
  const failureOf = async (method: string, said: object): Promise<unknown> => {
    slack.answersWith(method, said);
    return client.apiCall(method).then(
      () => undefined,
      (error: unknown) => error,
    );
  };
  /** Neither a result, nor Slack's refusal, nor a pause that Slack asks for. */
  const isNoAnswer = (error: unknown): boolean =>
    error instanceof Error && slackErrorCode(error) === undefined && pauseMs(error) === undefined;

  for (const { name, proper, needs = [] } of methods) {
    context(name, () => {
      it('is a result when it is proper', async () => {
        expect(await failureOf(name, raw({ ok: true, ...proper }))).to.equal(undefined);
      });

      it('is a refusal when it holds a code, known or not', async () => {
        for (const error of ['channel_not_found', 'org_login_required', 'a_code_of_tomorrow'])
          expect(slackErrorCode(await failureOf(name, raw({ ok: false, error })))).to.equal(error);
      });

      it('is no answer when it is odd', async () => {
        for (const [what, made] of oddAnswers)
          expect(isNoAnswer(await failureOf(name, made({ ok: true, ...proper }))), what).to.equal(true);
      });

      for (const field of needs)
        it(`is no answer when ${field} is not what it has to be`, async () => {
          const isList = Array.isArray(Reflect.get(proper, field));
          // A list may be empty.
          const odd = oddValues.filter((value) => !(isList && Array.isArray(value)));
          const things = isList ? oddThings : [];
          for (const value of [...odd, ...things])
            expect(
              isNoAnswer(await failureOf(name, raw({ ok: true, ...proper, [field]: value }))),
              JSON.stringify(value),
            ).to.equal(true);
        });
    });
  }

  const pauses: [given: string, seconds: number][] = [
    ['30', 30],
    ['0', 1],
    ['0.2', 1],
    ['2.5', 3],
    [' 7 ', 7],
    ['86400', 3_600],
    ['999999999999999999999', 3_600],
  ];
  for (const [given, seconds] of pauses)
    it(`takes a pause of "${given}" for ${seconds} s`, async () => {
      const error = await failureOf(
        'chat.postMessage',
        rawAnswer('', { status: 429, headers: { 'retry-after': given } }),
      );

      expect(pauseMs(error)).to.equal(seconds * 1_000);
    });

  it('is left as it is when it comes from elsewhere', async () => {
    const checked = createCheckedFetch();

    const response = await checked('https://hooks.slack.com/commands/1', { method: 'POST', body: '{}' });

    expect([response.status, await response.text()]).to.deep.equal([200, 'ok']);
  });
});

describe('how long Slack asks to wait', () => {
  const cases: [retryAfter: number, ms: number][] = [
    [30, 30_000],
    [0, 1_000],
    [-5, 1_000],
    [Number.NaN, 1_000],
    [Number.POSITIVE_INFINITY, 1_000],
    [1e9, 3_600_000],
  ];
  for (const [retryAfter, ms] of cases)
    it(`is ${ms} ms for ${retryAfter}`, () => {
      expect(pauseMs(new WebAPIRateLimitedError(retryAfter))).to.equal(ms);
    });

  it('is nothing for any other failure', () => {
    expect(pauseMs(new Error('no'))).to.equal(undefined);
  });
});
