import { expect } from 'chai';
import { narrow, wide } from 'slack-sandbox/testing/browser';
import { findings } from './support/axe.ts';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

const systems = ['Little extra', 'Plan a treat', 'Make it right', 'Silver lining'];

describe('the four systems, from Home', function () {
  this.timeout(60_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
  });
  after(async () => {
    expect(await visit.sandbox.violations()).to.deep.equal([]);
    expect(visit.browser.complaints).to.deep.equal([]);
    await visit.close();
  });
  const openHome = async (name: string, options = {}) => {
    const page = await visit.browser.open(visit.sandbox.url, { hash: `${name}/home`, ...options });
    await page.getByRole('button', { name: 'What I get' }).waitFor();
    // It is published anew because it was opened: a button of the one before is there no more.
    await visit.sandbox.settled();
    return page;
  };

  for (const [look, size] of Object.entries({ wide, narrow }))
    it(`open without serious findings: ${look}`, async () => {
      const page = await openHome('jo', { size });
      for (const each of systems) {
        await page.getByRole('button', { name: each }).first().click();
        await page.getByRole('dialog').waitFor();
        await screenshot(page, `${each.toLowerCase().replaceAll(' ', '-')}-${look}`);
        expect(await findings(page), each).to.deep.equal([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await visit.sandbox.settled();
      }
      await page.close();
    });
});
