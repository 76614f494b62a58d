import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { openBrowser } from 'slack-sandbox/testing/browser';
import { createScreenPart } from '../../src/web/screen/screen-part.ts';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { wallIs } from '../support/home-wall.ts';
import { storedScreen } from '../support/screen.ts';
import { waitFor } from '../support/wait-for.ts';
import { openTestWeb, type TestWeb } from '../support/web.ts';
import { winsOf } from '../support/win.ts';
import { findings } from './support/axe.ts';
import { screenshot } from './support/visit.ts';

const tv = { width: 1920, height: 1080 };

describe('the wall on a screen, in a browser', function () {
  this.timeout(120_000);
  let bot: TestBot;
  let web: TestWeb;
  let team: TestTeam;
  let token: string;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let stopping: AbortController;
  before(async () => {
    bot = await openTestBot({ publicUrl: 'http://localhost' });
    wallIs(bot, 'public');
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await bot.close();
  });
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    token = await storedScreen(team, bot);
    await start();
  });
  afterEach(() => stop());

  const start = async (port?: number) => {
    stopping = new AbortController();
    const deps = { stopping: stopping.signal };
    web = await openTestWeb(bot, {
      parts: [createScreenPart(50)],
      deps,
      ...(port !== undefined && { port }),
    });
  };
  const stop = async () => {
    stopping.abort();
    await web.stop();
  };
  const open = () => browser.open(`${web.url}/screen/${token}`, { size: tv });
  const shows = (page: Page, id: string, words: string) =>
    page.locator(`#${id}`).filter({ hasText: words }).waitFor({ timeout: 20_000 });

  it('follows the wall, and takes what is typed for words', async () => {
    const page = await open();
    await shows(page, 'notice-text', '/brag');
    expect(await findings(page)).to.deep.equal([]);

    await team.command('UJO', '<@USAM> found <b>the ring</b> & <img src=x onerror=alert(1)>');

    await shows(page, 'text', 'sam found <b>the ring</b> & <img src=x onerror=alert(1)>');
    expect(await page.locator('#text *').count()).to.equal(0);
    expect(await findings(page)).to.deep.equal([]);
    await screenshot(page, 'screen');
    await page.close();
  });

  it('fits the longest words, large enough for five metres', async () => {
    const text = 'stayed on the phone until her parcel was found and brought it home '.repeat(29);
    await team.command('UJO', `<@USAM> ${text.slice(0, 1_900)}`);
    const [win] = await winsOf(team);
    await team.store.wins.recordCustomer(win!._id, { answer: 'helped', words: 'so kind '.repeat(60) }, 1);
    for (const size of [tv, { width: 1280, height: 720 }, { width: 1080, height: 1920 }]) {
      const page = await browser.open(`${web.url}/screen/${token}`, { size });
      await shows(page, 'customer-words', 'so kind');
      const { over, smallest } = await page.evaluate<{ over: boolean; smallest: number }>(
        `({
          over: document.getElementById('stage').scrollHeight > document.getElementById('stage').clientHeight
            || document.documentElement.scrollWidth > innerWidth,
          smallest: Math.min(...['text', 'customer-words', 'who'].map((id) =>
            parseFloat(getComputedStyle(document.getElementById(id)).fontSize))) / Math.min(innerWidth, innerHeight),
        })`,
      );
      expect(over, JSON.stringify(size)).to.equal(false);
      expect(smallest, JSON.stringify(size)).to.be.at.least(0.045);
      await page.close();
    }
  });

  it('goes on with what it has when it is cut off, and comes back by itself', async () => {
    await team.command('UJO', '<@USAM> found the ring');
    await team.command('UJO', '<@USAM> called Mrs Lee back');
    const page = await open();
    await shows(page, 'count', '1 of 2');
    const { port } = web;

    await stop();
    await shows(page, 'as-of', 'as of 13:00');
    await page.keyboard.press('ArrowRight');
    await shows(page, 'count', '2 of 2');

    await team.command('UJO', '<@USAM> carried the piano upstairs');
    await start(port);
    await shows(page, 'count', 'of 3');
    expect(await page.locator('#as-of').textContent()).to.equal('');
    await page.close();
  });

  it('says that it was taken out', async () => {
    await team.command('UJO', '<@USAM> found the ring');
    const page = await open();
    await shows(page, 'text', 'found the ring');
    const [screen] = await team.store.screens.list();

    await team.store.screens.remove(screen!._id, screen!.madeAt);

    await shows(page, 'notice-title', 'This screen was taken out');
    expect(await page.locator('#text').textContent()).to.equal('');
    await page.close();
  });

  it('loads itself anew when there is another version', async () => {
    const page = await open();
    await shows(page, 'notice-text', '/brag');
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    // As if the page were of an earlier version: its script came by another name.
    const address = /\/screen\/[\w-]{22}\/?$/;
    await page.route(address, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/screen-[0-9a-f]{12}\.js/, 'screen-000000000000.js');
      await route.fulfill({ response, body });
    });
    await page.reload();
    await page.unroute(address);

    await waitFor('the page to load itself', () => loads === 2);
    await shows(page, 'notice-text', '/brag');
    expect(await page.locator('script[src]').getAttribute('src')).not.to.include('000000000000');
    await page.close();
  });

  it('moves nothing where people want less motion', async () => {
    await team.command('UJO', '<@USAM> found the ring');
    const page = await open();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await shows(page, 'text', 'found the ring');

    const transition = await page.evaluate<string>(
      'getComputedStyle(document.getElementById("stage")).transitionProperty + getComputedStyle(document.getElementById("stage")).transitionDuration',
    );

    expect(transition).to.match(/^none|0s$/);
    await page.close();
  });

  it('does not grow in a day', async () => {
    for (let n = 0; n < 10; n += 1) await team.command('UJO', `<@USAM> did good thing ${n}`);
    const page = await open();
    await page.clock.install();
    await page.reload();
    await shows(page, 'count', 'of 10');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const measure = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      const of = (name: string) => metrics.find((each) => each.name === name)?.value ?? 0;
      return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
    };
    const [win] = await winsOf(team);
    let version = 0;
    const hour = async () => {
      for (let part = 0; part < 6; part += 1) {
        version += 1;
        await team.store.wins.recordCustomer(
          win!._id,
          { answer: 'helped', words: `words ${version}` },
          version,
        );
        await page.clock.runFor(10 * 60_000);
      }
    };
    await hour();
    await hour();
    const before = await measure();

    for (let hours = 2; hours < 24; hours += 1) await hour();

    const after = await measure();
    process.stdout.write(`      2 h ${JSON.stringify(before)}, 24 h ${JSON.stringify(after)}\n`);
    expect(after.nodes).to.be.at.most(before.nodes + 20);
    expect(after.listeners).to.be.at.most(before.listeners + 5);
    expect(after.heap).to.be.below(before.heap + 1_000_000);
    await page.close();
  });
});
