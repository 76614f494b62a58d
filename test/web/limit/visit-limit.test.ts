import { expect } from 'chai';
import { pino } from 'pino';
import sinon from 'sinon';
import type { WebDeps, WebPart } from '../../../src/web/web-part.ts';
import { openTestBot, type TestBot } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { openTestWeb, type TestWeb } from '../../support/web.ts';

const most = { address: 5, link: 8 };

describe('how often pages can be asked for', () => {
  let bot: TestBot;
  let webs: TestWeb[];
  let answered: number;
  const part: WebPart = {
    name: 'echo',
    path: '/echo',
    perMinute: most,
    register: (app) =>
      app.get('/:token', (context) => {
        answered += 1;
        return context.text('a page');
      }),
  };
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(() => {
    webs = [];
    answered = 0;
  });
  afterEach(async () => {
    sinon.restore();
    for (const web of webs) await web.stop();
    await bot.models.visitCounts.model.deleteMany({});
    await bot.models.visitSalts.model.deleteMany({});
  });

  const open = async (deps: Partial<WebDeps> = {}) => {
    const web = await openTestWeb(bot, { parts: [part], deps });
    webs.push(web);
    return {
      ask: (address: string, path = '/echo/a') =>
        web.get(path, { headers: { 'x-forwarded-for': address } }).then(({ status }) => status),
      get: web.get,
    };
  };
  type Asking = Awaited<ReturnType<typeof open>>;

  const statuses = async (web: Asking, address: string, times: number, path?: string) => {
    const found = [];
    for (let index = 0; index < times; index += 1) found.push(await web.ask(address, path));
    return found;
  };
  const points = async () => {
    const all = await bot.models.visitCounts.model.find().lean();
    return all.map((each) => each.points).sort((a, b) => a - b);
  };

  it('is limited by address, an IPv6 network being one, and says how long to wait', async () => {
    const web = await open();

    expect(await statuses(web, '2001:db8:1:2::9', 5)).to.deep.equal([200, 200, 200, 200, 200]);
    const refused = await web.get('/echo/b', { headers: { 'x-forwarded-for': '2001:db8:1:2:ffff::1' } });
    expect(refused.status).to.equal(429);
    expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
    expect(refused.headers.get('cache-control')).to.equal('no-store');
    expect(await refused.text()).to.include('Wait a minute');
    expect(await web.ask('2001:db8:1:3::9')).to.equal(200);
    expect(answered).to.equal(6);
  });

  it('is limited by link, from wherever it is asked for', async () => {
    const web = await open();
    const found = [];
    for (let index = 0; index < 10; index += 1) found.push(await web.ask(`198.51.100.${index}`));

    expect(found).to.deep.equal([...Array<number>(8).fill(200), 429, 429]);
    expect(await web.ask('198.51.100.200', '/echo/b')).to.equal(200);
  });

  it('is limited where there is no page, too', async () => {
    const web = await open();

    expect(new Set(await statuses(web, '198.51.100.1', 60, '/nothing'))).to.deep.equal(new Set([404]));
    expect(await web.ask('198.51.100.1', '/nothing')).to.equal(429);
    expect(await web.ask('198.51.100.1')).to.equal(200);
  });

  it('is counted for all replicas together, and after a restart', async () => {
    const [one, other] = [await open(), await open()];
    await statuses(one, '198.51.100.1', 3);

    expect(await statuses(other, '198.51.100.1', 3)).to.deep.equal([200, 200, 429]);
    expect(await (await open()).ask('198.51.100.1')).to.equal(429);
    expect(answered).to.equal(5);
  });

  it('refuses a flood without asking the database for each', async () => {
    const web = await open();
    const found = await Promise.all(Array.from({ length: 500 }, () => web.ask('198.51.100.1')));

    expect(found.filter((status) => status === 200)).to.have.length(5);
    expect(found.filter((status) => status === 429)).to.have.length(495);
    expect(answered).to.equal(5);
    expect(await points()).to.deep.equal([5, 5]);
  });

  it('stores no address and no link, and mixes them with a salt that is gone the next day', async () => {
    const lines: string[] = [];
    bot.setNow(new Date('2026-10-07T23:59:00Z'));
    const web = await open({ logger: pino({ level: 'trace' }, { write: (line) => lines.push(line) }) });
    await web.ask('198.51.100.1', '/echo/the-secret');
    bot.setNow(new Date('2026-10-08T00:01:00Z'));
    await web.ask('198.51.100.1', '/echo/the-secret');

    const counts = await bot.models.visitCounts.model.find().lean();
    const salts = await bot.models.visitSalts.model.find().sort({ _id: 1 }).lean();
    expect(counts).to.have.length(4);
    expect(salts.map(({ _id, expiresAt }) => [_id, expiresAt.toISOString()])).to.deep.equal([
      ['2026-10-07', '2026-10-08T00:00:00.000Z'],
      ['2026-10-08', '2026-10-09T00:00:00.000Z'],
    ]);
    expect(JSON.stringify([counts, salts, lines])).not.to.match(/198\.51|the-secret/);
  });

  it('goes on while the database is away, each process for itself', async () => {
    failingDatabase(bot.models.visitCounts.model, 'findOneAndUpdate');
    failingDatabase(bot.models.visitSalts.model, 'findOneAndUpdate');
    const web = await open();

    expect(await statuses(web, '198.51.100.1', 6)).to.deep.equal([200, 200, 200, 200, 200, 429]);
  });

  it('goes by the address that the outermost of our proxies saw', async () => {
    const web = await open({ trustedProxies: 2 });
    const found = [];
    // What somebody claims is at the left end.
    for (let index = 0; index < 6; index += 1)
      found.push(await web.ask(`203.0.113.${index}, 198.51.100.1, 10.0.0.1`, `/echo/${index}`));

    expect(found).to.deep.equal([200, 200, 200, 200, 200, 429]);
  });
});
