import { expect } from 'chai';
import { narrow, visitor } from 'slack-sandbox/testing/browser';
import { findings } from './support/axe.ts';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe('the shortcuts, on a phone', function () {
  this.timeout(60_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
  });
  after(() => visit.close());

  it('put a message on the wall, and say so where it was written', async () => {
    const { browser, sandbox } = visit;
    const { channels } = await sandbox.state();
    const { id: wall } = channels.find(({ name }) => name === 'brag-wall')!;
    await sandbox.act('/message', {
      user: 'sam',
      channel: 'brag-wall',
      text: 'Stayed until the lift worked',
    });
    const page = await browser.open(sandbox.url, { hash: `jo/${wall}`, size: narrow });
    const message = visitor(page).message('Stayed until the lift worked');

    await message.getByRole('button', { name: 'More for this message' }).click();
    await page.getByRole('menuitem', { name: /^Put on the wall/ }).click();
    const form = page.getByRole('dialog', { name: 'Put on the wall' });
    await form.getByRole('button', { name: 'Post it' }).waitFor();
    await screenshot(page, 'put-on-wall-form');
    expect(await findings(page)).to.deep.equal([]);
    await form.getByRole('button', { name: 'Post it' }).click();

    await form.getByText('On the wall for').waitFor();
    await screenshot(page, 'put-on-wall-answer');
    expect(await findings(page)).to.deep.equal([]);
    expect((await sandbox.waitForWin('Stayed until the lift')).text).to.contain('as told by Jo');
    await page.close();
  });

  it('open the composer from anywhere', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'mia', size: narrow });

    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /^Brag about a customer/ }).click();
    const form = page.getByRole('dialog', { name: 'Brag' });
    await form.getByRole('textbox', { name: /^What did you do/ }).fill('walked them to the door');
    await form.getByRole('button', { name: 'Post it' }).click();

    await form.getByText('On the wall for').waitFor();
    await sandbox.waitForWin('walked them to the door');
  });
});
