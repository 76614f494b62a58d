import { expect } from 'chai';
import { driveChallenge } from '../../support/challenge.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';

describe('changing a challenge', () => {
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

  it('moves it, with a word to who is in, and keeps what was done', async () => {
    await at.begin('2027-03-01T12:00:00Z');
    await at.start('ann', '2027-03-01');
    await at.joinPrivately('jo');
    await at.done('jo', await at.lastTo('jo', 'nudge'), { note: 'tidied the till' });
    const form = await at.pressOpens('ann', await at.ask('ann', 'Join at any time'), 'challenge.change');

    await sandbox.act('/submit', {
      user: 'ann',
      viewId: form.id,
      values: { challenge_start_day: { value: '2027-03-15' } },
    });

    await at.moveThrough('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z');
    const word = await at.lastTo('jo', 'challenge-moved');
    expect(word.text).to.contain('Monday 15 March to Friday 19 March');
    expect(await at.deliveredTo('jo', 'nudge')).to.have.length(1);
    await at.moveThrough('2027-03-15T08:00:00Z', '2027-03-16T10:00:00Z');
    const next = await at.lastTo('jo', 'nudge');
    expect(next.text).to.contain('Day 2 of 5');
    await at.ask('jo', 'You have done 1 of 5');
    expect(await at.postsOf('challenge-moved')).to.have.length(1);
  }).timeout(180_000);

  it('calls it off at once, with a word to who is in', async () => {
    await at.begin('2027-05-03T12:00:00Z');
    await at.start('ann', '2027-05-10');
    await at.joinPrivately('jo');
    await at.moveTo('2027-05-07T15:00:00Z');
    const invitation = await at.onWall('challenge-invite');
    const form = await at.pressOpens('ann', await at.ask('ann', 'Join at any time'), 'challenge.cancel');

    await sandbox.act('/submit', {
      user: 'ann',
      viewId: form.id,
      values: { challenge_why: { value: 'the <!channel> office moves that week' } },
    });

    await at.updated(invitation, 'This one was called off');
    await at.moveThrough('2027-05-10T07:00:00Z', '2027-05-10T12:00:00Z');
    const word = await at.lastTo('jo', 'challenge-cancelled');
    expect(word.text).to.contain('was called off').and.contain('&lt;!channel&gt; office moves');
    expect(await at.postsOf('nudge')).to.have.length(0);
    await at.press('sam', invitation, 'challenge.join').catch(() => undefined);
    await at.ask('jo', 'No challenge is planned');
    expect((await at.start('ann', '2027-05-10')).errors).to.equal(undefined);
  }).timeout(180_000);
});
