import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox.ts';
import { type Browser, narrow, openBrowser, screenshotsIn, visitor } from '../../src/testing/browser.ts';
import { driveSandbox } from '../../src/testing/sandbox-process.ts';

const screenshot = screenshotsIn(fileURLToPath(new URL('screenshots/', import.meta.url)));
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (label: string) => ({
  type: 'button',
  action_id: 'press',
  text: { type: 'plain_text', text: label },
});
const lines = 'One line\n  and another\n\nand a last';

const chart = {
  type: 'data_visualization',
  title: 'Wins a week',
  chart: {
    type: 'bar',
    series: [{ name: 'Wins', data: ['Week 40', 'Week 41', 'Week 42'].map((label) => ({ label, value: 3 })) }],
    axis_config: { categories: ['Week 40', 'Week 41', 'Week 42'] },
  },
};

describe('reading, and moving by keyboard', function () {
  this.timeout(60_000);
  let browser: Browser;
  let sandbox: Sandbox;
  let channel: string;

  const call = async (method: string, args: object) => {
    const { SLACK_API_URL, SLACK_BOT_TOKEN } = sandbox.botEnv;
    const response = await fetch(`${SLACK_API_URL}${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SLACK_BOT_TOKEN}` },
      body: JSON.stringify({ channel, text: 'x', ...args }),
    });
    return (await response.json()) as { ok: boolean; ts: string };
  };
  const focused = (page: Page) =>
    page.evaluate<string>(
      'document.activeElement.getAttribute("aria-label") || document.activeElement.textContent',
    );

  before(async () => {
    browser = await openBrowser();
    sandbox = await startSandbox({ seed: 1, alsoIn: ['support'] });
    channel = await driveSandbox(sandbox.url).channelId('support');
  });
  after(async () => {
    await browser.close();
    await sandbox.stop();
  });

  const open = async (options = {}) => {
    const page = await browser.open(sandbox.url, { hash: 'jo', ...options });
    await page.goto(`${sandbox.url}/#jo/${channel}`);
    return page;
  };

  it('keeps the lines of a text apart, wherever it stands', async () => {
    const plain = { type: 'plain_text', text: lines };
    const rich = [{ type: 'rich_text_section', elements: [{ type: 'text', text: lines }] }];
    await call('chat.postMessage', {
      text: 'Lines everywhere',
      blocks: [
        { type: 'section', text: mrkdwn(lines) },
        { type: 'section', fields: [mrkdwn(lines), plain] },
        { type: 'context', elements: [mrkdwn(lines), plain] },
        { type: 'rich_text', elements: rich },
        { type: 'context', elements: [mrkdwn(`${'long '.repeat(60)}${'unbroken'.repeat(20)}`)] },
      ],
    });
    await driveSandbox(sandbox.url).act('/message', { user: 'sam', channel, text: lines });

    const page = await open({ size: narrow });
    await visitor(page).message('and a last').waitFor();
    const heights = await page.evaluate<number[]>(`
      [...document.querySelectorAll('.content')].flatMap((content) => {
        const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) {
          if (!walker.currentNode.data.startsWith('One line')) continue;
          const range = document.createRange();
          range.selectNodeContents(walker.currentNode);
          found.push(new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size);
        }
        return found;
      })`);
    const overflow = await page.evaluate<number>(
      `Math.max(...[...document.querySelectorAll('.blocks *')].map((one) => one.getBoundingClientRect().right))`,
    );
    await screenshot(page, 'lines-narrow');
    expect(heights).to.have.length(7);
    for (const height of heights) expect(height).to.be.at.least(3);
    expect(overflow).to.be.at.most(narrow.width);
    await page.close();
  });

  it('draws the labels of a chart as large on a phone as on a desk', async () => {
    await call('chat.postMessage', { text: 'Wins a week', blocks: [chart] });

    for (const [name, options] of Object.entries({ desk: {}, phone: { size: narrow } })) {
      const page = await open(options);
      const label = page.locator('.chart svg text').last();
      await label.waitFor();
      const size = (await label.boundingBox())?.height;
      await screenshot(page, `chart-${name}`);
      expect(size, name).to.be.at.least(12);
      await page.close();
    }
  });

  it('leads past everything to the field, with one key and a press', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'Message #support' }).waitFor();
    await page.evaluate('document.activeElement.blur()');

    await page.keyboard.press('Tab');
    expect(await focused(page)).to.equal('Skip to the message field');
    await screenshot(page, 'skip-link');
    await page.keyboard.press('Enter');

    expect(await focused(page)).to.equal('Message #support');
    await page.close();
  });

  it('keeps the focus on a button that is pressed and drawn anew', async () => {
    const row = (label: string) => [
      { type: 'section', text: mrkdwn('Pressing') },
      { type: 'actions', elements: [button(label)] },
    ];
    const { ts } = await call('chat.postMessage', { text: 'Pressing', blocks: row('Nominate') });
    const page = await open();
    await page.getByRole('button', { name: 'Nominate' }).focus();

    await call('chat.update', { ts, text: 'Pressed', parse: 'none', blocks: row('Nominated') });

    await page.getByRole('button', { name: 'Nominated' }).waitFor();
    expect(await focused(page)).to.equal('Nominated');

    await call('chat.delete', { ts });
    await page.getByRole('button', { name: 'Nominated' }).waitFor({ state: 'detached' });
    await page.locator('.composer textarea:focus').waitFor();
    expect(browser.complaints).to.deep.equal([]);
    await page.close();
  });
});
