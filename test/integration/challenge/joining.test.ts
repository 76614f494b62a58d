import { expect } from 'chai';
import { driveChallenge, local, names, people } from '../../support/challenge.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('starting and joining a challenge', () => {
  let sandbox: Sandbox;
  let at: ReturnType<typeof driveChallenge>;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    await sandbox.nameManagers('ann', 'ann', 'kai');
    at = driveChallenge(sandbox);
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
    await at.expectNothingTwice();
  });

  it('is for managers, on days that can be, one run a week', async () => {
    await at.begin('2027-03-01T12:00:00Z');
    await sandbox.brag('jo', 'challenge start');
    await at.told('jo', 'Only managers');

    expect((await at.start('ann', '2027-03-09')).errors!.challenge_start_day).to.contain('choose a Monday');
    expect((await at.start('ann', '2027-02-22')).errors!.challenge_start_day).to.contain('has passed');
    const late = await at.start('ann', '2027-03-08', { challenge_nudge_at: { value: '19:30' } });
    expect(late.errors!.challenge_nudge_at).to.contain('19:00');
    expect((await at.start('ann', '2027-03-08')).errors).to.equal(undefined);
    await at.told('ann', 'is planned: Monday 8 March to Friday 12 March');
    const overlapping = await at.start('kai', '2027-03-11', {
      challenge_pack: { value: 'exceptional-service' },
    });
    expect(overlapping.errors!.challenge_start_day).to.contain(
      'Five days of customer service, Monday 8 March to Friday 12 March 2027, has that week already',
    );
  }).timeout(60_000);

  it('invites the wall on the Friday before, with the number already in', async () => {
    await at.begin('2027-05-06T12:00:00Z');
    await at.start('ann', '2027-05-10');
    const before = await at.ask('jo', 'Nobody is in yet');
    await at.press('jo', before, 'challenge.join');
    await at.told('jo', 'You are in.');

    await at.moveThrough('2027-05-06T13:00:00Z', '2027-05-07T14:00:00Z');

    const invitation = await at.onWall('challenge-invite');
    expect(invitation.text).to.contain('1 person is in.');
    const [post] = await at.postsOf('challenge-invite');
    expect(local(post!.at, people.ann)).to.equal('2027-05-07 09:00');
    for (const user of names.filter((name) => name !== 'jo')) await at.join(user);
    await at.pressAnswered('jo', invitation, 'challenge.join');
    await at.updated(invitation, '5 people are in.');
  }).timeout(60_000);

  it('counts a crowd that joins at one moment, and each of them once', async () => {
    await at.begin('2027-06-28T12:00:00Z');
    await at.start('ann', '2027-07-05');
    await at.moveTo('2027-07-02T15:00:00Z');
    const invitation = await at.onWall('challenge-invite');
    const crowd = ['jo', 'sam', 'mia', 'lee', 'ria', 'tom'];

    await Promise.all(
      [...crowd, ...crowd].map((user) => at.press(user, invitation, 'challenge.join').catch(() => undefined)),
    );
    await sandbox.settled();

    await at.updated(invitation, '6 people are in.');
    for (const user of crowd) await at.told(user, 'You are in.');
  }).timeout(60_000);

  it('leaves whoever left alone at once, reminders included, and takes them back', async () => {
    await at.begin('2027-08-02T12:00:00Z');
    await at.start('ann', '2027-08-02');
    await at.joinPrivately('jo');
    const nudge = await at.lastTo('jo', 'nudge');
    await at.press('jo', nudge, 'challenge.remind');
    await at.updated(nudge, 'I will remind you');
    await at.press('jo', await at.ask('jo', 'You are in.'), 'challenge.leave');
    await at.told('jo', 'You have left the challenge');

    await at.moveThrough('2027-08-02T14:00:00Z', '2027-08-03T10:00:00Z');
    expect(await at.directMessages('jo')).to.have.length(1);
    await at.pressAnswered('jo', nudge, 'challenge.not_today');
    await at.told('jo', 'You are not in this challenge');
    await at.joinPrivately('jo');

    await waitFor("Tuesday's nudge", async () => (await at.lastTo('jo', 'nudge')).text.includes('Day 2'));
    await sandbox.settled();
    expect(await at.deliveredTo('jo', 'challenge-reminder')).to.have.length(0);
  }).timeout(180_000);
});
