import { expect } from 'chai';
import { freePort } from 'slack-sandbox/testing';
import { type ShownHome, wordsOf } from '../support/home.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

/** What jo is told who asks for all her wins as files. */
const askForReview = async (sandbox: Sandbox): Promise<string> => {
  await sandbox.brag('jo', 'called Mrs Lee back, =1+1');
  await sandbox.waitForWin('called Mrs Lee back');
  await sandbox.brag('jo', 'mine');
  const answer = await waitFor('the answer', async () =>
    (await sandbox.state()).ephemerals.findLast(({ blocks }) =>
      JSON.stringify(blocks).includes('mine.review'),
    ),
  );
  await sandbox.act('/click', { user: 'jo', channel: 'general', ts: answer.ts, actionId: 'mine.review' });
  const form = await sandbox.openView('jo');
  await sandbox.act('/submit', {
    user: 'jo',
    viewId: form.id,
    values: { mine_period: { value: 'everything' } },
  });
  return waitFor('what became of it', async () => {
    const words = wordsOf((await sandbox.openView('jo')).view as ShownHome);
    return words.includes('your wins, everything') ? words : undefined;
  });
};

describe('files for a review', () => {
  let sandbox: Sandbox;
  afterEach(async () => {
    const broken = await sandbox.violations();
    await sandbox.stop();
    expect(broken).to.deep.equal([]);
  });

  it('are a link to download where the bot has an address', async function () {
    this.timeout(60_000);
    const port = await freePort();
    sandbox = await startSandbox({
      env: { PUBLIC_URL: `http://localhost:${port}`, PORT: String(port), HOST: '127.0.0.1' },
    });

    const said = await askForReview(sandbox);

    const [, path = ''] = /<http:\/\/localhost:\d+(\/files\/[\w-]+)\|/.exec(said) ?? [];
    const get = (which: string, method = 'GET') => fetch(`http://localhost:${port}${which}`, { method });
    expect((await get(path, 'HEAD')).status).to.equal(200);
    expect(await (await get(path)).text()).to.include('my-wins-everything-');
    expect(await (await get(`${path}/0`, 'POST')).text()).to.include('> called Mrs Lee back');
    expect(await (await get(`${path}/1`, 'POST')).text()).to.include('called Mrs Lee back, =1+1');
    expect((await get(path)).status).to.equal(404);
    expect(await sandbox.directMessages('jo')).to.deep.equal([]);
  });

  it('are text in the direct message where it has none', async function () {
    this.timeout(60_000);
    sandbox = await startSandbox();

    const said = await askForReview(sandbox);

    expect(said).to.include('in our direct message');
    const [head] = await waitFor('the message', async () => {
      const found = await sandbox.directMessages('jo');
      return found.length > 0 ? found : undefined;
    });
    const parts = await waitFor('both files', async () => {
      const found = await sandbox.repliesTo(head!.ts);
      return found.length >= 2 ? found : undefined;
    });
    for (const [index, ending] of ['md', 'csv'].entries())
      expect(parts[index]?.text).to.match(new RegExp(`^\\*my-wins-everything-[\\d-]+\\.${ending}\\*\n`));
    expect(parts[1]?.text).to.include('called Mrs Lee back, =1+1');
  });
});
