import { expect } from 'chai';
import { type Message, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

describe('words to somebody alone', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  const noteTo = (name: string, words: string): Promise<Message> =>
    waitFor(`"${words}" in the note of ${name}`, async () =>
      (await sandbox.directMessages(name)).find(({ text }) => text.includes(words)),
    );
  const tellJo = async (typed: string) => {
    await sandbox.brag('mia', '');
    const { id: viewId } = await sandbox.openView('mia');
    const values = {
      win_text: { value: typed },
      win_people: { value: ['jo'] },
      win_only_to_them: { value: ['only-to-them'] },
    };
    await sandbox.act('/submit', { user: 'mia', viewId, values });
    return sandbox.lastEphemeral('mia', 'reads it in their next note');
  };

  it('are read by that person, who says thanks; what is taken back is read by nobody', async () => {
    const second = await tellJo('and this I think better of');
    await sandbox.act('/click', {
      user: 'mia',
      channel: 'general',
      ts: second.ts,
      actionId: 'private_word.take_back',
    });
    await sandbox.lastEphemeral('mia', 'nobody has read it');
    await tellJo('you stayed calm with Mr Roy');

    await sandbox.moveToMorningOf('jo');
    const note = await noteTo('jo', 'you stayed calm with Mr Roy');
    expect(note.text).not.to.contain('think better of');
    const { channel, ts } = note;
    await sandbox.act('/click', { user: 'jo', channel, ts, actionId: 'private_word.thank' });
    await waitFor('the thanks in the note', async () =>
      JSON.stringify(await sandbox.directMessages('jo')).includes('You said thanks.'),
    );

    await sandbox.moveToMorningOf('mia');
    await noteTo('mia', 'thanks you for what you wrote');
    expect(await sandbox.wall()).to.deep.equal([]);
    expect(await sandbox.directMessages('sam')).to.deep.equal([]);
  }).timeout(60_000);
});
