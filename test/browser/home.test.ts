import { expect } from 'chai';
import { narrow, visitor, wide } from 'slack-sandbox/testing/browser';
import { findings } from './support/axe.ts';
import { focusedName, tabTo } from './support/focus.ts';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe('Home', function () {
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

  it('tells a first visitor what it is, and takes a win', async () => {
    const page = await openHome('jo');
    await page.getByText('This is where your team tells what it did').waitFor();
    await page.getByText('For example: Called Mrs Lee back').waitFor();
    await screenshot(page, 'home-first');

    await page.getByRole('button', { name: /^Brag: / }).click();
    const form = page.getByRole('dialog', { name: 'Brag' });
    await form.getByRole('textbox', { name: /What did you do/ }).fill('drove the parcel over myself');
    await form.getByRole('button', { name: 'Post it' }).click();
    await form.getByText('On the wall for').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('heading', { name: 'My last wins' }).waitFor();
    await page.getByText('1 win so far this week').waitFor();
    const { ts } = await visit.sandbox.waitForWin('parcel over');
    await visit.sandbox.react('sam', ts);
    await visit.sandbox.waitForCount(ts, '1 nomination');
    await page.getByRole('button', { name: /^Who nominated\?/ }).click();
    await page.getByRole('dialog', { name: 'Who nominated?' }).getByText('1 nomination counts').waitFor();
    await page.close();
  });

  it('lets the keyboard alone choose what one gets, snooze it, and end the snooze', async () => {
    const page = await openHome('tom');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).to.equal('Skip to the main content');
    await page.keyboard.press('Enter');
    await tabTo(page, /^What I get/);
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'What I get' });
    await form.waitFor();
    await tabTo(page, /exceptional/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Not now/);
    await page.keyboard.press('ArrowDown');
    await screenshot(page, 'what-i-get');
    await tabTo(page, /^Save/);
    await page.keyboard.press('Enter');
    await form.getByText('Your note tells you of challenges').waitFor();
    await tabTo(page, /^End the snooze now/);
    await page.keyboard.press('Enter');
    await form.getByText('The snooze is over').waitFor();

    await page.keyboard.press('Escape');

    await form.waitFor({ state: 'detached' });
    await page.close();
  });

  for (const dark of [false, true])
    for (const [look, size] of Object.entries({ wide, narrow }))
      it(`has no serious findings, nor What I get: ${look}, ${dark ? 'dark' : 'light'}`, async () => {
        const page = await openHome('ann', { size, dark });
        await screenshot(page, `home-${look}-${dark ? 'dark' : 'light'}`);
        expect(await findings(page)).to.deep.equal([]);
        await page.getByRole('button', { name: 'What I get' }).click();
        await page.getByRole('dialog', { name: 'What I get' }).waitFor();
        expect(await findings(page)).to.deep.equal([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await page.close();
      });

  it('answers whoever writes to the bot', async () => {
    const page = await visit.browser.open(visit.sandbox.url, { hash: 'mia/dm' });
    await visitor(page).say('hello, how do I use you?');
    await visitor(page).message('Thank you for writing').getByRole('button', { name: 'Help' }).click();
    await page.getByText('Brag about what you did for a customer').waitFor();
    await page.close();
  });
});
