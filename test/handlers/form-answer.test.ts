import { expect } from 'chai';
import { closeForm } from '../../src/handlers/form-answer.ts';
import { callbackIds } from '../../src/views/ids.ts';
import type { Unstored } from '../../src/views/unstored.ts';
import { acknowledgement } from '../support/acknowledgement.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';

describe('closing a form', () => {
  const atLast = Promise.resolve(undefined);
  const errorsOf = (outcome: string) => (outcome === 'blank' ? { text: 'Say something.' } : undefined);

  it('closes it with what was stored', async () => {
    const ack = acknowledgement();

    const closed = await closeForm(
      ack,
      { kind: 'stored', outcome: 'w1', atLast },
      { errorsOf, silentAt: 'text' },
    );

    expect(closed).to.equal('w1');
    expect(ack.args).to.deep.equal([[]]);
  });

  it('keeps it open with what is wrong beside its block', async () => {
    const ack = acknowledgement();
    const stored = { kind: 'stored', outcome: 'blank', atLast } as const;

    const closed = await closeForm(ack, stored, { errorsOf, silentAt: 'text' });

    expect(closed).to.equal(undefined);
    expect(ack.args).to.deep.equal([[{ response_action: 'errors', errors: { text: 'Say something.' } }]]);
  });

  it('says it without marks, which a form shows as they are', async () => {
    const ack = acknowledgement();
    const marked = () => ({ text: ':tada: *All &amp; done*: `/brag challenge` shows <@U1> more.' });

    await closeForm(ack, { kind: 'stored', outcome: 'w1', atLast }, { errorsOf: marked, silentAt: 'text' });

    expect(ack.firstCall.args[0]).to.deep.include({
      errors: { text: 'All & done: /brag challenge shows @someone more.' },
    });
  });

  const unstored: [Unstored, string][] = [
    ['database-failed', 'the database did not answer'],
    ['failed', 'something went wrong on my side'],
    ['under-way', 'takes longer than it should'],
  ];
  for (const [kind, words] of unstored)
    it(`keeps it open with its text when storing is ${kind}`, async () => {
      const ack = acknowledgement();

      const closed = await closeForm(ack, { kind, atLast }, { errorsOf, silentAt: 'text' });

      expect(closed).to.equal(undefined);
      expect(ack.callCount).to.equal(1);
      expect(JSON.stringify(ack.args)).to.contain(words).and.to.contain('Your text is still here');
    });
});

describe('what cannot be stored', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
    team = await bot.createWorkspace();
  });
  after(() => bot.close());

  const startChallenge = () =>
    team.submit(
      'UANN',
      callbackIds.challengeStart,
      {},
      {
        challenge_pack: { selected_option: { value: 'five-days' } },
        challenge_start_day: { selected_date: '2027-10-04' },
        challenge_nudge_at: { selected_time: '09:00' },
      },
    );
  const said = (ack: Awaited<ReturnType<typeof startChallenge>>): string => {
    expect(ack.callCount).to.equal(1);
    return JSON.stringify(ack.args);
  };

  context('because Slack is away', () => {
    it('is not blamed on the database', async () => {
      bot.slack.answersWith('users.info', { error: 'fatal_error' });

      const words = said(await startChallenge());

      expect(words).to.contain('"challenge_start_day":').and.to.contain('something went wrong on my side');
    });
  });

  context('because the database is away', () => {
    beforeEach(() => bot.models.wins.model.db.close());

    it('stays in its form', async () => {
      bot.slack.answersWith('users.info', { user: demoUsers[0]! });

      expect(said(await startChallenge())).to.contain('the database did not answer');
    });

    it('is given back when it came with a command', async () => {
      const words = said(await team.command('UANN', 'stayed late for Mrs Lee'));

      expect(words).to.contain('the database did not answer').and.to.contain('stayed late for Mrs Lee');
    });
  });
});
