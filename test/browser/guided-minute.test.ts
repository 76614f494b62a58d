import { expect } from 'chai';
import { narrow, visitor } from 'slack-sandbox/testing/browser';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe('the guided minute', function () {
  this.timeout(240_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
  });
  after(() => visit.close());

  it('leads from a win over two nominations to the digest', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url);
    const guide = page.getByRole('region', { name: 'Your first minute' });
    const { message } = visitor(page);

    await guide.getByRole('button', { name: 'Type one for me' }).click();
    await screenshot(page, 'minute-1-typed');
    await page.keyboard.press('Enter');
    await message('called Mrs Lee back').waitFor();
    await guide.getByText('It is on the wall').waitFor();
    await screenshot(page, 'minute-2-posted');

    for (const name of ['sam', 'mia']) {
      await guide.getByRole('button', { name: `Be ${name}` }).click();
      await message('called Mrs Lee back').hover();
      await message('called Mrs Lee back').getByRole('button', { name: 'React with trophy' }).click();
    }
    await message('2 nominations').waitFor();
    await screenshot(page, 'minute-3-nominated');

    await guide.getByRole('button', { name: 'Jump to Monday' }).click();
    await guide.getByRole('button', { name: 'Show the digest' }).click({ timeout: 60_000 });
    await message('The week on the wall').waitFor();
    await screenshot(page, 'minute-4-digest');

    await guide.getByRole('button', { name: 'Be ann' }).click();
    await message('For managers').waitFor();
    await screenshot(page, 'minute-5-managers');
    expect(await sandbox.violations()).to.deep.equal([]);
    expect(browser.complaints).to.deep.equal([]);
  });

  it('can be closed, stays closed, and can be opened again', async () => {
    const page = await visit.browser.open(visit.sandbox.url);
    const guide = page.getByRole('region', { name: 'Your first minute' });

    await page.getByRole('button', { name: 'Close the guide' }).click();
    await page.reload();
    await page.getByRole('main').waitFor();
    expect(await guide.isVisible()).to.equal(false);
    await page.getByRole('button', { name: 'Show the first minute' }).click();

    await guide.waitFor();
  });

  it('fills the workspace with a month, without breaking a rule', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'jo' });
    const before = (await sandbox.wall()).length;

    await page.getByRole('button', { name: 'Fill with a lively month' }).click();
    await page.getByRole('button', { name: 'A month passes' }).waitFor();
    await page.getByRole('button', { name: 'Fill with a lively month' }).waitFor({ timeout: 200_000 });

    const wins = (await sandbox.wall()).slice(before);
    expect(wins).to.have.length(30);
    expect(wins.filter(({ text }) => text.includes('brought it to her door'))).to.have.length(1);
    const digests = JSON.stringify(
      (await sandbox.messagesIn('brag-wall')).filter(({ text }) => text.includes('The week on the wall')),
    );
    for (const words of [
      'Little extras you did most',
      '3 planned and 3 done',
      'as they showed or told us',
      'Made right for 1 customer',
      'Being made right for 1 customer',
      '1 lesson shared, 1 taken on',
      'We ring back by five',
    ])
      expect(digests).to.contain(words);
    expect(await sandbox.violations()).to.deep.equal([]);
    await screenshot(page, 'month');
    await screenshot(
      await browser.open(sandbox.url, { hash: 'ann/dm', size: narrow, dark: true }),
      'month-narrow-dark',
    );
  });
});
