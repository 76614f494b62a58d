import { fileURLToPath } from 'node:url';
import { type Browser, openBrowser, screenshotsIn } from 'slack-sandbox/testing/browser';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../support/sandbox.ts';

export const screenshot = screenshotsIn(fileURLToPath(new URL('../screenshots/', import.meta.url)));

export interface Visit {
  sandbox: Sandbox;
  browser: Browser;
  close(): Promise<void>;
}

/** A sandbox with the real bot, and a browser to look at it. */
export const startVisit = async (options: SandboxOptions = {}): Promise<Visit> => {
  const browser = await openBrowser();
  const args = ['--seed', '1', ...(options.args ?? [])];
  const sandbox = await startSandbox({ args, isForVisitors: true }).catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  return {
    sandbox,
    browser,
    async close() {
      await browser.close();
      await sandbox.stop();
    },
  };
};
