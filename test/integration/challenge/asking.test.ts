import { expect } from 'chai';
import { driveChallenge, local, people } from '../../support/challenge.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';

describe('asking the managers about Customer Service Week', () => {
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

  /** Eight weeks before, and three. */
  const mornings: [string, string][] = [
    ['asks each manager once, eight weeks before,', '2027-08-09'],
    ['reminds each once, three weeks before,', '2027-09-13'],
  ];
  for (const [what, day] of mornings)
    it(`${what} in the note of that morning of theirs`, async () => {
      const from = Date.parse(`${day}T00:00:00Z`) - 24 * 3_600_000;
      const to = Date.parse(`${day}T00:00:00Z`) + 30 * 3_600_000;
      await at.begin(new Date(from).toISOString());

      await at.moveThrough(new Date(from + 3_600_000).toISOString(), new Date(to).toISOString());

      const asked = await at.postsOf('challenge-ask');
      expect(asked).to.have.length(2);
      for (const user of ['kai', 'ann'] as const) {
        const id = await sandbox.userId(user);
        const post = asked.find(({ key }) => key.endsWith(id))!;
        expect(local(post.at, people[user])).to.equal(`${day} 09:00`);
      }
    }).timeout(180_000);

  it('takes one answer for all, and shows it to the others without a click', async () => {
    await at.begin('2028-09-09T12:00:00Z');
    await at.moveTo('2028-09-11T21:00:00Z');
    const [first, second] = [
      await at.lastTo('kai', 'challenge-ask'),
      await at.lastTo('ann', 'challenge-ask'),
    ];

    await Promise.all([
      at.press('kai', first, 'challenge_ask.start'),
      at.press('kai', first, 'challenge_ask.start'),
    ]);
    await at.updated(first, 'You have started');

    await at.updated(second, `<@${await sandbox.userId('kai')}> has started`);
    await at.ask('jo', 'Nobody is in yet');
  }).timeout(60_000);

  it('lets a manager answer with another week, once for all', async () => {
    await at.begin('2029-09-08T12:00:00Z');
    await at.moveTo('2029-09-10T21:00:00Z');
    const [first, second] = [
      await at.lastTo('ann', 'challenge-ask'),
      await at.lastTo('kai', 'challenge-ask'),
    ];
    const form = await at.pressOpens('ann', first, 'challenge_ask.other_week');
    const late = await at.pressOpens('kai', second, 'challenge_ask.other_week');
    const submit = (user: string, viewId: string, day: string) =>
      sandbox.act('/submit', { user, viewId, values: { challenge_start_day: { value: day } } });

    await submit('ann', form.id, '2029-10-15');
    await at.updated(first, 'Monday 15 October to Friday 19 October');
    await at.told('ann', 'is planned: Monday 15 October to Friday 19 October');
    const refused = await submit('kai', late.id, '2029-10-22');
    expect(refused.errors!.challenge_start_day).to.contain('Another manager has started');

    await at.updated(second, 'Monday 15 October to Friday 19 October');
  }).timeout(60_000);
});
