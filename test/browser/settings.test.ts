import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { narrow, visitor, wide } from 'slack-sandbox/testing/browser';
import { findings } from './support/axe.ts';
import { tabTo } from './support/focus.ts';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe('settings', function () {
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
  const open = (name: string, options = {}) =>
    visit.browser.open(visit.sandbox.url, { hash: name, ...options });
  const openSettings = async (page: Page) => {
    await page.getByRole('button', { name: 'Settings' }).waitFor();
    // Home is published anew because it was opened: a button of the one before is there no more. The page has told that it
    // is open before it asks for anything else.
    await page.evaluate('fetch(location.href)');
    await visit.sandbox.settled();
    await page.getByRole('button', { name: 'Settings' }).click();
    const form = page.getByRole('dialog', { name: 'Settings' });
    await form.waitFor();
    return form;
  };

  it('begin with a question to whoever invited the bot, whose picks hold', async () => {
    const jo = await open('jo');
    await visitor(jo).message('This is the brag wall now').waitFor();
    expect(await visitor(jo).message('Only visible to you').count()).to.equal(0);
    const page = await open('ann');
    const question = visitor(page).message('Only visible to you');
    await screenshot(page, 'start-question');
    expect(await findings(page)).to.deep.equal([]);

    await question.getByLabel('Who leads this team?').selectOption('Ria Demo');
    await question.getByLabel('Day of the digest').selectOption('Friday');
    await question.getByLabel('Time of the digest').fill('16:30');
    await question.getByRole('button', { name: 'Start' }).click();

    await visitor(page).message('That is set.').waitFor();
    const hello = visitor(jo).message('This is the brag wall now');
    await hello.filter({ hasText: 'on Fridays at 16:30' }).waitFor();
    expect(await hello.textContent()).to.include('@Ann Demo and @Ria Demo lead the team');
    await Promise.all([jo.close(), page.close()]);
  });

  for (const dark of [false, true])
    for (const [look, size] of Object.entries({ wide, narrow }))
      it(`have no serious findings: ${look}, ${dark ? 'dark' : 'light'}`, async () => {
        const page = await open('ann/home', { size, dark });
        const form = await openSettings(page);
        await screenshot(page, `settings-${look}-${dark ? 'dark' : 'light'}`);
        expect(await findings(page)).to.deep.equal([]);
        await page.keyboard.press('Escape');
        await form.waitFor({ state: 'detached' });
        await page.close();
      });

  it('are opened, changed and saved with the keyboard alone', async () => {
    const page = await open('ann/home');
    await page.getByRole('button', { name: 'Settings' }).waitFor();
    await visit.sandbox.settled();
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, /^Settings/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await tabTo(page, /^How many people/);
    await page.keyboard.press('ArrowUp');
    await tabTo(page, /^Team mode|personal count/);
    await page.keyboard.press('Space');
    await tabTo(page, /^What changed/);
    await page.keyboard.press('Enter');
    const changes = page.getByRole('dialog', { name: 'What changed' });
    await changes.getByText('Monday at 09:00 → Friday at 16:30').waitFor();
    await tabTo(page, /^Back/);
    await page.keyboard.press('Enter');
    await changes.waitFor({ state: 'detached' });
    await tabTo(page, /^Save/);
    await page.keyboard.press('Enter');

    const saved = page.getByRole('dialog', { name: 'Saved' });
    await saved.getByText('3 → 4').waitFor();
    await saved.getByText('off → on').waitFor();
    await page.keyboard.press('Escape');
    await saved.waitFor({ state: 'detached' });
    await page.close();
  });

  it('say what is wrong beside the field, and show the second of two who save what the first changed', async () => {
    const [ann, ria] = [await open('ann/home'), await open('ria/home', { size: narrow })];
    const [first, second] = [await openSettings(ann), await openSettings(ria)];
    await second.getByLabel('Time zone').fill('Lundon');
    await second.getByRole('button', { name: 'Save' }).click();
    await second.getByRole('alert').filter({ hasText: 'I know no time zone' }).waitFor();
    await screenshot(ria, 'settings-fault');
    await second.getByLabel('Time zone').fill('Tokyo');
    await first.getByLabel('Monthly goal').fill('40');
    await first.getByRole('button', { name: 'Save' }).click();
    await ann.getByRole('dialog', { name: 'Saved' }).waitFor();

    await second.getByRole('button', { name: 'Save' }).click();

    const again = ria.getByRole('dialog', { name: 'Nothing is saved yet' });
    await again.getByText('none → 40 wins').waitFor();
    await screenshot(ria, 'settings-overtaken');
    await again.getByRole('button', { name: 'Save again' }).click();
    await ria.getByRole('dialog', { name: 'Saved' }).getByText('Asia/Tokyo').waitFor();
    await Promise.all([ann.close(), ria.close()]);
  });

  it('are the list of managers for an admin who is none, with why', async () => {
    const page = await open('kai');
    await visitor(page).say('/brag settings');

    const form = page.getByRole('dialog', { name: 'Who leads the team?' });
    await form.getByText('As an admin of this Slack workspace').waitFor();
    expect(await form.locator('.input').count()).to.equal(1);
    await page.close();
  });

  it('are what one gets for everybody else', async () => {
    const page = await open('sam');
    await visitor(page).say('/brag settings');

    await page.getByRole('dialog', { name: 'What I get' }).waitFor();
    await page.close();
  });
});
