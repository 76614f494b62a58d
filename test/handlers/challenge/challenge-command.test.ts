import { expect } from 'chai';
import { apology } from '../../../src/views/apology.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn, challengeUsers, dayIds, planRun, takeIn, watch } from '../../support/challenge-team.ts';

describe('/brag challenge', () => {
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

  const ask = async (userId: string, text = 'challenge') => {
    const seen = watch(bot);
    await team.command(userId, text);
    return seen.answer();
  };

  it('tells staff when the next Customer Service Week is, and whom to ask', async () => {
    const answer = await ask('UJO');

    expect(answer.text).to.contain('begins on Monday 4 October 2027').and.contain('A manager can');
    expect(answer.response_type).to.equal('ephemeral');
  });

  const offers: [string, string[], string[]][] = [
    ['UANN', ['challenge.start'], ['challenge.change', 'challenge.cancel']],
    ['UJO', [], []],
    ['UOLD', [], []],
  ];
  for (const [userId, whenNothingIsOn, ofTheRun] of offers)
    it(`offers ${userId} what they may do`, async () => {
      const before = await ask(userId);
      const { _id: runId } = await planRun(team);
      const outside = await ask(userId);
      await takeIn(team, runId, userId);
      const inside = await ask(userId);

      expect(buttonsIn(before.blocks)).to.deep.equal(whenNothingIsOn);
      expect(buttonsIn(outside.blocks)).to.deep.equal(['challenge.join', ...ofTheRun]);
      expect(buttonsIn(inside.blocks)).to.deep.equal(['challenge.leave', ...ofTheRun]);
    });

  it('offers nobody to move or call off what has had its closing', async () => {
    const run = await planRun(team);
    await team.store.runs.recordStep(run, { closedAt: bot.now() }, undefined);

    expect(buttonsIn((await ask('UANN')).blocks)).to.deep.equal(['challenge.join']);
  });

  it('shows the run that is on where the person is', async () => {
    await planRun(team, { startDay: '2027-08-30', dayIds: dayIds.slice(0, 1) });
    await planRun(team, { startDay: '2027-09-06' });
    bot.setNow(new Date('2027-09-05T20:00:00Z'));

    const [tokyo, london] = [await ask('UKAI'), await ask('UJO')];
    bot.setNow(new Date('2027-09-01T12:00:00Z'));

    expect(london.text).to.contain('Monday 30 August 2027');
    expect(tokyo.text).to.contain('Monday 6 September to Friday 10 September 2027');
  });

  for (const text of ['challenge', 'challenge start'])
    it(`apologizes when Slack cannot say who asks for "${text}"`, async () => {
      const answer = await bot.slack.withoutPeople(() => ask('UANN', text));

      expect(answer.text).to.equal(apology.message);
    });

  it('opens the form with Customer Service Week filled in', async () => {
    const seen = watch(bot);

    await team.command('UANN', 'challenge start');

    const [opened] = seen.callsOf('views.open');
    expect(opened!.view.callback_id).to.equal('challenge.start');
    expect(JSON.parse(opened!.view.private_metadata)).to.deep.equal({ responseUrl });
    expect(JSON.stringify(opened!.view)).to.contain('"initial_date":"2027-10-04"').and.contain('five-days');
    expect(seen.answers()).to.deep.equal([]);
  });

  for (const userId of ['UJO', 'UOLD'])
    it(`opens no form for ${userId}`, async () => {
      const seen = watch(bot);

      await team.command(userId, 'challenge start');

      expect(seen.answer().text).to.contain('Only managers can start');
      expect(seen.callsOf('views.open')).to.deep.equal([]);
    });

  context('with what to do about it', () => {
    const seat = (runId: string, userId: string) => team.store.participants.find({ runId, userId });

    it('takes somebody in and lets them go, with the answers of the buttons', async () => {
      const { _id: runId } = await planRun(team);

      expect((await ask('UJO', 'challenge join')).text).to.contain('You are in.');
      expect((await ask('UJO', 'Challenge  JOIN')).text).to.contain('You are in.');
      expect(await team.store.participants.count(runId)).to.equal(1);
      expect((await ask('UJO', 'challenge leave')).text).to.contain('You have left the challenge');
      expect((await seat(runId, 'UJO'))!.leftAt).to.be.an.instanceof(Date);
    });

    it('lets them go from the one that they are in, when that is the next', async () => {
      const first = await planRun(team, { startDay: '2027-08-30' });
      const second = await planRun(team, { startDay: '2027-09-06' });
      await takeIn(team, second._id, 'UJO');

      await ask('UJO', 'challenge leave');

      expect(await seat(first._id, 'UJO')).to.equal(null);
      expect((await seat(second._id, 'UJO'))!.leftAt).to.be.an.instanceof(Date);
    });

    it('leaves one that is over as it was', async () => {
      const over = await planRun(team, { startDay: '2027-08-23' });
      await takeIn(team, over._id, 'UJO');
      bot.setNow(new Date('2027-08-30T12:00:00Z'));

      const answer = await ask('UJO', 'challenge leave');
      bot.setNow(new Date('2027-09-01T12:00:00Z'));

      expect(answer.text).to.contain('No challenge is planned');
      expect((await seat(over._id, 'UJO'))!.leftAt).to.equal(undefined);
    });

    it('takes in nobody who cannot take part', async () => {
      const { _id: runId } = await planRun(team);

      expect((await ask('UOLD', 'challenge join')).text).to.contain('Only active members');
      expect(await seat(runId, 'UOLD')).to.equal(null);
    });

    for (const verb of ['join', 'leave'])
      it(`says when there could be one to ${verb}`, async () => {
        expect((await ask('UJO', `challenge ${verb}`)).text).to.contain('begins on Monday 4 October 2027');
      });

    for (const [verb, callbackId] of [
      ['move', 'challenge.change'],
      ['cancel', 'challenge.cancel'],
    ]) {
      it(`opens the form to ${verb} it for a manager`, async () => {
        const { _id: runId } = await planRun(team);
        const seen = watch(bot);

        await team.command('UANN', `challenge ${verb}`);

        const [opened] = seen.callsOf('views.open');
        expect(opened!.view.callback_id).to.equal(callbackId);
        expect(JSON.parse(opened!.view.private_metadata)).to.include({ runId, responseUrl });
        expect(seen.answers()).to.deep.equal([]);
      });

      it(`opens no form to ${verb} it for anybody else, whether there is one or not`, async () => {
        const seen = watch(bot);

        await team.command('UJO', `challenge ${verb}`);
        await planRun(team);
        await team.command('UJO', `challenge ${verb}`);
        await team.command('UOLD', `challenge ${verb}`);

        for (const { text } of seen.answers()) expect(text).to.contain('Only managers can start');
        expect(seen.answers()).to.have.length(3);
        expect(seen.callsOf('views.open')).to.deep.equal([]);
      });

      it(`offers a manager to start one when there is none to ${verb}`, async () => {
        expect(buttonsIn((await ask('UANN', `challenge ${verb}`)).blocks)).to.deep.equal(['challenge.start']);
      });

      it(`says why it is too late to ${verb} one that had its closing`, async () => {
        const run = await planRun(team);
        await team.store.runs.recordStep(run, { closedAt: bot.now() }, undefined);

        expect((await ask('UANN', `challenge ${verb}`)).text).to.contain('has had its closing');
      });
    }
  });
});
