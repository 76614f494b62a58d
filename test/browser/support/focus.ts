import type { Page } from 'playwright-core';

/** What has the focus, by its own name or its label. */
export const focusedName = (page: Page) =>
  page.evaluate<string>(
    '((it) => it.getAttribute("aria-label") || it.labels?.[0]?.textContent || it.textContent || "")(document.activeElement)',
  );

/** Presses Tab until what has the focus is called that. */
export const tabTo = async (page: Page, name: RegExp, key = 'Tab') => {
  for (let presses = 0; presses < 80; presses += 1) {
    if (name.test(await focusedName(page))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${name}`);
};
