import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { visitor } from 'slack-sandbox/testing/browser';
import { startVisit, type Visit } from './support/visit.ts';

/** The names of all emoji that the bot writes. */
const emojiOfBot = (): string[] => {
  const views = new URL('../../src/views/', import.meta.url);
  const files = readdirSync(views, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const code = files.map((name) => readFileSync(new URL(name, views), 'utf8'));
  return [...new Set(code.join('\n').match(/(?<=[`' ]):[a-z_\d]+:/g))];
};

describe('what a person types', function () {
  this.timeout(60_000);
  let visit: Visit;
  let page: Page;
  before(async () => {
    visit = await startVisit();
  });
  after(() => visit.close());
  const openAs = async (name: string) => {
    page = await visit.browser.open(visit.sandbox.url, { hash: name });
    return visitor(page);
  };
  // A browser keeps six connections to one address, and each page holds one.
  afterEach(() => page.close());

  it('is drawn with every emoji that the bot uses', async () => {
    const { goTo, say, message } = await openAs('tom');
    const emoji = emojiOfBot();

    await goTo('general');
    await say(`All of them: ${emoji.join(' ')}`);

    await message('All of them').waitFor();
    expect(emoji).to.include(':black_square_button:');
    expect(await message('All of them').locator('.emoji-name').allTextContents()).to.deep.equal([]);
  });

  it('stays when the app does not take it', async () => {
    const { sandbox } = visit;
    const { say } = await openAs('jo');
    await sandbox.act('/bot', { action: 'stop' });

    await say('/brag walked them to the station');

    await page.getByRole('alert').filter({ hasText: 'is not running' }).waitFor();
    expect(await page.getByRole('main').getByRole('textbox').inputValue()).to.equal(
      '/brag walked them to the station',
    );
    await sandbox.act('/bot', { action: 'start' });
  });

  it('invites the app by the name that people see', async () => {
    const { goTo, say } = await openAs('ria');
    await goTo('general');
    await visit.sandbox.act('/kick', { user: 'ann', channel: 'general', who: 'bot' });
    await page.getByText('members, without Brag Wall').waitFor();

    await say('/invite @Brag Wall');

    await page.getByText('members, without Brag Wall').waitFor({ state: 'detached' });
  });

  it('answers in a thread as soon as that is open, until Escape closes it', async () => {
    const { message } = await openAs('sam');
    await message('This is the brag wall').hover();
    await message('This is the brag wall').getByRole('button', { name: 'Reply in thread' }).press('Enter');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.waitFor();

    await page.keyboard.type('Good to be here');
    await page.keyboard.press('Enter');
    await thread.getByRole('article').filter({ hasText: 'Good to be here' }).waitFor();
    await page.keyboard.press('Escape');

    await thread.waitFor({ state: 'detached' });
  });

  it('is offered no commands in a thread, where Slack takes none', async () => {
    const { message } = await openAs('lee');
    await message('This is the brag wall').hover();
    await message('This is the brag wall').getByRole('button', { name: 'Reply in thread' }).click();
    const reply = page.getByRole('complementary', { name: 'Thread' }).getByRole('textbox');

    await reply.pressSequentially('/');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await reply.fill('');
    await reply.pressSequentially('@s');

    await page.getByRole('option', { name: '@sam' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    await reply.waitFor();
  });
});
