import { expect } from 'chai';
import { freePort } from 'slack-sandbox/testing';
import { driveChallenge, local, names, people } from '../../support/challenge.ts';
import { type Message, type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('closing a challenge', () => {
  let sandbox: Sandbox;
  let at: ReturnType<typeof driveChallenge>;
  before(async function () {
    this.timeout(30_000);
    const port = await freePort();
    const env = { PUBLIC_URL: `http://localhost:${port}`, PORT: String(port), HOST: '127.0.0.1' };
    sandbox = await startSandbox({ env });
    at = driveChallenge(sandbox);
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
    await at.expectNothingTwice();
  });

  it('happens on the wall on Friday at four, once, with the stories', async () => {
    await at.begin('2027-05-07T14:00:00Z');
    await at.start('ann', '2027-05-10');
    for (const user of names) await at.join(user);
    await at.moveTo('2027-05-10T15:00:00Z');
    const note = 'rang three people back & one laughed';
    await at.done('jo', await at.lastTo('jo', 'nudge'), { note, isWin: true });
    await at.done('ann', await at.lastTo('ann', 'nudge'), { note: 'wrote to a quiet one', isWin: true });

    await at.moveThrough('2027-05-14T12:00:00Z', '2027-05-14T22:00:00Z');

    const closing = await at.onWall('challenge-closing');
    const posts = await at.postsOf('challenge-closing');
    expect(posts.map(({ at: when }) => local(when, people.ann))).to.deep.equal(['2027-05-14 16:00']);
    expect(closing.text).to.contain('2 people took part').and.contain('2 days were done');
    expect(closing.text).to.contain('rang three people back &amp; one laughed');
    expect(await at.postsOf('challenge-certificate')).to.have.length(0);
  }).timeout(60_000);

  it('leaves the weekend for catching up, and gives whoever completes it one certificate', async () => {
    await at.begin('2027-06-04T14:00:00Z');
    await at.start('ann', '2027-06-07');
    await at.join('jo');
    await at.moveTo('2027-06-07T12:00:00Z');
    await at.done('jo', await at.lastTo('jo', 'nudge'));
    await at.moveTo('2027-06-13T12:00:00Z');

    for (let left = 4; left > 0; left -= 1) {
      const progress = await at.ask('jo', `You have done ${5 - left} of 5`);
      const open = progress.blocks!.find(
        (block) => (block as { accessory?: { action_id: string } }).accessory?.action_id === 'challenge.done',
      )!;
      await at.done('jo', progress, { blockId: open.block_id! });
      await at.told('jo', left > 1 ? `You have done ${6 - left} of 5` : 'You have done all 5');
    }

    await at.moveTo('2027-06-14T08:00:00Z');
    const certificate = await at.lastTo('jo', 'challenge-certificate');
    expect(certificate.text).to.contain('did all 5 days').and.contain('Own your mistakes');
    const picture = certificate.blocks!.find((block) => block.type === 'image') as { image_url: string };
    const seen = await fetch(picture.image_url);
    expect(seen.headers.get('content-type')).to.equal('image/png');
    expect(Buffer.from(await seen.arrayBuffer()).readUInt32BE(16)).to.equal(1600);
    await sandbox.settled();
    expect(await at.postsOf('challenge-certificate')).to.have.length(1);
  }).timeout(60_000);

  it('takes the buttons away that nobody can use any more, and tells kindly whoever looks for one', async () => {
    await at.begin('2027-07-02T14:00:00Z');
    await at.start('ann', '2027-07-05');
    const invitation = await at.onWall('challenge-invite');
    await at.join('sam');
    await at.moveTo('2027-07-05T05:00:00Z');
    const nudge = await at.lastTo('sam', 'nudge');

    await at.moveTo('2027-07-13T12:00:00Z');
    await at.moveTo('2027-07-13T12:01:00Z');

    const ended = (message: Message) =>
      waitFor('an end', async () => {
        const { messages } = await sandbox.state();
        return messages.find(({ ts, text }) => ts === message.ts && text.includes('is over.'));
      });
    for (const message of [nudge, invitation])
      expect(JSON.stringify((await ended(message)).blocks)).not.to.contain('"challenge.');
    await at.ask('sam', 'No challenge is planned just now');
  }).timeout(60_000);
});
