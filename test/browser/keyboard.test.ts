import { expect } from 'chai';
import { visitor } from 'slack-sandbox/testing/browser';
import { focusedName, tabTo } from './support/focus.ts';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe('with the keyboard only', function () {
  this.timeout(60_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
  });
  after(() => visit.close());

  it('one posts, completes names, reacts and becomes somebody else', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'jo' });

    await tabTo(page, /^Message #brag-wall/);
    await page.keyboard.type('/br');
    await screenshot(page, 'completing-a-command');
    await page.keyboard.press('Enter');
    await page.keyboard.type('@ri');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.type('carried it upstairs');
    await page.keyboard.press('Enter');
    const win = await sandbox.waitForWin('carried it upstairs');
    expect(win.text).to.include(await sandbox.userId('ria'));

    await visitor(page).message('carried it upstairs').waitFor();
    await tabTo(page, /^Be sam/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, /^Nominate this win/);
    await tabTo(page, /^Add a reaction/);
    await page.keyboard.press('Enter');
    await page.waitForFunction('document.activeElement.getAttribute("aria-label") === "trophy"');
    await page.keyboard.press('ArrowRight');
    await screenshot(page, 'choosing-an-emoji');
    await page.keyboard.press('Enter');

    await sandbox.waitForCount(win.ts, '2 nominations');
    const { reactions } = (await sandbox.messagesIn('brag-wall')).find(({ ts }) => ts === win.ts)!;
    expect(reactions.map(({ name }) => name)).to.deep.equal(['star2']);
  });

  it('one stays on Nominate when it is pressed, and is told so in the channel although there is a thread', async () => {
    const { browser, sandbox } = visit;
    await sandbox.brag('lee', 'waited with them for the bus');
    const { ts } = await sandbox.waitForWin('waited with them');
    await sandbox.act('/message', { user: 'tom', channel: 'brag-wall', text: 'Well done', threadTs: ts });
    const page = await browser.open(sandbox.url, { hash: 'ria' });
    const win = visitor(page).message('waited with them');
    await win.getByRole('button', { name: /^Nominate this win/ }).focus();

    await page.keyboard.press('Enter');

    await sandbox.waitForCount(ts, '1 nomination');
    await visitor(page).message('Only visible to you').waitFor();
    expect(await focusedName(page)).to.match(/nominat/i);
    await screenshot(page, 'nominated-by-keyboard');
  });

  it('one moves the clock, and sees where the focus is', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'jo' });
    const before = Date.parse((await sandbox.state()).now);

    await tabTo(page, /^Move the clock/);
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    await page.keyboard.press('Enter');
    await tabTo(page, /^\+1 hour/, 'ArrowDown');
    await page.keyboard.press('Enter');

    await page.waitForFunction(
      `fetch('/_sandbox/state').then((answer) => answer.json()).then(({ now }) => Date.parse(now) > ${before + 3_500_000})`,
    );
    expect(outline).to.equal('solid');
  });
});
