import { expect } from 'chai';
import { apology } from '../../../src/views/apology.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { challengeUsers, planRun, takeIn, watch } from '../../support/challenge-team.ts';

describe('the buttons for managing a challenge', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: challengeUsers });
    bot.setNow(new Date('2027-09-01T12:00:00Z'));
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });

  const press = async (userId: string, actionId: string, value?: string) => {
    const seen = watch(bot);
    await team.action(userId, actionId, value === undefined ? {} : { value });
    return { forms: seen.callsOf('views.open').map(({ view }) => view), answers: seen.answers() };
  };

  for (const actionId of ['challenge.start', 'challenge.change', 'challenge.cancel']) {
    it(`open the form of ${actionId} for a manager`, async () => {
      const run = await planRun(team);

      const { forms, answers } = await press('UANN', actionId, run._id);

      expect(forms.map(({ callback_id }) => callback_id)).to.deep.equal([actionId]);
      expect(forms[0]!.private_metadata).to.contain(responseUrl);
      expect(answers).to.deep.equal([]);
    });

    for (const userId of ['UJO', 'UOLD'])
      it(`refuse ${actionId} to ${userId}`, async () => {
        const run = await planRun(team);

        const { forms, answers } = await press(userId, actionId, run._id);

        expect(forms).to.deep.equal([]);
        expect(answers.map(({ text }) => text.slice(0, 37))).to.deep.equal([
          'Only managers can start, move or call',
        ]);
        expect(answers[0]).to.include({ response_type: 'ephemeral', replace_original: false });
      });

    it(`apologize on ${actionId} when Slack cannot say who presses`, async () => {
      const run = await planRun(team);

      const { forms, answers } = await bot.slack.withoutPeople(() => press('UANN', actionId, run._id));

      expect(forms).to.deep.equal([]);
      expect(answers.map(({ text }) => text)).to.deep.equal([apology.message]);
    });
  }

  const ends: [string, (runId: string) => Promise<unknown>, string][] = [
    ['called off', (runId) => team.store.runs.cancel(runId, 'UANN', undefined, bot.now()), 'was called off'],
    [
      'closed',
      async (runId) => {
        const run = await team.store.runs.find(runId);
        await team.store.runs.recordStep(run!, { closedAt: bot.now() }, undefined);
      },
      'has had its closing',
    ],
    ['forgotten', (runId) => bot.models.runs.model.deleteOne({ _id: runId }), 'do not know this challenge'],
  ];
  for (const [state, end, words] of ends)
    for (const actionId of ['challenge.change', 'challenge.cancel'])
      it(`say on ${actionId} that the run is ${state}`, async () => {
        const { _id: runId } = await planRun(team);
        await end(runId);

        const { forms, answers } = await press('UANN', actionId, runId);

        expect(forms).to.deep.equal([]);
        expect(answers[0]!.text).to.contain(words);
      });

  it('fill in how the run is planned, and which edition of it that is', async () => {
    const run = await planRun(team, { startDay: '2027-10-11', nudgeAt: '08:30', isAnnounced: false });

    const { forms } = await press('UANN', 'challenge.change', run._id);

    const shown = JSON.stringify(forms[0]);
    expect(shown).to.contain('"initial_date":"2027-10-11"').and.contain('"initial_time":"08:30"');
    expect(shown).not.to.contain('initial_options');
    expect(JSON.parse(forms[0]!.private_metadata)).to.include({ runId: run._id, edition: 0 });
  });

  it('say how many would be told that it is off', async () => {
    const { _id: runId } = await planRun(team);
    for (const userId of ['UJO', 'USAM']) await takeIn(team, runId, userId);

    const { forms } = await press('UANN', 'challenge.cancel', runId);

    expect(JSON.stringify(forms[0])).to.contain('2 people are in, and each gets a message');
  });
});
