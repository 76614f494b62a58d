import { expect } from 'chai';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

describe('putting a message on the wall', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    await sandbox.act('/invite', { user: 'ann', channel: 'support', who: 'bot' });
    await sandbox.settled();
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  const write = async (channel: string, text: string, more: object = {}) => {
    const { ts } = await sandbox.act('/message', { user: 'jo', channel, text, ...more });
    return { channel, ts: String(ts) };
  };
  const choose = (user: string, place: { channel: string; ts: string }) =>
    sandbox.act('/shortcut', { user, callbackId: 'nomination.put_on_wall', ...place });
  const view = (user: string, words: string) =>
    waitFor(`"${words}" in front of ${user}`, async () => {
      const opened = await sandbox.openView(user).catch(() => undefined);
      return opened && JSON.stringify(opened.view).includes(words) && opened;
    });
  const post = async (user: string, text: string, hero: string, words: string) => {
    const { id: viewId } = await view(user, words);
    const values = {
      win_text: { value: text },
      win_people: { value: [await sandbox.userId(hero)] },
    };
    await sandbox.act('/submit', { user, viewId, values });
    return sandbox.waitForWin(text);
  };

  it('credits its writer, follows it, and is not done twice', async () => {
    const place = await write('support', 'drove the parcel over, call me on +44 20 7946 0958', {
      files: ['door.png'],
    });
    await choose('sam', place);
    const { view: form } = await view('sam', 'left out');
    expect(JSON.stringify(form)).to.contain('call me on •••').and.not.to.contain('7946');

    const win = await post('sam', 'drove the parcel over, call me on •••', 'jo', 'left out');
    expect(win.text).to.match(/as told by sam.*With a picture.*1 nomination/i);
    await view('sam', 'On the wall for');
    await sandbox.lastEphemeral('jo', 'put what you wrote in');

    await sandbox.act('/edit-message', { user: 'jo', ...place, text: 'drove both parcels over' });
    await sandbox.waitForWin('drove both parcels over');
    await choose('mia', place);
    await view('mia', 'on the wall already');

    await sandbox.act('/delete-message', { user: 'jo', ...place });
    await waitFor('the win to be off the wall', async () =>
      (await sandbox.wall()).every(({ ts, deleted }) => ts !== win.ts || deleted),
    );
  });

  it('copies nothing of a private channel, of a direct message, or from where the bot is not', async () => {
    const places = [];
    for (const channel of ['leads', 'dm', 'general'])
      places.push(await write(channel, 'a very private story', { user: 'ann' }));
    for (const [index, place] of places.entries()) {
      await choose('ann', place);
      const { view: form } = await view('ann', 'nothing of');
      expect(JSON.stringify(form)).not.to.contain('very private');
      const win = await post('ann', `helped with number ${index}`, 'sam', 'nothing of');
      expect(JSON.stringify(win)).not.to.contain('original message');
    }
  });

  it('opens the composer from anywhere, and answers in its place', async () => {
    await sandbox.act('/shortcut', { user: 'mia', callbackId: 'win.brag' });
    const { id: viewId } = await view('mia', 'win.compose');
    await sandbox.act('/submit', {
      user: 'mia',
      viewId,
      values: { win_text: { value: 'waited for the bus with them' } },
    });

    await sandbox.waitForWin('waited for the bus');
    await view('mia', 'On the wall for');
  });
});
