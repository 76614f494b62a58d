import { expect } from 'chai';
import { narrow, visitor } from 'slack-sandbox/testing/browser';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe('a form', function () {
  this.timeout(60_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
  });
  after(() => visit.close());

  it('begins where the bot wants it, or else in its first field', async () => {
    const page = await visit.browser.open(visit.sandbox.url, { hash: 'ann' });

    await visitor(page).say('/brag');
    const composer = page.getByRole('dialog', { name: 'Brag' });
    await composer.waitFor();
    await page.keyboard.type('found their keys');
    expect(await composer.getByRole('textbox', { name: /What did you do/ }).inputValue()).to.equal(
      'found their keys',
    );
    await page.keyboard.press('Escape');
    await composer.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.tagName')).to.equal('TEXTAREA');

    await visitor(page).say('/brag challenge start');
    await page.getByRole('dialog', { name: 'Start a challenge' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).to.equal('SELECT');
    await page.keyboard.press('Escape');
  });

  it('says what is missing beside the field, and takes the person there', async () => {
    const page = await visit.browser.open(visit.sandbox.url, { hash: 'jo' });
    await visitor(page).say('/brag');
    const form = page.getByRole('dialog', { name: 'Brag' });

    await form.getByRole('button', { name: 'Post it' }).click();

    await form.getByRole('alert').filter({ hasText: 'required' }).waitFor();
    expect(await page.evaluate('document.activeElement.closest(".input").textContent')).to.include(
      'What did you do for a customer?',
    );
    await screenshot(page, 'form-error');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('asks about customer data, keeps what was typed, and posts it masked', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'jo', size: narrow, dark: true });
    await visitor(page).say('/brag');
    const form = page.getByRole('dialog', { name: 'Brag' });

    await form.getByRole('textbox', { name: /What did you do/ }).fill('rang lee@example.com back twice');
    await form.getByRole('combobox', { name: /Who else/ }).selectOption({ label: 'Sam Demo' });
    await form.getByRole('combobox', { name: /How did they leave/ }).selectOption({ index: 2 });
    await form.getByRole('button', { name: 'Post it' }).click();
    await form.getByText('an e-mail address').waitFor();
    await screenshot(page, 'form-customer-data');
    expect(await form.getByRole('textbox', { name: /What did you do/ }).inputValue()).to.include('rang lee');
    await form.getByRole('button', { name: 'Post it' }).click();
    await form.waitFor({ state: 'detached' });

    const win = await sandbox.waitForWin('back twice');
    expect(win.text).to.include('•••').and.not.include('lee@example.com');
    expect(win.text).to.include(await sandbox.userId('sam'));
    expect(browser.complaints).to.deep.equal([]);
  });
});
