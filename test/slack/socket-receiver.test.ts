import type { App } from '@slack/bolt';
import { expect } from 'chai';
import { pino } from 'pino';
import { ConfigError } from '../../src/errors.ts';
import { createBoltApp } from '../../src/slack/bolt-app.ts';
import { startSocketSlack } from '../support/socket-slack.ts';
import { waitFor } from '../support/wait-for.ts';

const platformError = (error: string) => ({ body: JSON.stringify({ ok: false, error }) });

describe('requests over a socket', () => {
  let slack: Awaited<ReturnType<typeof startSocketSlack>>;
  let app: App;
  let interrupt: AbortController;
  let lines: { level: number; msg: string }[];
  beforeEach(async () => {
    slack = await startSocketSlack();
    interrupt = new AbortController();
    lines = [];
    app = createBoltApp({
      transport: { kind: 'socket', appToken: 'xapp-test' },
      slackApiUrl: slack.url,
      authorize: async () => ({ botToken: 'xoxb-test', botId: 'BBOT', botUserId: 'UBOT', teamId: 'T1' }),
      logger: pino({}, { write: (line) => lines.push(JSON.parse(line)) }),
      signal: interrupt.signal,
    });
    app.command('/brag', async ({ ack }) => ack());
  });
  afterEach(async () => {
    await app.stop();
    await slack.close();
  });

  const frame = (fields: object) => JSON.stringify({ envelope_id: 'odd', ...fields });
  const event = (payload: unknown) => frame({ type: 'events_api', payload });
  const frames: [string, string | Buffer][] = [
    ['null', 'null'],
    ['a number', '4'],
    ['a text', '"hello"'],
    ['a list', '[]'],
    ['no JSON', '<html>'],
    ['cut off', '{"type":"events_'],
    ['empty', ''],
    ['bytes', Buffer.from('{}')],
    ['without a type', '{}'],
    ['of a type that is a number', frame({ type: 4, payload: {} })],
    ['of a type that is null', frame({ type: null, payload: {} })],
    ['an event without a payload', frame({ type: 'events_api' })],
    ['an event whose payload is null', event(null)],
    ['an event whose payload is a number', event(4)],
    ['an event whose payload is a list', event([])],
    ['an event whose payload is empty', event({})],
    ['an event whose event is null', event({ event: null })],
    ['an event whose event is a text', event({ event: 'message' })],
    ['an event without a type', event({ event: {} })],
    ['an event whose item is null', event({ event: { type: 'reaction_added', item: null } })],
    ['a command without a payload', frame({ type: 'slash_commands' })],
    ['a command whose payload is null', frame({ type: 'slash_commands', payload: null })],
    ['a button whose payload is a list', frame({ type: 'interactive', payload: [] })],
    ['a form whose fields are missing', frame({ type: 'interactive', payload: { type: 'view_submission' } })],
    ['of a type that is not known', frame({ type: 'unheard_of', payload: {} })],
    ...[
      'close',
      'error',
      'connected',
      'disconnected',
      'ws_message',
      'slack_event',
      'outgoing_message',
    ].flatMap((name): [string, string][] => [
      [`of the type ${name}`, frame({ type: name, payload: {} })],
      [`an event of the type ${name}`, event({ event: { type: name } })],
    ]),
  ];
  it('go on after frames that nobody can read, over the same connection', async () => {
    await app.start();

    for (const [what, odd] of frames) {
      slack.send(odd);
      slack.sendCommand(what);
      await slack.isAcknowledged(what);
    }

    expect(slack.connectedCount()).to.equal(1);
    expect(lines.filter(({ level }) => level >= 50)).to.deep.equal([]);
  });

  const renewals: [string, () => unknown][] = [
    ['is cut', () => slack.cut()],
    ['is renewed by Slack', () => slack.send('{"type":"disconnect","reason":"refresh_requested"}')],
  ];
  for (const [what, end] of renewals)
    it(`come over a new connection when the old one ${what}`, async () => {
      await app.start();

      end();

      await waitFor('a second connection', () => slack.connectedCount() === 2);
      await waitFor('the first to be closed', () => slack.openCount() === 1);
      slack.sendCommand('after it');
      await slack.isAcknowledged('after it');
    });

  const failures: [string, Parameters<typeof slack.answersNextWith>[0], RegExp][] = [
    ['has a bad address', { body: '{"ok":true,"url":"nonsense"}' }, /its answer cannot be read/],
    ['has no address', { body: '{"ok":true}' }, /its answer cannot be read/],
    [
      'has an address where nobody is',
      { body: '{"ok":true,"url":"ws://127.0.0.1:1"}' },
      /Slack cannot be reached/,
    ],
    ['has a number for an address', { body: '{"ok":true,"url":5}' }, /its answer cannot be read/],
    [
      'has the address of a page',
      { body: '{"ok":true,"url":"https://login.example"}' },
      /its answer cannot be read/,
    ],
    ['is HTML', { body: '<html>' }, /its answer cannot be read/],
    ['is cut off', { body: '{"ok":tr' }, /its answer cannot be read/],
    ['has a number for a code', { body: '{"ok":false,"error":5}' }, /its answer cannot be read/],
    ['is a pause of no length', { status: 429, body: '' }, /its answer cannot be read/],
    ['is a 503', { status: 503, body: '' }, /it answers with HTTP status 503/],
    ['is a rate limit', { status: 429, headers: { 'retry-after': '1' }, body: '' }, /it asks to wait/],
    ['is an error of Slack', platformError('internal_error'), /it answers "internal_error"/],
  ];
  for (const [what, answer, words] of failures) {
    it(`wait until the connection can be made, when the first answer ${what}`, async () => {
      slack.answersNextWith(answer);

      await app.start();

      expect(lines.map(({ msg }) => msg).join()).to.match(words);
      expect(lines).to.have.length(1);
      slack.sendCommand('first');
      await slack.isAcknowledged('first');
    });

    it(`come again when a connection is made anew and the first answer ${what}`, async () => {
      await app.start();
      slack.answersNextWith(answer);

      slack.cut();

      await waitFor('a second connection', () => slack.connectedCount() === 2);
      slack.sendCommand('after it');
      await slack.isAcknowledged('after it');
    });
  }

  it('are not waited for when Slack refuses the token at the start', async () => {
    slack.answersNextWith(platformError('invalid_auth'));

    const failure = await app.start().then(
      () => undefined,
      (error: unknown) => error,
    );

    expect(failure).to.be.instanceOf(ConfigError);
    expect(String(failure)).to.match(/Slack refuses SLACK_APP_TOKEN: it is not a valid token\. Generate/);
  });

  it('leave the process running when Slack refuses the token later', async () => {
    await app.start();
    slack.answersNextWith(platformError('token_revoked'));

    slack.cut();

    await waitFor('the words about it', () =>
      lines.some(({ msg }) => msg.includes('tried again in five minutes')),
    );
  });

  it('are no longer waited for when the program is interrupted', async () => {
    slack.answersNextWith(...Array.from({ length: 9 }, () => platformError('fatal_error')));
    const failure = app.start().then(
      () => undefined,
      (error: unknown) => error,
    );
    await waitFor('an attempt', () => slack.openedCount() > 0);

    interrupt.abort();

    expect(await failure).to.have.property('name', 'AbortError');
  });
});
