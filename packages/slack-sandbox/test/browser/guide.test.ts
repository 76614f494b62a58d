import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox.ts';
import { type Browser, openBrowser, visitor } from '../../src/testing/browser.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`support/${name}`, import.meta.url));

describe('a guide of the bot', function () {
  this.timeout(60_000);
  let browser: Browser;
  let sandbox: Sandbox;
  let page: Page;
  before(async () => {
    browser = await openBrowser();
    sandbox = await startSandbox({
      bot: { module: pathOf('showcase-bot.ts') },
      guide: pathOf('guide.ts'),
      seed: 1,
    });
    page = await browser.open(sandbox.url, { hash: 'jo' });
  });
  after(async () => {
    await browser.close();
    await sandbox.stop();
  });
  const minute = () => page.getByRole('region', { name: 'Your first minute' });

  it('leads from step to step', async () => {
    await minute().getByText('You are Jo Demo. Say hello.').waitFor();
    await minute().getByRole('button', { name: 'Type it for me' }).click();
    await page.keyboard.press('Enter');
    await minute().getByText('Wait for it.').waitFor();

    await minute().getByRole('button', { name: 'Be sam' }).click();

    await page.getByText('Welcome home').waitFor();
    expect(await page.locator('.who').textContent()).to.include('Sam Demo');
    expect(browser.complaints).to.deep.equal([]);
  });

  it('plays a scene', async () => {
    await visitor(page).goTo('brag-wall');

    await minute().getByRole('button', { name: 'Let two talk' }).click();

    await visitor(page).message('mia was here').waitFor();
    await minute().getByRole('button', { name: 'Let two talk' }).waitFor();
  });

  it('adds moments to the clock', async () => {
    await visitor(page).moveClock('Three hours on');

    const answer = await fetch(`${sandbox.url}/_sandbox/state`);
    const { now } = (await answer.json()) as { now: string };
    expect(Date.parse(now) - Date.now()).to.be.within(2.9 * 3_600_000, 3.1 * 3_600_000);
  });

  it('offers its emoji first, and the first of them with one press', async () => {
    const message = visitor(page).message('mia was here');
    await message.hover();
    await message.getByRole('button', { name: 'React with rocket' }).click();
    await message.getByRole('button', { name: /^rocket, 1/ }).waitFor();

    await message.getByRole('button', { name: 'Add a reaction' }).first().click();

    const grid = page.locator('.emoji-grid:visible');
    expect(await grid.getByRole('heading').first().textContent()).to.equal('Its own');
    expect(await grid.getByRole('button', { name: 'rocket' }).count()).to.equal(1);
    await page.keyboard.press('Escape');
  });

  it('can be closed, stays closed, and can be opened again', async () => {
    await page.getByRole('button', { name: 'Close the guide' }).click();
    await page.reload();
    await page.getByRole('main').waitFor();
    expect(await minute().isVisible()).to.equal(false);

    await page.getByRole('button', { name: 'Show the first minute' }).click();

    await minute().waitFor();
  });
});
