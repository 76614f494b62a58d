import { expect } from 'chai';
import { visitor } from 'slack-sandbox/testing/browser';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe("the challenge's week by the page's clock", function () {
  this.timeout(120_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
    await visit.sandbox.act('/clock', { now: '2027-09-27T14:00:00Z' });
  });
  after(() => visit.close());

  it('is started by an admin, joined, nudged, and done', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'ann' });
    const { be, say, message, moveClock, goTo } = visitor(page);

    await say('/brag challenge start');
    const form = page.getByRole('dialog');
    await form.locator('input[type=date]').fill('2027-10-04');
    await screenshot(page, 'challenge-start');
    await form.locator('button[type=submit]').click();
    await form.waitFor({ state: 'detached' });

    await be('jo');
    await say('/brag challenge');
    await message('Only visible to you').getByRole('button', { name: /join/i }).click();
    await message('You are in.').waitFor();

    await moveClock(/^Customer Service Week/);
    await goTo('Messages');
    await message('Be reachable').waitFor();
    await screenshot(page, 'nudge');
    await message('Be reachable').getByRole('button', { name: 'Done' }).click();
    await form.locator('button[type=submit]').click();
    await form.waitFor({ state: 'detached' });

    await moveClock(/^Next morning/);
    await message('Day 2 of 5').waitFor();
    expect(await sandbox.violations()).to.deep.equal([]);
    expect(browser.complaints).to.deep.equal([]);
  });
});
