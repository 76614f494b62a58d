import type { Page } from 'playwright-core';

/** What a person does on the page, by the names that they see. */
export const visitor = (page: Page) => ({
  be: async (name: string) =>
    page.getByRole('button', { name: new RegExp(`^Be ${name}\\b.*Demo`, 'i') }).click(),
  goTo: async (channel: string) =>
    page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: channel }).click(),
  say: async (text: string) => {
    const field = page.getByRole('main').getByRole('textbox', { name: /^Message / });
    await field.fill(text);
    await field.press('Enter');
  },
  message: (text: string) => page.getByRole('main').getByRole('article').filter({ hasText: text }).last(),
  moveClock: async (choice: string | RegExp) => {
    await page.getByRole('button', { name: /^Move the clock/ }).click();
    await page
      .getByRole('dialog', { name: /^Move the clock/ })
      .getByRole('button', { name: choice })
      .click();
    await page.getByRole('button', { name: 'Time passes' }).waitFor({ state: 'detached', timeout: 60_000 });
  },
});
