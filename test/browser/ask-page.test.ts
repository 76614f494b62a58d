import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { narrow, openBrowser, wide } from 'slack-sandbox/testing/browser';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { type Link, linkFor } from '../support/customer.ts';
import { wallIs } from '../support/home-wall.ts';
import { nominationUsers } from '../support/nomination.ts';
import { openTestWeb, type TestWeb } from '../support/web.ts';
import { anyImpact, findings } from './support/axe.ts';
import { screenshot } from './support/visit.ts';

const asked = new Date('2026-10-07T12:00:00Z');
const words = 'Sie haben mir den Schirm bis nach Hause gebracht. '.repeat(3).trim();

describe('the page of a customer who is asked, in a browser', function () {
  this.timeout(120_000);
  let bot: TestBot;
  let team: TestTeam;
  let web: TestWeb;
  let link: Link;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
    web = await openTestWeb(bot);
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await web.stop();
    await bot.close();
  });
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(asked);
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    await team.store.workspace.recordSlackName('Schirm & Söhne');
    link = await linkFor(bot, team, { moment: 'Ihr Schirm, der im Regen stehen blieb' });
  });

  const stored = () => team.store.voices.find(link.win._id);
  const hoursLater = (hours: number) => bot.setNow(new Date(asked.getTime() + hours * 3_600_000));

  /** Nothing is wider than the window, and axe finds nothing. */
  const isFine = async (page: Page, name: string) => {
    await screenshot(page, `ask-${name}`);
    expect(await findings(page, anyImpact), name).to.deep.equal([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow), name).to.equal(0);
  };

  const openGerman = async (options: Parameters<typeof browser.open>[1]) => {
    const page = await browser.open(`${web.url}${link.path}`, options);
    await page.setExtraHTTPHeaders({ 'accept-language': 'de-AT,de;q=0.9' });
    await page.reload();
    return page;
  };

  const scan = async () => {
    const page = await (await web.get(link.path)).text();
    for (const [, href = ''] of page.matchAll(/(?:href|action|src)="([^"]+)"/g))
      for (const method of ['HEAD', 'GET'])
        await web.get(href.startsWith('/') ? href : `${link.path}${href}`, { method });
  };

  const looks: [name: string, options: Parameters<typeof browser.open>[1]][] = [
    ['phone-light', { size: narrow }],
    ['phone-dark', { size: narrow, dark: true }],
    ['narrow', { size: { width: 320, height: 568 } }],
    // What is left of a window of 640 by 900 that is zoomed to 200%.
    ['zoomed', { size: { width: 320, height: 450 }, dark: true }],
    ['wide', { size: wide }],
  ];
  for (const [look, options] of looks)
    it(`is answered, added to, changed and over, whatever looked at the link first: ${look}`, async () => {
      await scan();
      expect((await stored())?.answer ?? 'none').to.equal('none');
      const page = await openGerman(options);
      await page
        .getByRole('heading', { level: 1, name: 'Hat das für Sie einen Unterschied gemacht?' })
        .waitFor();
      await page.getByRole('group', { name: 'Hat das für Sie' }).waitFor();
      await isFine(page, `question-${look}`);

      await page.getByRole('button', { name: 'Es hat geholfen' }).click();
      await page.getByRole('status').getByText('Ihre Antwort ist „Es hat geholfen“.').waitFor();
      await isFine(page, `thanks-${look}`);
      expect(await page.getByLabel('Das Team darf es vorlesen').isChecked()).to.equal(false);

      await page.getByLabel('Mit Ihren eigenen Worten').fill(words);
      await page.getByLabel('Das Team darf es vorlesen').check();
      await page.getByRole('button', { name: 'Absenden' }).click();
      await page.getByText('Danke, es ist angekommen.').waitFor();
      await isFine(page, `saved-${look}`);
      expect(await stored()).to.include({ answer: 'helped', words, mayShow: true, language: 'de' });

      hoursLater(23);
      await page.getByRole('link', { name: 'Antwort ändern' }).click();
      await page.getByText('Bisher ist Ihre Antwort „Es hat geholfen“.').waitFor();
      await isFine(page, `change-${look}`);
      await page.getByRole('link', { name: 'Italiano' }).click();
      await page.getByRole('button', { name: 'Mi ha rallegrato la giornata' }).click();
      await page.getByText('La sua risposta è «Mi ha rallegrato la giornata».').waitFor();
      expect(await stored()).to.include({ answer: 'made-my-day', words, language: 'it' });

      hoursLater(24);
      await page.reload();
      await page.getByRole('heading', { name: 'Grazie, abbiamo ricevuto la sua risposta.' }).waitFor();
      expect(await page.getByRole('button').count()).to.equal(0);
      await isFine(page, `done-${look}`);

      await page.goto(`${web.url}/ask/AAAAAAAAAAAAAAAAAAAAAA`);
      await page.getByRole('heading', { name: 'Diese Seite gibt es nicht' }).waitFor();
      await isFine(page, `gone-${look}`);
      await page.close();
    });

  it('keeps what was typed too long, by keyboard alone, with the longest of everything', async () => {
    await team.store.workspace.recordSlackName('Donaudampfschifffahrtsgesellschaft'.repeat(2));
    link = await linkFor(bot, team, { moment: 'Rindfleischetikettierungsüberwachung'.repeat(4) });
    const page = await openGerman({ size: { width: 320, height: 568 }, dark: true });
    await isFine(page, 'long-question');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
    // An old browser knows of no longest length.
    await page.getByRole('textbox').evaluate((field) => field.removeAttribute('maxlength'));
    await page.getByRole('textbox').fill('W'.repeat(420));
    await page.getByRole('button', { name: 'Absenden' }).press('Enter');
    await page.getByRole('alert').getByText('um 20 Zeichen zu lang').waitFor();
    expect(await page.getByRole('textbox').inputValue()).to.equal('W'.repeat(420));
    await isFine(page, 'too-long');
    await page.close();
  });

  it('asks nothing of anybody else, and complains of nothing', () => {
    // A link that leads nowhere says so, and so does what was refused.
    const isOurs = (each: string) =>
      /status of 40[04]/.test(each) || each.startsWith(`asked ${web.url}/ask/`);
    expect(browser.complaints.filter((each) => !isOurs(each))).to.deep.equal([]);
  });
});
