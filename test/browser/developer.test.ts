import { expect } from 'chai';
import { screenshot } from './support/browser.ts';
import { startVisit, type Visit, visitor } from './support/visit.ts';

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
    expect(await delivery.textContent())
      .to.match(/acknowledged in \d+ ms/)
      .and.include('carried the shopping');

    await page.getByRole('button', { name: 'Faults' }).click();
    await page.getByRole('button', { name: 'Rate limit' }).click();
    await visitor(page).say('/brag watered their plants');
    await page.getByRole('button', { name: 'Calls' }).click();
    await page.locator('.record.is-bad').first().waitFor();
    await screenshot(page, 'developer-fault');
  });

  it('shows broken rules in red', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'jo' });
    const { botEnv } = visit.sandbox;
    expect(botEnv).to.deep.equal({});

    await fetch(`${sandbox.url}/api/chat.postMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-wrong' },
      body: '{}',
    });

    await page.getByText('Developer', { exact: false }).first().click();
    await page.locator('.record.is-bad').first().waitFor();
  });
});
