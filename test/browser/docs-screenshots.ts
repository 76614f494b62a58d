import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { visitor } from 'slack-sandbox/testing/browser';
import { startVisit, type Visit } from './support/visit.ts';

/** The pictures in the README: the wall, Home, a challenge's day, a manager's note and the digest. An emoji font must be installed. */
const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}.png`, import.meta.url));

const size = { width: 900, height: 700 };

const openQuietly = async ({ browser, sandbox }: Visit, hash: string): Promise<Page> => {
  const page = await browser.open(sandbox.url, { hash, size });
  const guide = page.getByRole('button', { name: 'Close the guide' });
  if (await guide.isVisible()) await guide.click();
  return page;
};

const shoot = async (part: Locator, name: string): Promise<void> => {
  await part.page().mouse.move(0, 0);
  await part.screenshot({ path: docs(name) });
};

const postWins = async ({ sandbox }: Visit): Promise<void> => {
  const post = async (user: string, text: string, nominators: string[]) => {
    await sandbox.brag(user, text);
    const { ts } = await sandbox.waitForWin(text.split(' ').slice(-3).join(' '));
    for (const nominator of nominators) await sandbox.react(nominator, ts);
    await sandbox.lastEphemeral(user, 'On the wall for');
  };
  await post('sam', 'stayed on the line until the new router blinked green', ['ann', 'mia', 'tom']);
  await post('jo', 'called Mrs Lee back on my lunch break, she laughed and stayed', ['ria', 'sam']);
  await sandbox.waitForCount((await sandbox.waitForWin('laughed and stayed')).ts, '2 nominations');
};

const joinChallenge = async (page: Page): Promise<void> => {
  const { be, say, message } = visitor(page);
  await be('ann');
  await say('/brag challenge start');
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await be('jo');
  await say('/brag challenge');
  await message('Only visible to you').getByRole('button', { name: /join/i }).click();
  await message('You are in.').waitFor();
};

const takeAll = async (visit: Visit): Promise<void> => {
  await visit.sandbox.act('/clock', { now: '2027-09-27T14:00:00Z' });
  const page = await openQuietly(visit, 'ann');
  const { goTo, message, moveClock, be } = visitor(page);

  await postWins(visit);
  await message('2 nominations').waitFor();
  await shoot(page.locator('.columns'), 'wall');

  await joinChallenge(page);
  await moveClock(/^Customer Service Week/);
  await goTo('Messages');
  await message('Be reachable').waitFor();
  await shoot(message('Be reachable'), 'nudge');
  await goTo('Home');
  await page.getByRole('heading', { name: 'Waiting for you' }).waitFor();
  await page.setViewportSize({ width: 900, height: 1000 });
  await shoot(page.locator('.columns'), 'home');

  await be('ann');
  await goTo('Messages');
  await page.setViewportSize({ width: 900, height: 1200 });
  await message('For managers').waitFor();
  await shoot(message('For managers'), 'note');
  await page.getByRole('button', { name: 'Show the first minute' }).click();
  await page.getByRole('button', { name: 'Fill with a lively month' }).click();
  await page.getByRole('button', { name: 'A month passes' }).waitFor();
  await page.getByRole('button', { name: 'Fill with a lively month' }).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Close the guide' }).click();
  await goTo('brag-wall');
  await page.setViewportSize({ width: 900, height: 1000 });
  await shoot(message('The week on the wall'), 'digest');
};

const run = async (): Promise<void> => {
  const visit = await startVisit();
  try {
    await takeAll(visit);
  } finally {
    await visit.close();
  }
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
