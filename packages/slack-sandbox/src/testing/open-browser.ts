import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const wide = { width: 1280, height: 800 };
export const narrow = { width: 390, height: 844 };

export interface WindowOptions {
  /** A person's name, and where they are. */
  hash?: string;
  size?: { width: number; height: number };
  dark?: boolean;
}

export interface Browser {
  /** A page of the sandbox, whose every request elsewhere and every error is noted. */
  open(url: string, options?: WindowOptions): Promise<Page>;
  /** What the pages asked of others than the sandbox, and what they complained of. */
  complaints: string[];
  close(): Promise<void>;
}

/** Nothing of the browser's own goes over the network. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const watch = (page: Page, url: string, complaints: string[]) => {
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asked ${request.url()}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
};

/** Rejects with what to do when there is no browser. */
export const openBrowser = async (): Promise<Browser> => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `There is no browser at ${CHROMIUM}: install Debian's with "apt-get install -y chromium", or set CHROMIUM.`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'slack-sandbox-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    args: flags,
  });
  const complaints: string[] = [];
  return {
    complaints,
    async open(url, { hash = '', size = wide, dark = false } = {}) {
      const page = await context.newPage();
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
      page.setDefaultTimeout(10_000);
      watch(page, url, complaints);
      await page.goto(`${url}/${hash && `#${hash}`}`);
      await page.getByRole('main').waitFor();
      return page;
    },
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Keeps pictures of pages in a folder, by name. */
export const screenshotsIn =
  (folder: string) =>
  async (page: Page, name: string): Promise<void> => {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
