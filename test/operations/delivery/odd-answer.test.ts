import { expect } from 'chai';
import type sinon from 'sinon';
import { type DeliveryRow, send, toPerson, toWall } from '../../../src/operations/delivery/delivery-row.ts';
import { sendDelivery } from '../../../src/operations/delivery/send-delivery.ts';
import { messageLink, paragraph } from '../../../src/views/message.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Deliveries, keepMessages, openDeliveries } from '../../support/delivery.ts';
import { createFakeSlack, type FakeSlack, rawAnswer } from '../../support/fake-slack.ts';
import { fakeTime } from '../../support/fake-time.ts';
import { oddAnswers, oddValues } from '../../support/odd-answer.ts';

/** Any code may come once, whatever it means: of those that end a message to a person, none ends one to the wall. */
const codes = [
  'org_login_required',
  'ekm_access_denied',
  'messaging_processing_failed',
  'team_access_not_granted',
  'restricted_action_thread_only_channel',
  'message_limit_exceeded',
  'no_permission',
  'invalid_blocks',
  'invalid_blocks_format',
  'enterprise_is_restricted',
  'msg_too_long',
  'msg_blocks_too_long',
  'no_text',
  'invalid_metadata_format',
  'invalid_arguments',
  'cannot_dm_bot',
  'user_not_found',
  'cannot_reply_to_message',
  'token_revoked',
  'missing_scope',
  'internal_error',
  'ratelimited',
  'is_archived',
  'restricted_action',
  'a_code_of_tomorrow',
];

describe('whatever Slack answers to a post', () => {
  let database: TestDatabase;
  let slack: FakeSlack;
  let clock: sinon.SinonFakeTimers;
  let inSlack: ReturnType<typeof keepMessages>;
  let team: Deliveries;
  let teams = 0;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  beforeEach(async () => {
    clock = fakeTime('2026-10-07T12:00:00Z');
    slack = createFakeSlack([]);
    inSlack = keepMessages(slack);
    slack.answersWith('conversations.open', ({ users }) => ({ channel: { id: users } }));
    const compose: DeliveryRow['compose'] = async (_deps, { _id: key }) => send(paragraph(`about ${key}`));
    teams += 1;
    team = await openDeliveries(database, `T${teams}`, {
      win: { to: toWall, waitsForWall: true, compose },
      exceptional: { to: toPerson, waitsForWall: false, compose },
    });
  });
  afterEach(() => {
    clock.restore();
    slack.restore();
  });

  /** As often as it is due, until it is sent or there were ten attempts. A lost wall comes back at once. */
  const tryUntilSent = async (key: string): Promise<void> => {
    const replica = team.replica('a');
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await sendDelivery({ ...replica, slack: replica.fanOut }, key);
      await team.store.workspace.setWallIfNone('CWALL');
      await team.store.deliveries.resumeWaiting(new Date());
      const waitMs = await team.dueIn(key);
      if (waitMs === undefined) return;
      clock.tick(waitMs);
    }
  };
  /** It is in Slack once, and the bot knows where. */
  const expectOnce = async (key: string, what: string): Promise<void> => {
    const found = inSlack.messages.filter(
      ({ metadata }) => JSON.stringify(metadata ?? {}).includes(`"${key}"`) || metadata === undefined,
    );
    expect(found, what).to.have.length(1);
    const { sentTo, state } = (await team.store.deliveries.find(key))!;
    expect([state, sentTo?.ts], what).to.deep.equal(['sent', found[0]?.ts]);
    const place = { channelId: sentTo?.channelId ?? '', ts: sentTo?.ts ?? '' };
    expect(messageLink('https://x.slack.com/', place), what).to.match(/p\d{16}$/);
    inSlack.messages.length = 0;
  };

  const missing = ['ts', 'channel'].flatMap((field) =>
    oddValues.map((value): [string, (proper: object) => object] => [
      `${field} of ${JSON.stringify(value)}`,
      (proper) => rawAnswer(JSON.stringify({ ...proper, [field]: value })),
    ]),
  );
  const answers = [...oddAnswers, ...missing];

  for (const kind of ['win', 'exceptional'] as const) {
    it(`a ${kind} that it took is found, for each of ${answers.length} answers`, async () => {
      for (const [what, made] of answers) {
        const key = await team.plan(kind);
        slack.answersOnceWith('chat.postMessage', (args) => made({ ok: true, ...inSlack.take(args) }));

        await tryUntilSent(key);

        await expectOnce(key, what);
      }
    }).timeout(120_000);

    it(`a ${kind} that it did not take is sent, for each of ${answers.length} answers`, async () => {
      for (const [what, made] of answers) {
        const key = await team.plan(kind);
        slack.answersOnceWith('chat.postMessage', made({ ok: true, channel: 'CWALL', ts: '1.1' }));

        await tryUntilSent(key);

        await expectOnce(key, what);
      }
    }).timeout(120_000);
  }

  it(`a look that cannot be read is looked again, for each of ${oddAnswers.length} answers`, async () => {
    for (const [what, made] of oddAnswers) {
      const key = await team.plan('win');
      slack.answersOnceWith('chat.postMessage', (args) => {
        inSlack.take(args);
        throw new TypeError('fetch failed');
      });
      slack.answersOnceWith('conversations.history', made({ ok: true, messages: [], has_more: false }));

      await tryUntilSent(key);

      await expectOnce(key, what);
    }
  }).timeout(120_000);

  it(`a win is there once after each of ${codes.length} codes, once or three times`, async () => {
    for (const error of codes)
      for (const times of [1, 3]) {
        const key = await team.plan('win');
        for (let time = 0; time < times; time += 1) slack.answersOnceWith('chat.postMessage', { error });

        await tryUntilSent(key);

        await expectOnce(key, `${error} ${times}`);
      }
  }).timeout(120_000);
});
