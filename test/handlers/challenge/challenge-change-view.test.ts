import { expect } from 'chai';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  challengeUsers,
  partsOf,
  planRun,
  sendNotes,
  serviceWeek,
  takeIn,
  watch,
} from '../../support/challenge-team.ts';

const plan = (startDay: string, nudgeAt = '09:00') => ({
  challenge_start_day: { selected_date: startDay },
  challenge_nudge_at: { selected_time: nudgeAt },
  challenge_announce: { selected_options: [{ value: 'wall' }] },
});

describe('the forms for changing a challenge', () => {
  let bot: TestBot;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot({ users: challengeUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2027-09-01T12:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
  });

  type Ack = Awaited<ReturnType<TestTeam['submit']>>;
  const move = (userId: string, values: ReturnType<typeof plan>, edition = 0): Promise<Ack> =>
    team.submit(userId, 'challenge.change', { responseUrl, runId, edition }, values);
  const callOff = (userId: string, why = ''): Promise<Ack> =>
    team.submit(userId, 'challenge.cancel', { responseUrl, runId }, { challenge_why: { value: why } });
  const errorsOf = (ack: Ack): Record<string, string> => {
    expect(ack.callCount).to.equal(1);
    const answer = ack.firstCall.args[0];
    return typeof answer === 'object' ? Reflect.get(answer, 'errors') : {};
  };
  const stored = async () => (await team.store.runs.find(runId))!;
  const nextQuestionAt = async () =>
    (await bot.models.workspaces.model.findOne({ _id: team.teamId }).lean())?.nextQuestionAt;

  it('leads into no private channel when it says why', async () => {
    await callOff('UANN', 'too busy, see https://x.slack.com/archives/GLEADS/p17');

    expect((await stored()).cancelled?.why).to.equal('too busy, see a private channel');
  });

  const demote = () => team.changePerson({ id: 'UANN', name: 'ann', is_admin: false });
  const forms: [string, string, (userId: string) => Promise<Ack>, string][] = [
    ['moving', 'moves', (userId) => move(userId, plan('2027-10-11')), 'challenge_start_day'],
    ['calling off', 'calls off', (userId) => callOff(userId), 'challenge_why'],
  ];
  for (const [form, does, submit, block] of forms) {
    it(`${does} nothing for staff, whoever has left, and whoever was demoted since it was opened`, async () => {
      await demote();
      for (const userId of ['UJO', 'UOLD', 'UANN'])
        expect(errorsOf(await submit(userId))[block], userId).to.contain('Only managers');

      expect((await stored()).edition).to.equal(0);
    });

    it(`${does} nothing, and says no to nobody, while Slack cannot say who they are`, async () => {
      const errors = errorsOf(await bot.slack.withoutPeople(() => submit('UANN')));

      expect(errors[block]).to.contain('try again in a minute').and.not.contain('admins');
      expect((await stored()).edition).to.equal(0);
    });

    it(`is acknowledged once when the answer after ${form} is lost`, async () => {
      const ack = await bot.slack.withoutAnswers(() => submit('UANN'));

      expect(ack.args).to.deep.equal([[]]);
      expect((await stored()).edition).to.equal(1);
    });

    it(`counts once when ${form} is sent twenty times at once`, async () => {
      await takeIn(team, runId, 'UJO');

      const acks = await Promise.all(Array.from({ length: 20 }, () => submit('UANN')));

      expect(acks.filter((ack) => ack.firstCall.args.length === 0)).to.have.length(1);
      expect((await stored()).edition).to.equal(1);
    });

    it(`has the managers' question looked at again after ${form}`, async () => {
      await team.store.workspace.planAsk(new Date('2028-09-10T10:00:00Z'));

      await submit('UANN');

      expect(await nextQuestionAt()).to.deep.equal(bot.now());
    });

    it(`asks to be opened again when that for ${form} lost what it was opened with`, async () => {
      const callbackId = block === 'challenge_why' ? 'challenge.cancel' : 'challenge.change';

      const errors = errorsOf(await team.submit('UANN', callbackId, '{"runId":7}', plan('2027-10-11')));

      expect(errors[block]).to.contain('close the form, and open it again');
    });

    it(`says when the run was called off before ${form}`, async () => {
      await team.store.runs.cancel(runId, 'UANN', undefined, bot.now());

      expect(errorsOf(await submit('UANN'))[block]).to.contain('was called off');
    });

    it(`says when the run had its closing before ${form}`, async () => {
      await team.store.runs.recordStep(await stored(), { closedAt: bot.now() }, undefined);

      expect(errorsOf(await submit('UANN'))[block]).to.contain('has had its closing');
    });
  }

  it('moves the run, tells who is in, and says so in place of the answer it came from', async () => {
    await takeIn(team, runId, 'UJO');
    const seen = watch(bot);

    const ack = await move('UANN', plan('2027-10-11', '10:00'));

    expect(ack.args).to.deep.equal([[]]);
    expect(seen.answer()).to.include({ replace_original: true });
    expect(seen.answer().text).to.contain('is changed: Monday 11 October');
    bot.setNow(new Date('2027-10-04T08:00:00Z'));
    await sendNotes(team);
    const told = seen.callsOf('chat.postMessage');
    expect(told.map(({ channel }) => channel)).to.deep.equal(['UJO']);
    expect(told[0]!.text).to.contain('has moved').and.contain('10:00 your time');
    expect(await stored()).to.include({ startDay: '2027-10-11', nudgeAt: '10:00' });
  });

  it('tells nobody when only the time is changed, and looks at their next nudge anew', async () => {
    await takeIn(team, runId, 'UJO');
    const read = (await team.store.participants.find({ runId, userId: 'UJO' }))!;
    const nextNudgeAt = new Date('2027-10-04T08:00:00Z');
    await team.store.participants.recordAllNudges([
      { participant: read, nudged: [], skipped: [], nextNudgeAt },
    ]);

    await move('UANN', plan(serviceWeek, '10:30'));

    expect(await partsOf(bot, team, 'challenge-moved')).to.deep.equal([]);
    const participant = await team.store.participants.find({ runId, userId: 'UJO' });
    expect(participant!.nextNudgeAt).to.deep.equal(bot.now());
  });

  it('lets a run that has begun change its time, and move to no day that has passed', async () => {
    bot.setNow(new Date('2027-10-06T12:00:00Z'));

    const time = errorsOf(await move('UANN', plan(serviceWeek, '11:00')));
    const past = errorsOf(await move('UANN', plan('2027-09-27'), 1));

    expect(time).to.deep.equal({});
    expect(past.challenge_start_day).to.contain('has passed');
  });

  it('keeps to what was there when another edition was opened', async () => {
    await move('UANN', plan('2027-10-11'));

    const errors = errorsOf(await move('UANN', plan('2027-10-18')));

    expect(errors.challenge_start_day).to.contain('Somebody changed this challenge while you did');
    expect((await stored()).startDay).to.equal('2027-10-11');
  });

  it('moves into no week that another run has', async () => {
    await planRun(team, { startDay: '2027-10-11' });

    const errors = errorsOf(await move('UANN', plan('2027-10-11')));

    expect(errors.challenge_start_day).to.contain('has that week already');
  });

  it('calls the run off with a word to who is in, escaped', async () => {
    for (const userId of ['UJO', 'USAM']) await takeIn(team, runId, userId);
    await team.store.participants.leave({ runId, userId: 'USAM' }, bot.now());
    const seen = watch(bot);

    const ack = await callOff('UANN', ' the <!channel> office moves ');

    expect(ack.args).to.deep.equal([[]]);
    expect(seen.answer()).to.include({ replace_original: true });
    expect(seen.answer().text).to.contain('everybody who is in it is told');
    bot.setNow(new Date('2027-10-04T08:00:00Z'));
    await sendNotes(team);
    const told = seen.callsOf('chat.postMessage');
    expect(told.map(({ channel }) => channel)).to.deep.equal(['UJO']);
    expect(told[0]!.text).to.contain('<@UANN> says: the &lt;!channel&gt; office moves\n');
  });
});
