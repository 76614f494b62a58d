import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox.ts';
import { type Browser, openBrowser, screenshotsIn, visitor } from '../../src/testing/browser.ts';

const module = fileURLToPath(new URL('support/showcase-bot.ts', import.meta.url));
const screenshot = screenshotsIn(fileURLToPath(new URL('screenshots/', import.meta.url)));

describe('blocks, a home and forms on forms', function () {
  this.timeout(60_000);
  let browser: Browser;
  let sandbox: Sandbox;
  let page: Page;
  before(async () => {
    browser = await openBrowser();
    sandbox = await startSandbox({ bot: { module }, seed: 1 });
    page = await browser.open(sandbox.url, { hash: 'jo', size: { width: 1280, height: 1600 } });
  });
  after(async () => {
    await browser.close();
    await sandbox.stop();
  });

  it('are drawn as Slack draws them, with words for pictures and charts', async () => {
    const message = visitor(page).message('Everything');

    await message.getByRole('heading', { name: /^Everything/ }).waitFor();
    expect(await message.locator('strong').allTextContents()).to.include.members(['bold', 'First']);
    expect(await message.getByText('A kind face').isVisible()).to.equal(true);
    expect(await message.locator('.chart table').first().textContent()).to.equal(
      'A barLabelCallsVisitsMon31Tue52Wed24',
    );
    await screenshot(page, 'blocks');
    expect(browser.complaints).to.deep.equal([]);
  });

  it('tell the bot what somebody chose, after a question where it is wanted', async () => {
    const message = visitor(page).message('bold');
    const { message: answer } = visitor(page);

    await message.getByRole('combobox', { name: 'Colour' }).selectOption('Green');
    await answer('"value":"green"').waitFor();
    await message.getByLabel('datepicker').fill('2027-10-05');
    await answer('"selected_date":"2027-10-05"').waitFor();
    await message.getByRole('checkbox', { name: 'Blue' }).check();
    await answer('selected_options').waitFor();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Red' }).click();
    await answer('overflow').waitFor();
    await message.getByRole('button', { name: 'Delete all' }).click();
    await page.getByRole('dialog', { name: 'Sure?' }).getByRole('button', { name: 'Delete' }).click();

    await answer('"action_id":"sure"').waitFor();
  });

  it('stack: what was typed below stays, and errors show in place', async () => {
    await visitor(page).goTo('Home');
    await page.getByRole('button', { name: 'Open a form' }).click();
    const form = page.getByRole('dialog', { name: 'First' });
    await form.getByRole('textbox', { name: 'Word' }).fill('kindness');
    await form.getByLabel('Hour').fill('09:30');
    await form.getByRole('combobox', { name: 'People' }).selectOption({ label: 'Sam Demo' });
    await form.getByRole('combobox', { name: 'People' }).selectOption({ label: 'Mia Demo' });
    await form.getByRole('button', { name: 'Take away Sam Demo' }).click();
    await form.getByRole('radio', { name: 'Green' }).check();
    await form.getByRole('button', { name: 'Next' }).click();

    const second = page.getByRole('dialog', { name: 'Second' });
    await second.getByText('kindness').waitFor();
    expect(await second.textContent())
      .to.include('09:30')
      .and.include('"green"');
    await second.getByRole('textbox', { name: 'Also' }).fill('rudeness');
    await second.getByRole('button', { name: 'Next' }).click();
    await second.getByRole('alert').filter({ hasText: 'Not that word.' }).waitFor();
    await screenshot(page, 'forms-stacked');
    await second.getByRole('button', { name: 'Back' }).click();

    expect(await form.getByRole('textbox', { name: 'Word' }).inputValue()).to.equal('kindness');
  });
});
