import { expect } from 'chai';
import { driveChallenge, local, names, people } from '../../support/challenge.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a challenge while the bot is down', () => {
  let sandbox: Sandbox;
  let at: ReturnType<typeof driveChallenge>;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    at = driveChallenge(sandbox);
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
    await at.expectNothingTwice();
  });

  it('follows somebody who moved meanwhile', async () => {
    await at.begin('2027-01-25T12:00:00Z');
    await at.start('ann', '2027-02-01');
    await at.joinPrivately('ria');
    await at.moveTo('2027-02-01T12:00:00Z');
    await at.lastTo('ria', 'nudge');
    await sandbox.act('/bot', { action: 'stop' });
    await sandbox.act('/user', { user: 'ria', set: { tz: 'Asia/Tokyo' } });
    await sandbox.act('/bot', { action: 'start' });

    await at.ask('ria', 'You are in.');
    await at.moveThrough('2027-02-01T22:00:00Z', '2027-02-02T10:00:00Z');

    const [, second] = await at.postsOf('nudge');
    expect(local(second!.at, 'Asia/Tokyo')).to.equal('2027-02-02 09:00');
    expect(await at.postsOf('nudge')).to.have.length(2);
  }).timeout(60_000);

  it('doubles nothing, gives the nudge of today, and offers what was skipped for catching up', async () => {
    await at.begin('2027-10-01T13:30:00Z');
    await at.start('ann', '2027-10-04');
    for (const user of names) await at.join(user);
    await at.moveThrough('2027-10-03T18:00:00Z', '2027-10-05T10:00:00Z');

    await sandbox.whileDown(() => at.moveTo('2027-10-07T12:00:00Z'));
    for (const user of ['sam', 'jo'])
      await waitFor(`today's nudge for ${user}`, async () =>
        (await at.lastTo(user, 'nudge')).text.includes('Day 4'),
      );
    await at.moveThrough('2027-10-07T13:00:00Z', '2027-10-08T22:00:00Z');

    const nudges = await at.postsOf('nudge');
    const daysOf = async (user: keyof typeof people) => {
      const id = await sandbox.userId(user);
      return nudges
        .filter(({ key }) => key.endsWith(`:${id}`))
        .map(({ at: when }) => local(when, people[user]).slice(0, 10));
    };
    // In Auckland Friday had begun, and Thursday's nudge was too late.
    expect(await daysOf('kai')).to.deep.equal(['2027-10-04', '2027-10-05', '2027-10-08']);
    expect(await daysOf('sam')).to.deep.equal(['2027-10-04', '2027-10-05', '2027-10-07', '2027-10-08']);
    expect(await daysOf('jo')).to.deep.equal(['2027-10-04', '2027-10-05', '2027-10-07', '2027-10-08']);
    // West of the Atlantic it was not nine yet when the bot went down on Tuesday.
    expect(await daysOf('ann')).to.deep.equal(['2027-10-04', '2027-10-07', '2027-10-08']);
    expect(await daysOf('mia')).to.deep.equal(['2027-10-04', '2027-10-07', '2027-10-08']);
    const [today] = nudges.filter(({ key }) => key.includes(':2027-10-07:'));
    expect(local(today!.at, people.jo)).to.equal('2027-10-07 13:00');
    const progress = await at.ask('jo', 'You are in.');
    expect(progress.text).to.contain(
      'Wednesday 6 October: *Share your attention fairly* (you can still catch up)',
    );
    // Nobody did a day, so there is nothing to celebrate.
    expect(await at.postsOf('challenge-closing')).to.have.length(0);
    expect(new Set(nudges.map(({ key }) => key)).size).to.equal(nudges.length);
  }).timeout(180_000);
});
