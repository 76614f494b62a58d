import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  type Browser,
  narrow,
  openBrowser,
  screenshotsIn,
  visitor,
  wide,
} from '../../src/testing/browser.ts';
import { manifestFile } from '../support/manifest-file.ts';
import { openRecording, type Recording } from '../support/recording-bot.ts';
import type { Json } from '../support/session.ts';
import { findings } from './support/axe.ts';

const screenshot = screenshotsIn(fileURLToPath(new URL('screenshots/', import.meta.url)));

const modal = (title: string) => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: title },
  blocks: [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'Here it is.' } }],
});

describe("an app's shortcuts", function () {
  this.timeout(90_000);
  let browser: Browser;
  let recording: Recording;
  let manifest: ReturnType<typeof manifestFile>;
  let general: string;
  const heard: Json[] = [];
  before(async () => {
    browser = await openBrowser();
    manifest = manifestFile(
      {},
      [],
      [],
      [
        { name: 'Keep this', type: 'message', callback_id: 'keep', description: '-' },
        { name: 'Tell something', type: 'global', callback_id: 'tell', description: '-' },
      ],
    );
    recording = await openRecording({ manifest: manifest.path }, (bot) => {
      for (const [id, title] of [
        ['keep', 'Kept'],
        ['tell', 'Tell'],
      ] as const)
        bot.shortcut(id, async ({ ack, client, shortcut }) => {
          heard.push(shortcut);
          await ack();
          await client.views.open({ trigger_id: shortcut.trigger_id, view: modal(title) });
        });
    });
    await recording.session.act('message', { user: 'sam', channel: 'general', text: 'Good to know' });
    const { channels } = await recording.session.look('state');
    general = channels.find(({ name }: Json) => name === 'general').id;
  });
  after(async () => {
    await browser.close();
    await recording.stop();
    manifest.remove();
  });
  beforeEach(() => {
    heard.length = 0;
  });

  const open = (options = {}) =>
    browser.open(recording.session.sandbox.url, { hash: `jo/${general}`, ...options });
  const focused = (page: Page) =>
    page.evaluate<string>(
      'document.activeElement.getAttribute("aria-label") || document.activeElement.textContent',
    );
  const focusOn = (page: Page, name: RegExp) =>
    recording.session.until(async () => name.test(await focused(page)));

  for (const [name, size] of Object.entries({ wide, narrow }))
    it(`are chosen with the keyboard, and nothing stands in the way of a screen reader (${name})`, async () => {
      const page = await open({ size });
      const message = visitor(page).message('Good to know');
      await message.getByRole('button', { name: 'More for this message' }).focus();
      await page.keyboard.press('Enter');
      await focusOn(page, /^Keep this/);
      await screenshot(page, `message-menu-${name}`);
      expect(await findings(page)).to.deep.equal([]);
      await page.keyboard.press('Enter');
      const kept = page.getByRole('dialog', { name: 'Kept' });
      await kept.waitFor();
      expect(await findings(page)).to.deep.equal([]);
      await page.keyboard.press('Escape');
      await kept.waitFor({ state: 'detached' });
      await focusOn(page, /^More for this message/);

      await page.getByRole('button', { name: 'Shortcuts' }).focus();
      await page.keyboard.press('Enter');
      await focusOn(page, /^Tell something/);
      await screenshot(page, `shortcuts-${name}`);
      expect(await findings(page)).to.deep.equal([]);
      await page.keyboard.press('Enter');
      const tell = page.getByRole('dialog', { name: 'Tell' });
      await tell.waitFor();
      await page.keyboard.press('Escape');
      await tell.waitFor({ state: 'detached' });
      await focusOn(page, /^Shortcuts/);

      const [onMessage, anywhere] = heard;
      expect(onMessage).to.include({ type: 'message_action', callback_id: 'keep' });
      expect(onMessage.message).to.include({ text: 'Good to know' });
      expect(anywhere).to.include({ type: 'shortcut', callback_id: 'tell' });
      expect(anywhere).not.to.have.any.keys('channel', 'message', 'response_url');
      await page.close();
    });
});
