import { expect } from 'chai';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { challengeUsers, planRun, serviceWeek, watch } from '../../support/challenge-team.ts';

const plan = (
  fields: { startDay?: string; nudgeAt?: string; packId?: string; isAnnounced?: boolean } = {},
) => {
  const { startDay = serviceWeek, nudgeAt = '09:00', packId = 'five-days', isAnnounced = true } = fields;
  return {
    challenge_pack: { selected_option: { value: packId } },
    challenge_start_day: { selected_date: startDay },
    challenge_nudge_at: { selected_time: nudgeAt },
    challenge_announce: { selected_options: isAnnounced ? [{ value: 'wall' }] : [] },
  };
};

describe('the form for starting a challenge', () => {
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

  const submit = (userId: string, values = plan(), metadata: object | string = { responseUrl }) =>
    team.submit(userId, 'challenge.start', metadata, values);
  const errorsOf = (ack: Awaited<ReturnType<typeof submit>>): Record<string, string> => {
    expect(ack.callCount).to.equal(1);
    const answer = ack.firstCall.args[0];
    return typeof answer === 'object' ? Reflect.get(answer, 'errors') : {};
  };
  const runs = () => bot.models.runs.model.find({ teamId: team.teamId }).lean();

  it('plans the run, closes, and tells who started it', async () => {
    const seen = watch(bot);

    const ack = await submit('UANN', plan({ nudgeAt: '08:15', isAnnounced: false }));

    expect(ack.args).to.deep.equal([[]]);
    const [run] = await runs();
    expect(run).to.include({
      startDay: serviceWeek,
      nudgeAt: '08:15',
      isAnnounced: false,
      startedBy: 'UANN',
    });
    expect(seen.answer().text).to.contain('is planned').and.contain('The wall is not told');
    expect(seen.answer().replace_original).to.equal(false);
  });

  const faults: [string, Parameters<typeof plan>[0], string, string][] = [
    ['a Tuesday', { startDay: '2027-10-05' }, 'challenge_start_day', 'choose a Monday'],
    ['a Saturday', { startDay: '2027-10-09' }, 'challenge_start_day', 'runs on weekdays'],
    ['no day', { startDay: '' }, 'challenge_start_day', 'choose a day'],
    ['a day that has passed', { startDay: '2027-08-30' }, 'challenge_start_day', 'has passed'],
    ['a night', { nudgeAt: '06:59' }, 'challenge_nudge_at', 'from 07:00 to 19:00'],
    ['an evening', { nudgeAt: '19:01' }, 'challenge_nudge_at', 'from 07:00 to 19:00'],
    ['a pack that is gone', { packId: 'six-days' }, 'challenge_pack', 'do not have this challenge any more'],
  ];
  for (const [what, fields, block, words] of faults)
    it(`says beside its field what is wrong with ${what}`, async () => {
      const errors = errorsOf(await submit('UANN', plan(fields)));

      expect(Object.keys(errors)).to.deep.equal([block]);
      expect(errors[block]).to.contain(words);
      expect(await runs()).to.deep.equal([]);
    });

  it('names the run that has the week already', async () => {
    await planRun(team, { startDay: '2027-10-11' });

    const errors = errorsOf(await submit('UANN', plan({ startDay: '2027-10-11' })));

    expect(errors.challenge_start_day).to.contain(
      'Monday 11 October to Friday 15 October 2027, has that week',
    );
  });

  it('plans one run when it is sent twenty times at once', async () => {
    const acks = await Promise.all(Array.from({ length: 20 }, () => submit('UANN')));

    expect(await runs()).to.have.length(1);
    expect(acks.filter((ack) => ack.firstCall.args.length === 0)).to.have.length(1);
  });

  it('starts nothing for somebody who was demoted since it was opened', async () => {
    await team.command('UANN', 'challenge start');
    await team.changePerson({ id: 'UANN', name: 'ann', is_admin: false });

    const errors = errorsOf(await submit('UANN'));

    expect(errors.challenge_start_day).to.contain('Only managers');
    expect(await runs()).to.deep.equal([]);
  });

  for (const userId of ['UJO', 'UOLD'])
    it(`starts nothing for ${userId}`, async () => {
      expect(errorsOf(await submit(userId)).challenge_start_day).to.contain('Only managers');
      expect(await runs()).to.deep.equal([]);
    });

  it('says no to nobody while Slack cannot say who they are', async () => {
    const seen = watch(bot);

    const errors = errorsOf(await bot.slack.withoutPeople(() => submit('UANN')));

    expect(errors.challenge_start_day).to.contain('try again in a minute').and.not.contain('admins');
    expect(await runs()).to.deep.equal([]);
    expect(seen.answers()).to.deep.equal([]);
  });

  it('asks to be opened again when it came back without what it was opened with', async () => {
    const errors = errorsOf(await submit('UANN', plan(), 'not json'));

    expect(errors.challenge_start_day).to.contain('close the form, and open it again');
    expect(await runs()).to.deep.equal([]);
  });

  it('is acknowledged once when the answer after it is lost', async () => {
    const ack = await bot.slack.withoutAnswers(() => submit('UANN'));

    expect(ack.args).to.deep.equal([[]]);
    expect(await runs()).to.have.length(1);
  });

  describe('as an answer to the question before Customer Service Week', () => {
    const answerWith = (userId: string, startDay: string) =>
      submit(userId, plan({ startDay }), { responseUrl, ask: serviceWeek });
    const answered = async () => (await team.store.challengeAsks.find(serviceWeek))?.answer;

    it('counts once for all, and says so beside the question, which may stand in a note', async () => {
      const seen = watch(bot);

      const acks = await Promise.all(
        Array.from({ length: 20 }, (_, week) => answerWith('UANN', `2027-${week % 2 ? '10-18' : '11-01'}`)),
      );

      expect(await runs()).to.have.length(1);
      expect(acks.filter((ack) => ack.firstCall.args.length === 0)).to.have.length(1);
      expect(seen.answer()).to.include({ response_type: 'ephemeral', replace_original: false });
    });

    const refusals: [string, () => Promise<Awaited<ReturnType<typeof submit>>>][] = [
      ['its day cannot be', () => answerWith('UANN', '2027-10-19')],
      ['somebody who is no manager sends it', () => answerWith('UJO', '2027-10-18')],
      [
        'Slack cannot say who sends it',
        () => bot.slack.withoutPeople(() => answerWith('UANN', '2027-10-18')),
      ],
    ];
    for (const [what, refused] of refusals)
      it(`is taken back when ${what}`, async () => {
        errorsOf(await refused());

        expect(await answered()).to.equal(undefined);
        expect((await answerWith('UANN', '2027-10-18')).args).to.deep.equal([[]]);
      });

    it('is taken in place of one whose run never came, once that had its time', async () => {
      await team.store.challengeAsks.recordAsked(serviceWeek, bot.now());
      const at = new Date(bot.now().getTime() - 29_000);
      const broken = { kind: 'other-week', by: 'UKAI', at, runId: 'never' } as const;
      await team.store.challengeAsks.answer(serviceWeek, broken);

      const errors = errorsOf(await answerWith('UANN', '2027-10-18'));
      bot.setNow(new Date(bot.now().getTime() + 1_000));
      const ack = await answerWith('UANN', '2027-10-18');

      expect(errors.challenge_start_day).to.contain('Somebody changed this challenge');
      expect(ack.args).to.deep.equal([[]]);
    });
  });
});
