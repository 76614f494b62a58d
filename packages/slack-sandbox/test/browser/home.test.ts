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
import { fullHome, fullMessage, type Heard, prepareHome } from './support/home-bot.ts';

const screenshot = screenshotsIn(fileURLToPath(new URL('screenshots/', import.meta.url)));

const focused = (page: Page) =>
  page.evaluate<string>(
    'document.activeElement.getAttribute("aria-label") || document.activeElement.textContent',
  );

/** A label, which says so when the field need not be filled in. */
const named = (label: string) => new RegExp(`^${label}( \\(optional\\))?$`);

describe('an app with a home', function () {
  this.timeout(90_000);
  let browser: Browser;
  let recording: Recording;
  let heard: Heard;
  let ids: { [name: string]: string };
  const open = (options = {}) => browser.open(recording.session.sandbox.url, { hash: 'jo', ...options });
  const until = (find: () => unknown) => recording.session.until(async () => find() as Promise<unknown>);
  const focusOn = (page: Page, name: string) => until(async () => (await focused(page)) === name);
  const openHome = async (options = {}) => {
    const page = await open({ hash: 'jo/home', ...options });
    await page.getByRole('heading', { name: /^Brag Wall/, level: 2 }).waitFor();
    return page;
  };
  const openForm = async (page: Page) => {
    await page.getByRole('button', { name: 'Settings' }).focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Settings' });
    await form.waitFor();
    return form;
  };

  before(async () => {
    browser = await openBrowser();
    recording = await openRecording({}, (bot) => {
      heard = prepareHome(bot, () => ids);
    });
    const { users, channels } = await recording.session.look('state');
    ids = Object.fromEntries([...users, ...channels].map(({ name, id }: Json) => [name, id]));
  });
  after(async () => {
    const violations = await recording.session.look('violations');
    await browser.close();
    await recording.stop();
    expect(violations).to.deep.equal([]);
    expect(browser.complaints).to.deep.equal([]);
  });
  beforeEach(() => {
    for (const list of Object.values(heard)) list.length = 0;
  });

  it('hears of each tab that is opened, and changes what is seen at once', async () => {
    const page = await open();
    await visitor(page).goTo('Home');
    await page.getByText('Opened 1 times').waitFor();
    await page.getByRole('button', { name: 'Messages' }).last().click();
    await page.getByRole('textbox', { name: 'Message Demo App' }).waitFor();
    await until(() => heard.opened.length === 2);
    await page.getByRole('button', { name: 'Home' }).last().click();
    await page.getByText('Opened 3 times').waitFor();

    const view = fullHome(99, ids.jo!) as never;
    await recording.session.slack.views.publish({ user_id: ids.jo!, view });

    await page.getByText('Opened 99 times').waitFor();
    expect(heard.opened).to.deep.equal(['home', 'messages', 'home']);
    await page.close();
  });

  it('is used with the keyboard alone, and asks first where it is to', async () => {
    const page = await openHome();
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Tab');
    expect(await focused(page)).to.equal('Skip to the main content');
    await page.keyboard.press('Enter');
    expect(await focused(page)).to.equal('Home of Demo App');
    await page.keyboard.press('End');
    await until(() => page.evaluate<boolean>('document.querySelector(".home").scrollTop > 100'));

    await page.keyboard.press('Tab');
    expect(await focused(page)).to.equal('Brag');
    await page.keyboard.press('Tab');
    expect(await focused(page)).to.equal('More actions');
    for (const answer of ['No', 'Yes, do']) {
      await page.keyboard.press('Enter');
      await focusOn(page, 'Done');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const question = page.getByRole('dialog', { name: 'Sure?' });
      await question.waitFor();
      await question.getByRole('button', { name: answer }).focus();
      await page.keyboard.press('Enter');
      await question.waitFor({ state: 'detached' });
      await focusOn(page, 'More actions');
    }
    await until(() => heard.actions.length > 0);

    const [{ actions, view, container }] = heard.actions;
    expect(heard.actions).to.have.length(1);
    expect(actions[0]).to.include({ type: 'overflow', action_id: 'day' });
    expect(actions[0].selected_option.value).to.equal('not today');
    expect(container).to.deep.equal({ type: 'view', view_id: view.id });
    await page.close();
  });

  it('keeps what is chosen on it', async () => {
    const page = await openHome();
    await page.getByRole('combobox', { name: 'Which wins' }).selectOption('Green');
    await page.getByLabel('Until when').fill('2026-12-31');
    await page.getByRole('combobox', { name: 'Whose wins' }).selectOption('Sam Demo');
    await until(() => heard.actions.length === 3);

    expect(heard.actions.at(-1).view.state.values.team).to.deep.include({
      until: { type: 'datepicker', selected_date: '2026-12-31' },
      whose: { type: 'users_select', selected_user: ids.sam },
    });
    expect(heard.actions.at(-1).view.state.values.team.range.selected_option.value).to.equal('green');
    await page.close();
  });

  const closings: [how: string, close: (page: Page) => Promise<void>][] = [
    ['Escape', (page) => page.keyboard.press('Escape')],
    ['its button', (page) => page.getByRole('button', { name: 'Cancel' }).press('Enter')],
    [
      'sending it, which draws the home anew',
      (page) => page.getByRole('button', { name: 'Save' }).press('Enter'),
    ],
  ];
  for (const [how, close] of closings) {
    it(`gives the focus back when a form is closed by ${how}`, async () => {
      const page = await openHome();
      const form = await openForm(page);
      expect(await page.evaluate('document.activeElement.closest(".input").textContent')).to.include('Wall');

      await close(page);

      await form.waitFor({ state: 'detached' });
      await focusOn(page, 'Settings');
      if (how.startsWith('sending')) await page.getByText('Opened 2 times').waitFor();
      expect(await focused(page)).to.equal('Settings');
      await page.close();
    });
  }

  it('gets every input of a form, as a person fills it in', async () => {
    const page = await openHome();
    const form = await openForm(page);
    const field = (label: string) => form.getByLabel(named(label));

    await field('Wall').selectOption('#support');
    await field('Managers').selectOption('Sam Demo');
    await field('Managers').selectOption('Mia Demo');
    expect(await field('Managers').locator('option').allTextContents()).to.deep.equal([
      'No more can be chosen',
    ]);
    await form.getByRole('button', { name: 'Take away Jo Demo' }).press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).to.equal('SELECT');
    expect(await field('Contact').locator('option').allTextContents()).not.to.include('Tim Demo');
    await field('Contact').selectOption('Ann Demo');
    await field('Place').selectOption('#general');
    await field('Threshold').fill('5');
    await field('Digest').selectOption('Saturday');
    await field('At').fill('10:30');
    await field('From').fill('2026-12-01');
    await field('Reminder').fill('2026-12-01T09:00');
    await form.getByRole('checkbox', { name: 'Monday' }).check();
    await form.getByRole('radio', { name: 'Off' }).check();
    await field('Countries').selectOption('Country 100');
    await field('Budget').fill('Up to 50\nwithout asking');
    await field('Mail').fill('jo@demo.example');
    await field('Link').fill('https://demo.example');
    await field('Time zone').selectOption('Green');
    await field('Name').fill('wrong');
    await field('Name').press('Enter');
    await form.getByRole('button', { name: 'Preview' }).click();
    await until(() => heard.actions.length === 3);
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').filter({ hasText: 'Another one has it.' }).waitFor();
    await screenshot(page, 'form-error');
    expect(await page.evaluate('document.activeElement.placeholder')).to.equal('As people call it');
    await field('Name').fill('right');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });

    const [zone, name, preview] = heard.actions;
    const [day] = await page.evaluate<number[]>('[Date.parse("2026-12-01T09:00Z") / 1000]');
    const values = heard.submitted.at(-1);
    const chosen = (block: string) => Object.values(values[block].it)[1] as Json;
    expect(zone.actions[0].selected_option.value).to.equal('green');
    expect(name.actions[0]).to.include({ type: 'plain_text_input', value: 'wrong' });
    expect(preview.view.state.values.Budget.it.value).to.equal('Up to 50\nwithout asking');
    expect(heard.submitted).to.have.length(2);
    expect(chosen('Wall')).to.equal(ids.support);
    expect(chosen('Managers')).to.deep.equal([ids.sam, ids.mia]);
    expect(chosen('Contact')).to.equal(ids.ann);
    expect(chosen('Place')).to.equal(ids.general);
    expect(chosen('Threshold')).to.equal('5');
    expect(chosen('Digest').value).to.equal('saturday');
    expect(chosen('At')).to.equal('10:30');
    expect(chosen('From')).to.equal('2026-12-01');
    expect(chosen('Reminder')).to.be.within(day! - 50_400, day! + 50_400);
    expect(chosen('Quiet').map(({ value }: Json) => value)).to.deep.equal(['saturday', 'monday']);
    expect(chosen('Boards').value).to.equal('off');
    expect(chosen('Countries')[0].value).to.equal('country 100');
    expect(chosen('Budget')).to.equal('Up to 50\nwithout asking');
    expect(chosen('Name')).to.equal('right');
    expect(chosen('Zone').value).to.equal('green');
    await page.close();
  });

  it('keeps what was typed in a form that changes, and no option that is gone', async () => {
    const page = await openHome();
    const form = await openForm(page);
    await form.getByLabel(named('Digest')).selectOption('Saturday');
    await form.getByLabel(named('Budget')).fill('Up to 50');
    await form.getByRole('button', { name: 'Only weekdays' }).press('Enter');
    await form.getByRole('option', { name: 'Saturday' }).waitFor({ state: 'detached' });
    await focusOn(page, 'Only weekdays');
    const digest = await form.getByLabel(named('Digest')).inputValue();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });

    const [values] = heard.submitted;
    expect(digest).to.equal('monday');
    expect(values.Digest.it.selected_option.value).to.equal('monday');
    expect(values.Budget.it.value).to.equal('Up to 50');
    await page.close();
  });

  it('gives the focus back within a stack of forms, and when all of them are closed at once', async () => {
    const page = await openHome();
    const form = await openForm(page);
    await form.getByLabel(named('Name')).fill('more');
    await form.getByRole('button', { name: 'Save' }).press('Enter');
    const more = page.getByRole('dialog', { name: 'More' });
    await more.waitFor();

    await more.getByRole('button', { name: 'Back' }).press('Enter');
    await more.waitFor({ state: 'detached' });
    await focusOn(page, 'Save');
    await page.keyboard.press('Enter');
    await more.waitFor();
    await more.getByRole('button', { name: 'Save' }).press('Enter');
    await form.waitFor({ state: 'detached' });

    await focusOn(page, 'Settings');
    await page.close();
  });

  it('is told beside the field what cannot be', async () => {
    const page = await openHome();
    const form = await openForm(page);
    await form.getByLabel(named('Threshold')).fill('21');
    await form.getByRole('button', { name: 'Save' }).click();

    await form.getByRole('alert').filter({ hasText: 'Please enter 20 or less.' }).waitFor();
    expect(heard.submitted).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await page.close();
  });

  it('is written to, and takes its commands there', async () => {
    const page = await open({ hash: 'jo/dm' });
    const { say, message } = visitor(page);
    await say('Are you there?');
    await message('Are you there?').waitFor();
    await until(() => heard.written.length > 0);
    await say('/hello');
    await message('Hello in directmessage').waitFor();

    expect(heard.written).to.deep.equal(['Are you there?']);
    expect(await message('Hello in directmessage').textContent()).to.include('Only visible to you');
    await page.close();
  });

  it('has its messages answered with the keyboard alone', async () => {
    const { slack } = recording.session;
    const blocks = fullMessage(ids.jo!) as never;
    await slack.chat.postMessage({ channel: ids.jo!, text: 'All there is', blocks });
    const page = await open({ hash: 'jo/dm' });
    await page.getByRole('heading', { name: /^Brag Wall/ }).waitFor();
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused(page)).to.equal('Message Demo App');

    const backTo = async (name: string) => {
      for (let step = 0; step < 30 && (await focused(page)) !== name; step += 1) {
        await page.keyboard.press('Shift+Tab');
      }
      expect(await focused(page)).to.equal(name);
    };
    const nextTo = async (select: string) => {
      for (let step = 0; step < 30; step += 1) {
        if (await page.evaluate<boolean>(`document.activeElement.matches('${select}')`)) return;
        await page.keyboard.press('Tab');
      }
      expect.fail(`no Tab leads to ${select}`);
    };
    await backTo('Brag');
    await nextTo('[data-mark="range"]');
    await page.keyboard.press('b');
    await until(() => heard.actions.at(-1)?.actions[0].action_id === 'range');
    await nextTo('input[placeholder="What for"]');
    await page.keyboard.type('Thanks');
    await backTo('More actions');
    await page.keyboard.press('Enter');
    await focusOn(page, 'Red');
    await page.keyboard.press('Enter');
    await until(() => heard.actions.at(-1)?.actions[0].action_id === 'rest');

    const { state, channel, container } = heard.actions.at(-1);
    expect(channel.name).to.equal('directmessage');
    expect(container).to.include({ type: 'message', is_ephemeral: false });
    expect(state.values.team.range.selected_option.value).to.equal('blue');
    expect(state.values.Note.it).to.deep.equal({ type: 'plain_text_input', value: 'Thanks' });
    await page.close();
  });

  it('keeps what is being typed while the direct message is opened', async () => {
    const page = await open({ hash: 'mia' });
    const field = page.getByRole('textbox', { name: 'Message Demo App' });
    let openNow = () => {};
    const typed = new Promise<void>((resolve) => {
      openNow = resolve;
    });
    await page.route('**/_sandbox/open-home', async (route) => {
      await typed;
      await route.continue();
    });
    await visitor(page).goTo('Messages');
    await field.fill('Half a thou');
    openNow();
    await until(() => heard.opened.length > 0);
    await page.getByRole('button', { name: 'Be sam' }).waitFor();
    await recording.session.act('message', { user: 'mia', channel: 'dm', text: 'From elsewhere' });
    await visitor(page).message('From elsewhere').waitFor();

    expect(await field.inputValue()).to.equal('Half a thou');
    await page.close();
  });

  it('whispers at once to who invites it, and hears all that was chosen in the whisper', async () => {
    await recording.session.act('channel', { action: 'create', channel: 'team' });
    await recording.session.act('join', { user: 'jo', channel: 'team' });
    const page = await open();
    const { goTo, say, message } = visitor(page);
    await goTo('team');
    await say('/invite @demo_app');
    const whisper = message('Who leads this team?');
    await whisper.waitFor();

    await whisper.getByRole('combobox', { name: 'Managers' }).selectOption('Sam Demo');
    await whisper.getByRole('combobox', { name: 'Wall' }).selectOption('#general');
    await whisper.getByLabel('Hour').fill('10:00');
    await whisper.getByRole('button', { name: 'Start' }).click();
    await until(() => heard.actions.at(-1)?.actions[0].action_id === 'start');
    await screenshot(page, 'whisper');

    expect(heard.actions.at(-1).state.values.setup).to.deep.equal({
      managers: { type: 'multi_users_select', selected_users: [ids.jo, ids.sam] },
      wall: { type: 'conversations_select', selected_conversation: ids.general },
      hour: { type: 'timepicker', selected_time: '10:00' },
    });
    await page.close();
  });

  for (const dark of [false, true]) {
    for (const [name, size] of Object.entries({ wide, narrow })) {
      const look = `${name}-${dark ? 'dark' : 'light'}`;
      it(`has nothing that axe finds: ${name}, ${dark ? 'dark' : 'light'}`, async () => {
        const page = await openHome({ size, dark });
        await screenshot(page, `home-${look}`);
        expect(await findings(page)).to.deep.equal([]);

        const form = await openForm(page);
        await screenshot(page, `form-${look}`);
        expect(await findings(page)).to.deep.equal([]);
        await form.getByLabel(named('Threshold')).fill('21');
        await form.getByRole('button', { name: 'Save' }).click();
        await form.getByRole('alert').waitFor();
        await form.getByLabel(named('Link')).scrollIntoViewIfNeeded();
        await screenshot(page, `form-below-${look}`);
        expect(await findings(page)).to.deep.equal([]);
        await page.keyboard.press('Escape');

        await page.getByRole('button', { name: 'Messages' }).last().click();
        await page.getByRole('textbox', { name: 'Message Demo App' }).waitFor();
        await visitor(page).say('Hello?');
        await visitor(page).message('Hello?').waitFor();
        await screenshot(page, `dm-${look}`);
        expect(await findings(page)).to.deep.equal([]);
        await page.close();
      });
    }
  }
});

describe('an app whose messages are read only', function () {
  this.timeout(60_000);

  it('says so where one would type, and is skipped to', async () => {
    const manifest = manifestFile({ messages_tab_enabled: true, messages_tab_read_only_enabled: true });
    const recording = await openRecording({ manifest: manifest.path });
    const browser = await openBrowser();
    const page = await browser.open(recording.session.sandbox.url, { hash: 'jo/dm' });
    await page.getByText('Sending messages to this app has been turned off.').waitFor();
    await page.keyboard.press('Tab');
    const first = await focused(page);
    const fields = await page.getByRole('textbox', { name: /^Message / }).count();
    const homes = await page.getByRole('button', { name: 'Home' }).count();
    const found = await findings(page);
    await browser.close();
    await recording.stop();
    manifest.remove();

    expect(first).to.equal('Skip to the main content');
    expect([fields, homes]).to.deep.equal([0, 0]);
    expect(found).to.deep.equal([]);
  });
});
