import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.ts';
import { findings } from './support/axe.ts';
import { focusedName, tabTo } from './support/focus.ts';
import { startVisit, type Visit } from './support/visit.ts';

describe('the four systems with the keyboard only', function () {
  this.timeout(60_000);
  let visit: Visit;
  let page: Page;
  before(async () => {
    visit = await startVisit();
  });
  afterEach(() => page.close());
  after(async () => {
    expect(await visit.sandbox.violations()).to.deep.equal([]);
    expect(visit.browser.complaints).to.deep.equal([]);
    await visit.close();
  });

  const openHome = async (name: string) => {
    page = await visit.browser.open(visit.sandbox.url, { hash: `${name}/home` });
    await page.getByRole('button', { name: 'What I get' }).waitFor();
    // It is published anew because it was opened: a button of the one before is there no more.
    await visit.sandbox.settled();
  };
  /** The one that is on top. */
  const dialog = () => page.getByRole('dialog');
  const expectVisible = async () => {
    const style = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(style, await focusedName(page)).not.to.equal('none');
  };
  const pressOn = async (name: RegExp) => {
    await tabTo(page, name);
    await expectVisible();
    await page.keyboard.press('Enter');
  };
  const typeInto = async (name: RegExp, text: string) => {
    await tabTo(page, name);
    await expectVisible();
    await page.keyboard.type(text);
  };
  /** In a list, a letter chooses what begins with it; of radio buttons, space takes the one that is reached. */
  const tick = async (name: RegExp) => {
    await tabTo(page, name);
    await page.keyboard.press('Space');
  };
  const isFocused = (name: RegExp) =>
    waitFor(`the focus to be on ${name}`, async () => name.test(await focusedName(page)));
  const isFocusedInside = () =>
    waitFor('the focus to be in the form', () =>
      page.evaluate<boolean>('document.activeElement.closest("dialog") !== null'),
    );
  const closeWithEscape = async () => {
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  };
  const firstExtra = () =>
    dialog()
      .getByRole('button', { name: /^Take this/ })
      .first()
      .getAttribute('aria-label');
  const expectSound = async () => expect(await findings(page)).to.deep.equal([]);

  it('are in the menu of the composer', async () => {
    page = await visit.browser.open(visit.sandbox.url, { hash: 'jo' });
    await tabTo(page, /^Message #/);
    await page.keyboard.type('/brag');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await dialog().waitFor();

    await pressOn(/^More actions/);
    await isFocused(/^Little extra/);
    await page.keyboard.press('Escape');
    await isFocused(/^More actions/);
    await page.keyboard.press('Enter');
    await isFocused(/^Little extra/);
    await page.keyboard.press('ArrowDown');
    await isFocused(/^Plan a treat/);
    await page.keyboard.press('Enter');

    await dialog().getByText('Who is it for?').waitFor();
    await isFocused(/^Who is it for\?/);
    await expectSound();
    await closeWithEscape();
    await isFocused(/^Message #/);
  });

  it('let one try a little extra', async () => {
    await openHome('ria');
    await pressOn(/^Little extra/);
    await dialog().getByRole('button', { name: 'Try it' }).waitFor();
    await expectSound();
    await pressOn(/^Try it/);

    await dialog().getByRole('button', { name: 'Try it' }).waitFor({ state: 'detached' });
    await isFocusedInside();
    await expectSound();
    await closeWithEscape();
    await isFocused(/^Little extra/);
  });

  it('let one plan a treat, and say what is missing', async () => {
    await openHome('tom');
    await pressOn(/^Plan a treat/);
    await dialog().waitFor();
    await typeInto(/^Who is it for\?/, 'Mrs Green');
    await pressOn(/^Plan it/);
    await dialog().getByRole('alert').first().waitFor();
    await isFocused(/^What would be a treat/);
    await expectSound();

    await typeInto(/^What would be a treat/, 'a card with a piano on it');
    const shown = await firstExtra();
    await pressOn(/^Others/);
    await waitFor('other extras', async () => (await firstExtra()) !== shown);
    await isFocused(/^Others/);
    await typeInto(/^How much of your day/, 'T');
    await tabTo(page, /^When\?/);
    await page.keyboard.press('ArrowUp');
    await pressOn(/^Plan it/);

    await dialog().getByText('It comes in your note then').waitFor();
    await isFocusedInside();
    await expectSound();
    await closeWithEscape();
    await isFocused(/^Plan a treat/);
  });

  it('let one make something right, and tick its first step', async () => {
    await openHome('sam');
    await pressOn(/^Make it right/);
    await dialog().waitFor();
    await pressOn(/^Open it/);
    await dialog().getByRole('alert').first().waitFor();
    await isFocused(/^What went wrong/);
    await page.keyboard.type('It was l');
    await typeInto(/^In a line/, 'The cake came a day late');
    await typeInto(/^For whom/, 'Mrs Lee');
    await tick(/^Annoying/);
    await tick(/^Yes/);
    await pressOn(/^Open it/);

    const done = dialog()
      .getByRole('button', { name: /^Done: / })
      .first();
    await done.waitFor();
    await expectSound();
    const step = (await done.getAttribute('aria-label'))?.replace('Done: ', '') ?? '';
    await pressOn(/^Done: /);
    await dialog()
      .getByRole('button', { name: `Undo: ${step}` })
      .waitFor();
    // The step's own button, or the next one's.
    await isFocused(/^(?:Undo|Done): /);
    await closeWithEscape();
    await isFocused(/^Make it right/);
  });

  it('let one write a silver lining, share it, and agree with it', async () => {
    await openHome('mia');
    await pressOn(/^Silver lining/);
    await dialog().waitFor();
    await typeInto(/^What happened to you/, 'I rang three times, and nobody called back');
    await typeInto(/^How did you feel/, 'I');
    await typeInto(/^What would have made it right/, 'One call, even without an answer');
    await tick(/^Yes, we do/);
    await typeInto(/^So we will/, 'St');
    await pressOn(/^Save draft/);
    await dialog().getByRole('alert').first().waitFor();
    await isFocused(/what\?/);
    await typeInto(/what\?/, 'calling back the same day');
    await pressOn(/^Save draft/);
    await dialog()
      .getByRole('button', { name: /^Share/ })
      .waitFor();
    await expectSound();
    await pressOn(/^Share/);
    await dialog()
      .getByRole('button', { name: /^Share/ })
      .waitFor({ state: 'detached' });
    await closeWithEscape();
    await page.close();

    page = await visit.browser.open(visit.sandbox.url, { hash: 'lee' });
    const card = page.getByRole('main').getByRole('article').filter({ hasText: 'I rang three times' });
    await card.waitFor();
    await pressOn(/^We do that too/);
    await card.getByText('1 person says: we do that too').waitFor();
    await isFocused(/^We do that too/);
    await expectSound();
  });
});
