import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { narrow, openBrowser, wide } from 'slack-sandbox/testing/browser';
import { handOver } from '../../src/operations/file/hand-over.ts';
import { openTestBot, type TestBot } from '../support/bot.ts';
import { openTestWeb, type TestWeb } from '../support/web.ts';
import { findings } from './support/axe.ts';
import { screenshot } from './support/visit.ts';

describe('the page of a download, in a browser', function () {
  this.timeout(60_000);
  let bot: TestBot;
  let web: TestWeb;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  before(async () => {
    bot = await openTestBot({ publicUrl: 'http://localhost' });
    web = await openTestWeb(bot);
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await web.stop();
    await bot.close();
  });

  const ask = async (reason: string) => {
    const { deps } = await bot.createWorkspace();
    const files = [{ name: 'my wins.csv', mediaType: 'text/csv', content: 'a,b\r\n' }];
    const { text } = await handOver(deps, { userId: 'UJO', files, reason });
    return `${web.url}${/\/files\/[\w-]+/.exec(text)?.[0] ?? ''}`;
  };

  for (const [name, size] of Object.entries({ wide, narrow }))
    it(`can be read by everybody, and gives the file once: ${name}`, async () => {
      const page = await browser.open(await ask('your wins'), { size });
      await page.getByRole('heading', { name: 'Brag Wall: your wins' }).waitFor();
      await screenshot(page, `download-${name}`);
      expect(await findings(page)).to.deep.equal([]);
      const button = page.getByRole('button', { name: 'Download my wins.csv' });

      const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);

      expect(download.suggestedFilename()).to.equal('my wins.csv');
      expect(await readFile(await download.path(), 'utf8')).to.equal('a,b\r\n');
      await button.click();
      await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
      expect(await findings(page)).to.deep.equal([]);
    });
});
