import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { startVisit, type Visit, visitor } from './support/visit.ts';

/** The names of all emoji that the bot writes. */
const emojiOfBot = (): string[] => {
  const views = new URL('../../src/views/', import.meta.url);
  const code = readdirSync(views).map((name) => readFileSync(new URL(name, views), 'utf8'));
  return [...new Set(code.join('\n').match(/(?<=[`' ]):[a-z_\d]+:/g))];
};

describe('what a person types', function () {
  this.timeout(60_000);
  let visit: Visit;
  before(async () => {
    visit = await startVisit();
  });
  after(() => visit.close());

  it('is drawn with every emoji that the bot uses', async () => {
    const page = await visit.browser.open(visit.sandbox.url, { hash: 'tom' });
    const emoji = emojiOfBot();

    await visitor(page).goTo('general');
    await visitor(page).say(`All of them: ${emoji.join(' ')}`);

    const message = visitor(page).message('All of them');
    await message.waitFor();
    expect(emoji).to.include(':black_square_button:');
    expect(await message.locator('.emoji-name').allTextContents()).to.deep.equal([]);
  });

  it('stays when the app does not take it', async () => {
    const { browser, sandbox } = visit;
    const page = await browser.open(sandbox.url, { hash: 'jo' });
    await sandbox.act('/bot', { action: 'stop' });

    await visitor(page).say('/brag walked them to the station');

    await page.getByRole('alert').filter({ hasText: 'is not running' }).waitFor();
    expect(await page.getByRole('main').getByRole('textbox').inputValue()).to.equal(
      '/brag walked them to the station',
    );
    await sandbox.act('/bot', { action: 'start' });
  });

  it('invites the app by the name that people see', async () => {
    const page = await visit.browser.open(visit.sandbox.url, { hash: 'ria' });
    const { goTo, say } = visitor(page);
    await goTo('general');
    await page.getByText('members, without Brag Wall').waitFor();

    await say('/invite @Brag Wall');

    await page.getByText('members, without Brag Wall').waitFor({ state: 'detached' });
  });

  it('is edited with the keyboard, as it was typed', async () => {
    const page = await visit.browser.open(visit.sandbox.url, { hash: 'mia' });
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
  });

  it('is offered no commands in a thread, where Slack takes none', async () => {
    const page = await visit.browser.open(visit.sandbox.url, { hash: 'lee' });
    const { message } = visitor(page);
    await message('This is the brag wall').hover();
    await message('This is the brag wall').getByRole('button', { name: 'Reply in thread' }).click();
    const reply = page.getByRole('complementary', { name: 'Thread' }).getByRole('textbox');

    await reply.pressSequentially('/');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await reply.fill('');
    await reply.pressSequentially('@s');

    await page.getByRole('option', { name: '@sam' }).waitFor();
  });
});
