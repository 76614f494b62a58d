import { expect } from 'chai';
import { pino } from 'pino';
import { handOver } from '../../../src/operations/file/hand-over.ts';
import { startWebServer } from '../../../src/web/server.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { openTestWeb, type TestWeb } from '../../support/web.ts';

const files = [
  { name: 'Jo’s "wins".md', mediaType: 'text/markdown', content: '# Wins\n<script>' },
  { name: 'wins.csv', mediaType: 'text/csv', content: '\uFEFFday,story\r\n' },
];

describe('the page of a download', () => {
  let bot: TestBot;
  let team: TestTeam;
  let web: TestWeb;
  let lines: string[];
  before(async () => {
    bot = await openTestBot({ publicUrl: 'https://brag.example.com' });
    team = await bot.createWorkspace();
    const logger = pino({ level: 'trace' }, { write: (line) => lines.push(line) });
    web = await openTestWeb(bot, { deps: { logger } });
  });
  after(async () => {
    await web.stop();
    await bot.close();
  });
  beforeEach(() => {
    lines = [];
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
  });

  let asked = 0;
  const askForFiles = async () => {
    asked += 1;
    const { text } = await handOver(team.deps, { userId: 'UJO', files, reason: `your wins ${asked}` });
    return /https:\/\/brag\.example\.com(\/files\/[\w-]+)/.exec(text)?.[1] ?? '';
  };
  const get = (path: string, method = 'GET') => web.get(path, { method });

  it('lists the files without taking them, and gives each to whoever presses first', async () => {
    const link = await askForFiles();

    for (const method of ['GET', 'HEAD', 'GET']) {
      const looked = await get(link, method);
      expect(looked.status).to.equal(200);
      expect((await looked.text()).match(/<button>/g) ?? []).to.have.length(method === 'GET' ? 2 : 0);
    }
    const pressed = await Promise.all(Array.from({ length: 20 }, () => get(`${link}/0`, 'POST')));
    const [served, ...others] = pressed.filter(({ status }) => status === 200);
    expect(others).to.deep.equal([]);
    expect(pressed.filter(({ status }) => status === 404)).to.have.length(19);
    expect(await served?.text()).to.equal('# Wins\n<script>');
    expect(served?.headers.get('content-type')).to.equal('text/markdown; charset=utf-8');
    expect(served?.headers.get('content-disposition')).to.equal(
      `attachment; filename="Jo_s _wins_.md"; filename*=UTF-8''Jo%E2%80%99s%20%22wins%22.md`,
    );
    expect((await (await get(link)).text()).match(/<button>/g)).to.have.length(1);
    expect(new Uint8Array(await (await get(`${link}/1`, 'POST')).arrayBuffer()).slice(0, 3)).to.deep.equal(
      new Uint8Array([0xef, 0xbb, 0xbf]),
    );
    expect((await get(link)).status).to.equal(404);
  });

  it('stores no token, and writes none into the log', async () => {
    const link = await askForFiles();
    await get(link);
    await get(`${link}/0`, 'POST');

    const token = link.split('/').at(-1) ?? 'none';
    expect(token).to.have.length(43);
    expect(JSON.stringify(await bot.models.downloads.model.find().lean())).not.to.include(token);
    expect(lines).not.to.deep.equal([]);
    expect(lines.join()).not.to.include(token);
  });

  it('says the same for a link that has ended, was used, or never was one', async () => {
    const link = await askForFiles();
    const never = await (await get(`/files/${'a'.repeat(43)}`)).text();
    bot.setNow(new Date('2026-10-07T13:00:00Z'));

    expect(await (await get(link)).text()).to.equal(never);
    expect(await (await get(`${link}/0`, 'POST')).text()).to.equal(never);
    expect(never).to.include('ask Brag Wall for the files again');
  });

  it('has safe headers on every answer, and takes no other method', async () => {
    const link = await askForFiles();
    for (const [path, method, status] of [
      [link, 'GET', 200],
      [`${link}/0`, 'GET', 405],
      [link, 'POST', 405],
      [`${link}/7`, 'POST', 404],
      ['/', 'GET', 404],
      ['/files/../../etc/passwd', 'GET', 404],
      [`${link}/0`, 'POST', 200],
    ] as const) {
      const { status: said, headers } = await get(path, method);
      expect([path, said]).to.deep.equal([path, status]);
      expect(headers.get('cache-control')).to.equal('no-store');
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('referrer-policy')).to.equal('no-referrer');
      expect(headers.get('content-security-policy')).to.include("default-src 'none'");
    }
    expect((await get(`${link}/1`, 'PUT')).headers.get('allow')).to.equal('POST');
  });

  it('tells who runs the bot when its port is taken', async () => {
    const second = startWebServer(() => undefined, { port: web.port, host: '127.0.0.1' });

    expect(await second.catch((error: Error) => error.message)).to.include(`PORT ${web.port} is in use`);
  });
});
