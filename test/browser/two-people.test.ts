import { expect } from 'chai';
import { visitor } from 'slack-sandbox/testing/browser';
import { screenshot, startVisit, type Visit } from './support/visit.ts';

describe('two windows as two people', function () {
  this.timeout(60_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
  });
  after(() => visit.close());

  it('see each other act, each in their own time zone', async () => {
    const { browser, sandbox } = visit;
    const [jo, sam] = await Promise.all([
      browser.open(sandbox.url, { hash: 'jo' }),
      browser.open(sandbox.url, { hash: 'sam' }),
    ]);

    await visitor(jo).say('/brag stayed late for <script>alert(1)</script> & *all*');
    const win = visitor(sam).message('stayed late for <script>alert(1)</script> & *all*');
    await win.getByRole('button', { name: /^Nominate/ }).click();
    await visitor(sam).message('Only visible to you').waitFor();

    await visitor(jo).message('1 nomination').waitFor();
    expect(await visitor(jo).message('You nominated this win').count()).to.equal(0);
    expect(await jo.locator('.who').textContent()).to.include('Jo Demo, London');
    expect(await sam.locator('.who').textContent()).to.include('Sam Demo, Kolkata');
    expect(browser.complaints).to.deep.equal([]);
  });

  it('answer each other in a thread, and edit and delete what they wrote', async () => {
    const { browser, sandbox } = visit;
    const jo = await browser.open(sandbox.url, { hash: 'jo' });
    const sam = await browser.open(sandbox.url, { hash: 'sam' });
    for (const page of [jo, sam]) await visitor(page).goTo('support');

    await visitor(jo).say('Who knows the *printer*? @sam #general :tada:');
    await visitor(sam).message('Who knows').hover();
    await visitor(sam).message('Who knows').getByRole('button', { name: 'Reply in thread' }).click();
    const thread = sam.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('textbox').fill('I do.');
    await thread.getByRole('button', { name: 'Send' }).click();
    await visitor(jo).message('1 reply').waitFor();
    await screenshot(sam, 'thread');

    await thread.getByRole('article').filter({ hasText: 'I do.' }).hover();
    await thread.getByRole('button', { name: 'More for this message' }).last().click();
    await sam.getByRole('menuitem', { name: 'Edit message' }).click();
    await sam.getByRole('textbox', { name: 'Edit message' }).fill('I did.');
    await sam.getByRole('button', { name: 'Save' }).click();
    await visitor(jo).message('Who knows').getByRole('button', { name: '1 reply' }).click();
    await jo.getByRole('complementary', { name: 'Thread' }).getByText('I did.', { exact: true }).waitFor();

    await jo.goBack();
    await visitor(jo).message('Who knows').hover();
    await visitor(jo).message('Who knows').getByRole('button', { name: 'More for this message' }).click();
    await jo.getByRole('menuitem', { name: 'Delete message' }).click();
    await visitor(sam).message('This message was deleted').waitFor();
  });
});
