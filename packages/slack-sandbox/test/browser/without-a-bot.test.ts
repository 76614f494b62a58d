import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type Sandbox, startSandbox } from '../../src/sandbox.ts';
import { type Browser, openBrowser, screenshotsIn, visitor } from '../../src/testing/browser.ts';
import { driveSandbox } from '../../src/testing/index.ts';

const screenshot = screenshotsIn(fileURLToPath(new URL('screenshots/', import.meta.url)));

describe('a workspace without a bot', function () {
  this.timeout(60_000);
  let browser: Browser;
  let sandbox: Sandbox;
  before(async () => {
    browser = await openBrowser();
    sandbox = await startSandbox({ seed: 1 });
  });
  after(async () => {
    await browser.close();
    await sandbox.stop();
  });
  const openAs = (name: string) => browser.open(sandbox.url, { hash: name });

  it('says that the app is not running, and has no guide', async () => {
    const page = await openAs('jo');

    await page.getByRole('status').filter({ hasText: 'Demo App is not running.' }).waitFor();

    expect(await page.getByRole('button', { name: 'Show the first minute' }).count()).to.equal(0);
    await page.close();
  });

  it('has people who answer each other in a thread, and edit and delete what they wrote', async () => {
    const [jo, sam] = await Promise.all([openAs('jo'), openAs('sam')]);
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
    await Promise.all([jo.close(), sam.close()]);
  });

  it('has what was typed edited with the keyboard, as it was typed', async () => {
    const page = await openAs('mia');
    const { goTo, say, message } = visitor(page);
    await goTo('support');
    await say('Who has the key, @sam? 2 < 3 & #general');
    await message('Who has the key').hover();
    await message('Who has the key').getByRole('button', { name: 'More for this message' }).click();
    await page.getByRole('menuitem', { name: 'Edit message' }).click();

    const field = page.getByRole('textbox', { name: 'Edit message' });
    expect(await field.inputValue()).to.equal('Who has the key, @sam? 2 < 3 & #general');
    await page.keyboard.press('End');
    await page.keyboard.type(' Found it.');
    await page.keyboard.press('Enter');

    await message('@Sam Demo? 2 < 3 & #general Found it.').waitFor();
    await field.waitFor({ state: 'detached' });
    await page.close();
  });

  it('shows what comes from outside, from workflows and with files', async () => {
    const { act, channelId } = driveSandbox(sandbox.url);
    const page = await openAs('ria');
    const { goTo, message } = visitor(page);
    const channel = await channelId('general');
    const say = (body: object) => act('/message', { user: 'sam', channel, ...body });
    await act('/user', { user: 'pat', set: { teamId: 'T0OTHER' } });
    await act('/invite', { user: 'ann', channel, who: 'pat' });
    const { ts: threadTs } = await say({ text: 'Who has time?' });

    await say({ user: 'pat', text: 'Hello from next door, @support-team' });
    await say({ as: 'workflow', text: 'The shift begins' });
    await say({ files: ['photo.png'] });
    await say({ text: 'I have', threadTs, broadcast: true });
    await goTo('general');

    await message('next door').getByText('EXTERNAL').waitFor();
    await message('next door').getByText('@support-team').waitFor();
    await message('The shift begins').getByText('Demo Workflow').waitFor();
    await message('photo.png').waitFor();
    await screenshot(page, 'every-kind');
    await message('I have').getByRole('button', { name: 'replied to a thread' }).click();
    await page.getByRole('complementary', { name: 'Thread' }).getByText('Who has time?').waitFor();
    await page.close();
  });

  it("shows in red what broke Slack's rules", async () => {
    const page = await openAs('jo');
    const { act, channelId } = driveSandbox(sandbox.url);
    const authorization = `Bearer ${sandbox.botEnv.SLACK_BOT_TOKEN}`;
    await act('/invite', { user: 'ann', channel: 'support', who: 'bot' });

    await fetch(`${sandbox.url}/api/chat.postMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ channel: await channelId('support'), blocks: [{ type: 'divider' }] }),
    });

    await page.getByText('1 violation', { exact: true }).click();
    await page.getByRole('button', { name: 'Violations' }).click();
    await page.locator('.record.is-bad').first().waitFor();
    const colour = await page
      .locator('.record.is-bad strong')
      .first()
      .evaluate('getComputedStyle(document.querySelector(".record.is-bad")).color');
    await screenshot(page, 'developer-violation');
    expect(colour).to.equal('rgb(179, 38, 30)');
    expect(browser.complaints).to.deep.equal([]);
  });
});
