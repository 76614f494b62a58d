import { expect } from 'chai';
import { driveChallenge, local, names, people } from '../../support/challenge.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';

const days = ['2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07', '2027-10-08'];

describe('the nudges of a challenge', () => {
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

  beforeEach(() => sandbox.act('/user', { user: 'jo', set: { tz: people.jo } }));

  it('follow somebody into another zone, with one nudge a calendar day', async () => {
    await at.begin('2027-03-01T12:00:00Z');
    await at.start('ann', '2027-03-08');
    await at.joinPrivately('jo');
    await at.moveThrough('2027-03-08T08:00:00Z', '2027-03-08T10:00:00Z');
    await sandbox.act('/user', { user: 'jo', set: { tz: 'America/Los_Angeles' } });
    await at.moveThrough('2027-03-08T11:00:00Z', '2027-03-09T18:00:00Z');
    await sandbox.act('/user', { user: 'jo', set: { tz: 'Asia/Tokyo' } });
    await at.moveThrough('2027-03-09T19:00:00Z', '2027-03-10T12:00:00Z');

    const nudges = (await at.postsOf('nudge')).map(({ at: when }) => when.slice(0, 16));
    expect(nudges).to.deep.equal(['2027-03-08T09:00', '2027-03-09T17:00', '2027-03-10T00:00']);
  }).timeout(180_000);

  it('come to everybody at their own nine, five in all and one each day', async () => {
    await at.begin('2027-10-01T13:30:00Z');
    await at.start('ann', '2027-10-04');
    for (const user of names) await at.join(user);

    await at.moveThrough('2027-10-03T12:00:00Z', '2027-10-08T20:00:00Z');

    const nudges = await at.postsOf('nudge');
    for (const user of names) {
      const id = await sandbox.userId(user);
      const own = nudges.filter(({ key }) => key.endsWith(`:${id}`)).map(({ at: when }) => when);
      expect(own.map((when) => local(when, people[user]))).to.deep.equal(days.map((day) => `${day} 09:00`));
    }
    expect(nudges).to.have.length(25);
  }).timeout(180_000);
});
