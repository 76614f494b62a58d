import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { App } from '@slack/bolt';
import { expect } from 'chai';
import { pino } from 'pino';
import { registerHandlers } from '../../src/handlers/index.ts';
import { createRoutes } from '../../src/handlers/routes.ts';
import { createBoltApp } from '../../src/slack/bolt-app.ts';
import { registerRequestLog } from '../../src/slack/request-log.ts';
import { apology } from '../../src/views/apology.ts';
import { actionIds } from '../../src/views/ids.ts';
import { openTestBot, responseUrl, type TestBot } from '../support/bot.ts';

const signingSecret = 'a-signing-secret';
const form = 'application/x-www-form-urlencoded';

interface Sent {
  body: string;
  type?: string;
  method?: string;
  path?: string;
  headers?: Record<string, string>;
}

const signatureOf = (body: string) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
};

/** Each value in a body, by its path. */
const pathsIn = (value: unknown, path: string[] = []): string[][] => [
  ...(path.length > 0 ? [path] : []),
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))
    : []),
];

const replaced = (value: unknown, [key, ...rest]: string[], by: unknown): unknown => {
  if (key === undefined) return by;
  const copy: Record<string, unknown> = Object.assign(Array.isArray(value) ? [] : {}, value);
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

describe('requests over HTTP', () => {
  let bot: TestBot;
  let app: App;
  let port: number;
  let lines: Record<string, unknown>[];
  let teamId: string;
  before(async () => {
    bot = await openTestBot();
    ({ teamId } = await bot.createWorkspace());
    const logger = pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) });
    app = createBoltApp({
      transport: { kind: 'http', signingSecret, port: 0, host: '127.0.0.1' },
      slackApiUrl: undefined,
      authorize: async () => ({ botToken: 'xoxb-test', botId: 'BBOT', botUserId: 'UBOT', teamId }),
      logger,
    });
    registerRequestLog(app, { ...bot.shared, apology });
    registerHandlers(createRoutes(app, (id) => bot.workspaces.of(id)));
    const server = (await app.start()) as Server;
    ({ port } = server.address() as AddressInfo);
  });
  after(async () => {
    await app.stop();
    await bot.close();
  });
  beforeEach(() => {
    lines = [];
  });

  const send = ({
    body,
    type = 'application/json',
    method = 'POST',
    path = '/slack/events',
    headers,
  }: Sent) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, method, path, headers: { 'content-type': type, ...headers } },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const signed = (sent: Sent) => send({ ...sent, headers: { ...signatureOf(sent.body), ...sent.headers } });
  const isAlive = async () =>
    expect(await signed({ body: '{"type":"url_verification","challenge":"c"}' })).to.deep.equal({
      status: 200,
      text: '{"challenge":"c"}',
    });

  const command = () =>
    `command=%2Fbrag&text=help&user_id=UJO&team_id=${teamId}&channel_id=C1&trigger_id=t&response_url=${encodeURIComponent(responseUrl)}`;

  for (const type of [form, `${form}; charset=utf-8`, 'Application/X-WWW-Form-URLEncoded;charset=UTF-8'])
    it(`take a form that says it is ${type}`, async () => {
      expect((await signed({ body: command(), type })).status).to.equal(200);
      const payload = JSON.stringify({
        type: 'block_actions',
        user: { id: 'UJO', team_id: teamId },
        team: { id: teamId },
        response_url: responseUrl,
        actions: [{ type: 'button', action_id: 'nomination.toggle', block_id: 'b', value: 'nothing' }],
      });
      const body = `payload=${encodeURIComponent(payload)}`;
      expect((await signed({ body, type })).status).to.equal(200);
    });

  it('leave what is not for Slack to the pages, where there are any', async () => {
    const withPages = createBoltApp({
      transport: { kind: 'http', signingSecret, port: 0, host: '127.0.0.1' },
      slackApiUrl: undefined,
      authorize: async () => ({ botToken: 'xoxb-test', botId: 'BBOT', botUserId: 'UBOT', teamId }),
      logger: pino({ level: 'silent' }),
      pages: (_request, response) => response.end('a page'),
    });
    const without = port;
    const server = (await withPages.start()) as Server;
    ({ port } = server.address() as AddressInfo);
    const page = { status: 200, text: 'a page' };

    expect(await send({ body: '', method: 'GET', path: '/files/a' })).to.deep.equal(page);
    expect(await send({ body: '', path: '/slack/events/a' })).to.deep.equal(page);
    expect((await send({ body: '{}' })).status).to.equal(401);
    await isAlive();
    await withPages.stop();
    port = without;
    expect((await send({ body: '', method: 'GET', path: '/files/a' })).status).to.equal(404);
  });

  const odd: [string, Sent][] = [
    ['null', { body: 'null' }],
    ['a number', { body: '4' }],
    ['a text', { body: '"hello"' }],
    ['true', { body: 'true' }],
    ['a list', { body: '[{"type":"event_callback"}]' }],
    ['nothing', { body: '' }],
    ['cut off', { body: '{"type":"event_call' }],
    ['no JSON', { body: '<html>' }],
    ['an event that is null', { body: '{"type":"event_callback","event":null}' }],
    ['an event that is a text', { body: '{"type":"event_callback","event":"message"}' }],
    ['an event that is a list', { body: '{"type":"event_callback","event":[]}' }],
    ['a payload that is null', { body: 'payload=null', type: form }],
    ['a payload that is a number', { body: 'payload=4', type: form }],
    ['a payload that is cut off', { body: 'payload=%7B%22type%22', type: form }],
    ['an empty payload', { body: 'payload=', type: form }],
    ['a payload that is a list', { body: 'payload=%5B%5D', type: `${form}; charset=utf-8` }],
    ['deeply nested', { body: '['.repeat(100_000) }],
    ['an event whose item is null', { body: '{"event":{"type":"reaction_added","item":null}}' }],
    ['an event whose channel is null', { body: '{"event":{"type":"message","channel":null}}' }],
  ];
  for (const [what, sent] of odd)
    it(`are refused when the body is signed and ${what}`, async () => {
      expect((await signed(sent)).status).to.equal(400);
      expect(lines.filter(({ level }) => level === 50)).to.deep.equal([]);
      await isAlive();
    });

  const unsigned: [string, () => Sent, number][] = [
    ['have no signature', () => ({ body: command(), type: form }), 401],
    ['have no signature and an odd body', () => ({ body: 'null' }), 401],
    [
      'have a wrong signature',
      () => ({ body: 'null', headers: { ...signatureOf('null'), 'x-slack-signature': 'v0=1' } }),
      401,
    ],
    ['are too large', () => ({ body: 'x'.repeat(1024 * 1024 + 1) }), 413],
    ['are for //', () => ({ body: '', method: 'GET', path: '//' }), 404],
    ['are for another path', () => ({ body: '', path: '/' }), 404],
    ['are a look', () => ({ body: '', method: 'GET' }), 404],
  ];
  for (const [what, sent, status] of unsigned)
    it(`are refused, which is no error, when they ${what}`, async () => {
      expect((await send(sent())).status).to.equal(status);
      expect(lines.filter(({ level }) => Number(level) > 30)).to.deep.equal([]);
    });

  it('answer 404 within four seconds when nobody knows what they are', async () => {
    expect((await signed({ body: '{"type":"unheard_of"}' })).status).to.equal(404);
    expect(lines.filter(({ level }) => level === 50)).to.deep.equal([]);
  });

  it('never end the process, whatever is in the fields that are read', async () => {
    const user = { id: 'UJO', team_id: teamId };
    const team = { id: teamId };
    const message = { type: 'message', channel: 'CWALL', ts: '1.1', user: 'UJO', text: 'x' };
    const events = [
      {
        type: 'reaction_added',
        user: 'UJO',
        reaction: 'trophy',
        item: message,
        event_ts: '1.1',
        item_user: 'UANN',
      },
      { ...message, subtype: 'message_deleted', deleted_ts: '1.1', previous_message: message },
      { ...message, subtype: 'message_changed', message, previous_message: message },
      { type: 'user_change', user: { id: 'UJO', tz: 'Asia/Tokyo', profile: { display_name: 'Jo' } } },
      { type: 'member_joined_channel', user: 'UBOT', channel: 'C2', inviter: 'UJO', team: teamId },
      { type: 'channel_archive', channel: 'C2', user: 'UJO' },
    ];
    const bodies: object[] = [
      ...events.map((event) => ({
        type: 'event_callback',
        team_id: teamId,
        event,
        authorizations: [{ team_id: teamId, enterprise_id: null, user_id: 'UBOT' }],
      })),
      {
        command: '/brag',
        text: 'help',
        user_id: 'UJO',
        team_id: teamId,
        channel_id: 'C1',
        response_url: responseUrl,
      },
      ...[actionIds.nominate, actionIds.winMore, actionIds.challengeDone].map((actionId) => ({
        type: 'block_actions',
        user,
        team,
        channel: { id: 'CWALL' },
        container: { type: 'message', channel_id: 'CWALL', message_ts: '1.1' },
        response_url: responseUrl,
        actions: [{ type: 'button', action_id: actionId, block_id: 'b', value: 'v', action_ts: '1.1' }],
      })),
      {
        type: 'view_submission',
        user,
        team,
        view: {
          id: 'V1',
          type: 'modal',
          callback_id: 'win.compose',
          private_metadata: '{}',
          blocks: [{ type: 'input', block_id: 'win_text' }],
          state: { values: { win_text: { value: { type: 'plain_text_input', value: 'x' } } } },
        },
      },
    ];
    const wrong = [null, 4, [null], {}];
    const fuzzed = bodies.flatMap((body) =>
      pathsIn(body).flatMap((path) => wrong.map((value) => JSON.stringify(replaced(body, path, value)))),
    );

    const statuses = new Map<number, number>();
    const next = fuzzed.values();
    const work = async () => {
      for (const body of next) {
        const { status } = await signed({ body });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 400 }, work));
    await bot.shared.background.drain(20_000);

    expect([...statuses.keys()]).to.have.members([200, 400, 404]);
    await isAlive();
  }).timeout(60_000);
});
