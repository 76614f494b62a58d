import { expect } from 'chai';
import { DateTime } from 'luxon';
import { visitor } from 'slack-sandbox/testing/browser';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe('the drawer for developers', function () {
  this.timeout(60_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
  });
  after(() => visit.close());

  it('shows calls, deliveries with payloads, and what faults do', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'jo' });
    await visitor(page).say('/brag carried the shopping to the car');
    await sandbox.waitForWin('carried the shopping');

    await page.getByText('Developer', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Deliveries' }).click();
    const delivery = page.locator('.record').filter({ hasText: 'command /brag' });
    await delivery.locator('summary').click();
    await delivery.getByText('carried the shopping').waitFor();
    expect(await delivery.textContent())
      .to.match(/acknowledged in \d+ ms/)
      .and.include('carried the shopping');

    const local = DateTime.fromISO((await sandbox.state()).now, { zone: 'America/New_York' });
    expect(await delivery.locator('time').textContent()).to.include(local.toFormat('d LLL, HH:'));

    await page.getByRole('button', { name: 'Faults' }).click();
    await page.getByRole('button', { name: 'Rate limit' }).click();
    await visitor(page).say('/brag watered their plants');
    await page.getByRole('button', { name: 'Calls' }).click();
    await page.locator('.record.is-bad').first().waitFor();
    await screenshot(page, 'developer-fault');
  });

  it('starts anew, in a workspace without a past', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'jo' });
    await visitor(page).goTo('general');
    await visitor(page).say('Soon forgotten');
    await visitor(page).message('Soon forgotten').waitFor();

    await page.getByText('Developer', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Faults' }).click();
    await page.getByRole('button', { name: 'New workspace' }).click();

    await page.getByRole('heading', { name: '#brag-wall' }).waitFor();
    await visitor(page).message('This is the brag wall now').waitFor();
    await visitor(page).goTo('general');
    await page.getByText('Nothing has been said in #general yet.').waitFor();
  });
});
