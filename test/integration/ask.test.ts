import { expect } from 'chai';
import { freePort } from 'slack-sandbox/testing';
import { type ShownHome, wordsOf } from '../support/home.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

describe('asking a customer', () => {
  let sandbox: Sandbox;
  afterEach(async () => {
    const broken = await sandbox.violations();
    await sandbox.stop();
    expect(broken).to.deep.equal([]);
  });

  it('goes from the list by the preview to a link and its picture, and is taken back', async function () {
    this.timeout(60_000);
    const port = await freePort();
    const address = `http://localhost:${port}`;
    sandbox = await startSandbox({ env: { PUBLIC_URL: address, PORT: String(port), HOST: '127.0.0.1' } });
    const shown = async () => wordsOf((await sandbox.openView('jo')).view as ShownHome);
    const showing = (words: string) =>
      waitFor(`“${words}”`, async () =>
        (await shown()).includes(words) ? sandbox.openView('jo') : undefined,
      );
    const press = async (viewId: string, actionId: string) =>
      sandbox.act('/click-view', { user: 'jo', viewId, actionId });

    await sandbox.brag('jo', 'brought Mrs Lee her umbrella');
    await sandbox.waitForWin('brought Mrs Lee her umbrella');
    await sandbox.brag('jo', 'ask');
    await press((await showing('Of which of your wins')).id, 'voice.ask');
    const form = await showing('Remind them: what was it about?');
    const values = { voice_moment: { value: 'your umbrella' }, voice_customer: { value: 'Mrs L.' } };
    await sandbox.act('/submit', { user: 'jo', viewId: form.id, values });
    const preview = await showing('Your customer sees this');
    expect(await shown())
      .to.contain('your umbrella')
      .and.not.to.contain('brought Mrs Lee');
    await sandbox.act('/submit', { user: 'jo', viewId: preview.id, values: {} });

    const pictured = await waitFor('the picture', async () => {
      const { view } = await sandbox.openView('jo');
      return /image_url":"([^"]+)/.exec(JSON.stringify(view))?.[1];
    });
    expect(pictured).to.match(new RegExp(`^${address}/ask/[\\w-]{22}/qr\\.png$`));
    const picture = await fetch(pictured);
    expect([picture.status, picture.headers.get('content-type')]).to.deep.equal([200, 'image/png']);
    await press((await sandbox.openView('jo')).id, 'voice.take_back');
    await showing('It is taken back');
    expect((await fetch(pictured)).status).to.equal(404);
  });
});
