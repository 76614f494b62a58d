import { expect } from 'chai';
import { expectValidHome } from '../support/block-kit.ts';
import { type ShownHome, wordsOf } from '../support/home.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

describe('Home', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox({});
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  const homeOf = async (name: string) => {
    const { views, users } = await sandbox.state();
    const user = users.find((each) => each.name === name);
    return views.find((view) => view.type === 'home' && view.user === user?.id);
  };
  const shows = (name: string, words: string) =>
    waitFor(`"${words}" on the Home of ${name}`, async () => {
      const found = await homeOf(name);
      const view = found?.view as ShownHome | undefined;
      return view && wordsOf(view).includes(words) ? { id: found!.id, view } : undefined;
    });

  it('takes a win from its button, and shows it with its link and who nominated it', async () => {
    await sandbox.act('/open-home', { user: 'jo' });
    const first = await shows('jo', 'where your team tells');
    expectValidHome(first.view);

    await sandbox.act('/click-view', { user: 'jo', viewId: first.id, actionId: 'home.brag' });
    const form = await sandbox.openView('jo');
    await sandbox.act('/submit', {
      user: 'jo',
      viewId: form.id,
      values: { win_text: { value: 'called Mrs Lee back' } },
    });
    const win = await sandbox.waitForWin('called Mrs Lee back');
    const { id } = await shows('jo', '|See it on the wall>');
    await waitFor('the answer in place of the form', async () =>
      wordsOf((await sandbox.openView('jo')).view as ShownHome).includes('See it there'),
    );
    expect(await sandbox.directMessages('jo')).to.deep.equal([]);

    await sandbox.react('sam', win.ts);
    await sandbox.waitForCount(win.ts, '1 nomination');
    await sandbox.act('/click-view', { user: 'jo', viewId: id, actionId: 'nomination.who' });
    await waitFor('who nominated', async () =>
      wordsOf((await sandbox.openView('jo')).view as ShownHome).includes('1 nomination counts'),
    );
  });

  it('is told to somebody who writes to the bot, once', async () => {
    for (const text of ['hello?', 'is anybody there?'])
      await sandbox.act('/message', { user: 'mia', channel: 'dm', text });

    const answer = await waitFor('an answer', async () =>
      (await sandbox.directMessages('mia')).find(({ text }) => text.includes('Thank you for writing')),
    );
    expect(answer.text).to.contain('/brag');
    await sandbox.settled();
    const said = (await sandbox.directMessages('mia')).filter(({ text }) => text.includes('Thank you'));
    expect(said).to.have.length(1);
  });
});
