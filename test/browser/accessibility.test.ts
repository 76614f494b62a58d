import { expect } from 'chai';
import { narrow, visitor, wide } from 'slack-sandbox/testing/browser';
import { findings } from './support/axe.ts';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe('accessibility', function () {
  this.timeout(60_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
    const { sandbox } = visit;
    await sandbox.brag('jo', 'stayed on the line until it worked');
    const { ts } = await sandbox.waitForWin('stayed on the line');
    for (const user of ['sam', 'mia', 'ann']) await sandbox.react(user, ts);
    await sandbox.waitForCount(ts, 'Exceptional');
    await sandbox.act('/message', {
      user: 'sam',
      channel: 'brag-wall',
      text: 'Well done :clap:',
      threadTs: ts,
    });
  });
  after(() => visit.close());

  for (const dark of [false, true]) {
    for (const [name, size] of Object.entries({ wide, narrow })) {
      const look = `${name}-${dark ? 'dark' : 'light'}`;
      it(`has no serious findings: ${name}, ${dark ? 'dark' : 'light'}`, async () => {
        const page = await visit.browser.open(visit.sandbox.url, { hash: 'jo', size, dark });
        await visitor(page).message('stayed on the line').waitFor();
        await screenshot(page, `wall-${look}`);
        expect(await findings(page)).to.deep.equal([]);

        await visitor(page).message('stayed on the line').getByRole('button', { name: /repl/ }).click();
        await page.getByRole('complementary', { name: 'Thread' }).waitFor();
        await screenshot(page, `thread-${look}`);
        expect(await findings(page)).to.deep.equal([]);
        await page.getByRole('button', { name: 'Close thread' }).click();

        await page.getByText('Developer', { exact: false }).first().click();
        await page.getByRole('button', { name: 'Deliveries' }).click();
        await page.locator('.record summary').first().click();
        await screenshot(page, `developer-${look}`);
        expect(await findings(page)).to.deep.equal([]);
        await page.getByText('Developer', { exact: false }).first().click();

        await visitor(page).say('/brag');
        await page.getByRole('dialog', { name: 'Brag' }).waitFor();
        expect(await findings(page)).to.deep.equal([]);
        await page.keyboard.press('Escape');
      });
    }
  }

  it('shows what a screen reader is given', async () => {
    const page = await visit.browser.open(visit.sandbox.url, { hash: 'jo' });
    const win = visitor(page).message('stayed on the line');

    await win.getByRole('button', { name: 'More for this message' }).click();
    await page.getByRole('menuitem', { name: 'Show what a screen reader says' }).click();

    expect(await win.getByRole('status').textContent()).to.match(
      /says: @Jo Demo: stayed on the line until it worked \(Exceptional: 3 nominations/,
    );
  });
});
