import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { html } from 'hono/html';
import { streamSSE } from 'hono/streaming';
import { pino } from 'pino';
import sinon from 'sinon';
import { showPage } from '../../src/web/page.ts';
import { safeHeaders } from '../../src/web/safe-headers.ts';
import type { WebPart } from '../../src/web/web-part.ts';
import { openTestBot, type TestBot } from '../support/bot.ts';
import { waitFor } from '../support/wait-for.ts';
import { openTestWeb, type TestWeb } from '../support/web.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const secret = 'a-secret-of-43-characters-0123456789-abcdef';

describe('what comes to the pages', () => {
  let bot: TestBot;
  let web: TestWeb;
  let lines: Record<string, unknown>[];
  let recorded: string[];
  const echo: WebPart = {
    name: 'echo',
    path: '/echo',
    perMinute: { address: 10_000, link: 10_000 },
    register(app) {
      app.get('/:token', (context) =>
        showPage(context, { title: '<b>', body: html`<p>${'"><script>alert(1)</script>'}</p>` }),
      );
      app.post('/:token', async (context) => {
        const words = (await context.req.formData()).get('words');
        recorded.push(typeof words === 'string' ? words : 'none');
        return context.text('taken');
      });
      app.get('/:token/fault', () => {
        throw new Error(`no ${secret}`);
      });
    },
  };

  before(async () => {
    bot = await openTestBot();
    const logger = pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) });
    web = await openTestWeb(bot, { parts: [echo], deps: { logger } });
  });
  after(async () => {
    await web.stop();
    await bot.close();
  });
  beforeEach(() => {
    lines = [];
    recorded = [];
  });
  afterEach(() => sinon.restore());

  const address = `/echo/${secret}`;
  const problems = () => lines.filter(({ level }) => Number(level) >= 50);

  /** What is said to these bytes, until the server ends the connection. */
  const say = async (...chunks: string[]): Promise<string> => sayTo(web, ...chunks);
  const sayTo = async ({ port }: { port: number }, ...chunks: string[]): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    const closed = once(socket, 'close');
    socket.on('error', () => undefined);
    let heard = '';
    socket.on('data', (data) => {
      heard += data;
    });
    for (const chunk of chunks) {
      socket.write(chunk);
      await wait(1);
    }
    await closed;
    return heard;
  };
  const host = () => `Host: 127.0.0.1:${web.port}`;
  const statusOf = (heard: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1]);

  it('is escaped, and may load and run nothing', async () => {
    const shown = await web.get(address);

    expect(await shown.text())
      .to.include('<title>&lt;b&gt;</title>')
      .and.to.include('&quot;&gt;&lt;script&gt;')
      .and.not.to.include('<script>');
    expect(shown.headers.get('content-security-policy')).to.match(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
  });

  it('has safe headers whatever the answer is, and no secret in the log', async () => {
    const big = { words: 'x'.repeat(5_000) };
    const answers: [number, Promise<Response>][] = [
      [200, web.get(address)],
      [200, web.get(address, { method: 'HEAD' })],
      [200, web.post(address, { words: 'x'.repeat(4_000) })],
      [404, web.get('/')],
      [404, web.get('//')],
      [404, web.get('//evil.example/echo/a')],
      [200, web.get('/echo/%00')],
      [200, web.get('/echo/%FF%')],
      [404, web.get('/echo/a/b/../../../etc/passwd')],
      [404, web.get(`/${'a/'.repeat(5_000)}`)],
      [405, web.get(address, { method: 'OPTIONS' })],
      [405, web.get(address, { method: 'PUT', body: 'words=x', headers: form })],
      [405, web.get(address, { method: 'DELETE' })],
      [413, web.post(address, big)],
      [
        415,
        web.get(address, {
          method: 'POST',
          body: '{"words":"x"}',
          headers: { 'content-type': 'application/json' },
        }),
      ],
      [415, web.get(address, { method: 'POST', body: 'words=x', headers: { 'content-type': 'text/plain' } })],
      [500, web.get(`${address}/fault`)],
    ];
    for (const [index, [status, answer]] of answers.entries()) {
      const { status: said, headers } = await answer;
      expect([index, said]).to.deep.equal([index, status]);
      for (const name of Object.keys(safeHeaders))
        expect(headers.get(name), `${index} ${name}`).to.be.a('string');
      expect(headers.get('set-cookie')).to.equal(null);
    }
    expect(recorded).to.deep.equal(['x'.repeat(4_000)]);
    expect(JSON.stringify(lines.filter(({ msg }) => msg === 'page'))).not.to.include(secret);
  });

  it('is refused for any other host, whatever a proxy says', async () => {
    const path = `GET ${address} HTTP/1.1\r\n`;
    const forged = [
      [421, `${path}Host: evil.example\r\n\r\n`],
      [421, `${path}Host: evil.example\r\nX-Forwarded-Host: 127.0.0.1:${web.port}\r\n\r\n`],
      [421, `${path}Host: 127.0.0.1\r\n\r\n`],
      [421, `${path}Host: 127.0.0.1:${web.port}@evil.example\r\n\r\n`],
      [400, `GET http://evil.example/ HTTP/1.1\r\n${host()}\r\n\r\n`],
      [400, `OPTIONS * HTTP/1.1\r\n${host()}\r\n\r\n`],
      [421, `GET ${address} HTTP/1.0\r\n\r\n`],
    ] as const;
    for (const [status, bytes] of forged) {
      const heard = await say(bytes);
      expect([bytes, statusOf(heard)]).to.deep.equal([bytes, status]);
      expect(heard.split('\r\n\r\n')[1], bytes).to.equal('');
      expect(heard).to.include('x-content-type-options: nosniff');
    }
    const trusting = await say(
      `${path}${host()}\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(statusOf(trusting)).to.equal(200);
    expect(trusting).not.to.include('evil.example');
    expect(lines.filter(({ level }) => Number(level) === 40)).to.have.length(1);
  });

  it('takes no method that browsers do not have', async () => {
    expect(
      statusOf(await say(`TRACE ${address} HTTP/1.1\r\n${host()}\r\nConnection: close\r\n\r\n`)),
    ).to.equal(405);
    expect(statusOf(await say(`BREW ${address} HTTP/1.1\r\n${host()}\r\n\r\n`))).to.equal(400);
    expect(problems()).to.deep.equal([]);
  });

  it('reads a form that comes in pieces, and no more than 4 KB of one without end', async () => {
    const head = `POST ${address} HTTP/1.1\r\n${host()}\r\nContent-Type: ${form['content-type']}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const piece = `3e8\r\n${'x'.repeat(1000)}\r\n`;

    const whole = say(
      head,
      '6\r\nwords=\r\n',
      '2\r\nab\r\n',
      '0\r\n\r\n',
      `GET / HTTP/1.1\r\n${host()}\r\nConnection: close\r\n\r\n`,
    );
    expect(await whole).to.match(/^HTTP\/1\.1 200 .*HTTP\/1\.1 404 /s);
    const endless = await say(head, '6\r\nwords=\r\n', ...Array<string>(20).fill(piece));
    expect(statusOf(endless)).to.equal(413);
    expect(recorded).to.deep.equal(['ab']);
  });

  it('answers requests that come in one piece in their order, and takes no body for a request', async () => {
    const one = (path: string) => `GET ${path} HTTP/1.1\r\n${host()}\r\n\r\n`;
    const last = `GET / HTTP/1.1\r\n${host()}\r\nConnection: close\r\n\r\n`;
    const heard = await say(one(address) + one('/nothing') + one(address) + last);
    expect([...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).to.deep.equal([
      '200',
      '404',
      '200',
      '404',
    ]);

    const smuggled = one(`${address}/fault`);
    const body = `POST ${address} HTTP/1.1\r\n${host()}\r\nContent-Type: text/plain\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`;
    expect([...(await say(body)).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).to.deep.equal([
      '415',
    ]);
    const both = `POST ${address} HTTP/1.1\r\n${host()}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(statusOf(await say(both))).to.equal(400);
  });

  it('logs nothing of clients that go away in the middle', async () => {
    const printed = [sinon.stub(console, 'error'), sinon.stub(console, 'info')];
    const begun = [
      'GET ',
      `GET ${address} HTTP/1.1\r\n`,
      `GET ${address} HTTP/1.1\r\n${host()}\r\n\r\n`,
      `POST ${address} HTTP/1.1\r\n${host()}\r\nContent-Type: ${form['content-type']}\r\nContent-Length: 100\r\n\r\nwords=`,
      `POST ${address} HTTP/1.1\r\n${host()}\r\nContent-Type: ${form['content-type']}\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nwor`,
      '\0\0\0\0\r\n\r\n',
      'SSH-2.0-OpenSSH_9.6\r\n',
    ];
    for (const bytes of begun) {
      const socket = connect(web.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(bytes);
      await wait(10);
      socket.resetAndDestroy();
    }
    await waitFor('an answer to who is left', async () => (await web.get(address)).status === 200);

    expect(problems()).to.deep.equal([]);
    expect(recorded).to.deep.equal([]);
    expect(printed.flatMap(({ args }) => args)).to.deep.equal([]);
  });

  it('ends with the program, when it is a page that stays open', async () => {
    const printed = [sinon.stub(console, 'error'), sinon.stub(console, 'info')];
    const stopping = new AbortController();
    const open: WebPart = {
      name: 'open',
      path: '/open',
      register(app, deps) {
        app.get('/:token', (context) =>
          streamSSE(context, async (stream) => {
            const gone = new Promise<void>((resolve) => {
              stream.onAbort(resolve);
              deps.stopping.addEventListener('abort', () => resolve());
            });
            await stream.writeSSE({ data: 'first' });
            await gone;
            recorded.push('ended');
          }),
        );
      },
    };
    const other = await openTestWeb(bot, {
      parts: [open],
      deps: { stopping: stopping.signal, logger: pino({ level: 'silent' }) },
    });
    const stayed = await other.get('/open/a');
    const left = new AbortController();
    await other.get('/open/b', { signal: left.signal });
    left.abort();
    await waitFor('the end of the one that was left', () => recorded.length === 1);

    stopping.abort();
    await other.stop();

    expect(await stayed.text()).to.equal('data: first\n\n');
    expect(recorded).to.deep.equal(['ended', 'ended']);
    expect(printed.flatMap(({ args }) => args)).to.deep.equal([]);
  });

  it('is ended when it takes too long to ask, and holds up nobody meanwhile', async () => {
    const limits = { headersTimeout: 400, requestTimeout: 600, connectionsCheckingInterval: 100 };
    const hasty = await openTestWeb(bot, {
      parts: [echo],
      deps: { logger: pino({ level: 'silent' }) },
      limits,
    });
    const ask = (...chunks: string[]) => sayTo(hasty, ...chunks);
    const toAddress = `${address} HTTP/1.1\r\nHost: 127.0.0.1:${hasty.port}\r\nContent-Type: ${form['content-type']}\r\n`;
    const heads = Array.from({ length: 200 }, () => ask(`GET ${address} HTTP/1.1\r\n`, 'X-A: b\r\n'));
    const silent = Array.from({ length: 200 }, () => ask());
    const bodies = ['Content-Length: 100\r\n\r\nwords=', 'Transfer-Encoding: chunked\r\n\r\n6\r\nwords='].map(
      (rest) => ask(`POST ${toAddress}${rest}`),
    );

    expect((await hasty.get(address)).status).to.equal(200);
    expect(new Set((await Promise.all([...heads, ...bodies])).map(statusOf))).to.deep.equal(new Set([408]));
    await Promise.all(silent);
    expect(recorded).to.deep.equal([]);
    await hasty.stop();
  });
});
