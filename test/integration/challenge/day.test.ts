import { expect } from 'chai';
import { driveChallenge, local, people } from '../../support/challenge.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a day of a challenge', () => {
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

  /** From the Friday on which the wall is invited to a moment of Monday. */
  const spendWeekend = async (friday: string, users: readonly string[], monday: string) => {
    await at.begin(`${friday}T14:00:00Z`);
    await at.start('ann', monday.slice(0, 10));
    for (const user of users) await at.join(user);
    await at.moveTo(monday);
  };

  it('begins with a nudge, which shows another idea, a reminder and what was done', async () => {
    await spendWeekend('2027-04-02', ['jo'], '2027-04-05T09:00:00Z');
    const nudge = await at.lastTo('jo', 'nudge');
    expect(nudge.text).to.contain('Day 1 of 5: Be reachable').and.contain('Two minutes').and.contain('Bold');

    await at.press('jo', nudge, 'challenge.idea');
    await waitFor('another idea', async () => (await at.lastTo('jo', 'nudge')).text !== nudge.text);
    await at.press('jo', nudge, 'challenge.remind');
    await at.press('jo', nudge, 'challenge.remind').catch(() => undefined);
    await at.updated(nudge, 'I will remind you at 3 pm');
    await at.moveThrough('2027-04-05T10:00:00Z', '2027-04-05T15:00:00Z');
    const reminder = await at.lastTo('jo', 'challenge-reminder');
    const [reminded] = await at.postsOf('challenge-reminder');
    expect(local(reminded!.at, people.jo)).to.equal('2027-04-05 15:00');
    await at.done('jo', reminder, { note: 'rang three people back & one laughed', isWin: true });

    await at.updated(nudge, 'Done: rang three people back &amp; one laughed');
    await at.updated(reminder, 'Done: rang three people back');
    await sandbox.waitForWin('rang three people back');
  }).timeout(180_000);

  it('is done once when Done is sent twice', async () => {
    await spendWeekend('2027-04-30', ['ann'], '2027-05-03T15:00:00Z');
    const nudge = await at.lastTo('ann', 'nudge');
    const form = await at.pressOpens('ann', nudge, 'challenge.done');
    const values = { challenge_note: { value: 'wrote to a quiet one' }, challenge_win: { value: ['win'] } };
    const submit = () => sandbox.act('/submit', { user: 'ann', viewId: form.id, values });

    await Promise.all([submit(), submit().catch(() => undefined)]);
    await sandbox.waitForWin('wrote to a quiet one');
    await sandbox.settled();

    await at.updated(nudge, 'Done: wrote to a quiet one');
    expect((await sandbox.wall()).filter(({ text }) => text.includes('wrote to a quiet one'))).to.have.length(
      1,
    );
  }).timeout(60_000);

  it('may be left out without a word', async () => {
    await spendWeekend('2027-06-04', ['sam'], '2027-06-07T05:00:00Z');
    const nudge = await at.lastTo('sam', 'nudge');

    await at.press('sam', nudge, 'challenge.not_today');

    await at.updated(nudge, 'Not today');
  }).timeout(60_000);

  it('asks before a line with customer data becomes a win, and takes no win without words', async () => {
    await at.begin('2027-07-05T12:00:00Z');
    await at.start('ann', '2027-07-05');
    await at.joinPrivately('jo');
    const nudge = await at.lastTo('jo', 'nudge');
    const wordless = await at.done('jo', nudge, { isWin: true });
    expect(wordless.errors!.challenge_note).to.contain('in a few words');

    await at.done('jo', nudge, { note: 'wrote to lee@example.com', isWin: true });
    const form = await waitFor('the question', async () => {
      const view = await sandbox.openView('jo');
      return view.view.blocks.some(({ block_id: id }) => id === 'win_customer_data') && view;
    });
    await sandbox.act('/submit', { user: 'jo', viewId: form.id, values: {} });

    const win = await sandbox.waitForWin('wrote to •••');
    expect(win.text).not.to.contain('lee@example.com');
    const shown = await at.updated(nudge, 'Done: wrote to');
    expect(shown.text).not.to.contain('lee@example.com');
  }).timeout(60_000);
});
