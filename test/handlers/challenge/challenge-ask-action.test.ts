import { expect } from 'chai';
import { apology } from '../../../src/views/apology.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { challengeUsers, planRun, serviceWeek, watch } from '../../support/challenge-team.ts';

const threeWeeksBefore = new Date('2027-09-13T08:00:00Z');

describe("answering the managers' question", () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [...challengeUsers, { id: 'UEVE', name: 'eve', is_admin: true, tz: 'Europe/London' }],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(threeWeeksBefore);
    team = await bot.createWorkspace();
    await team.store.challengeAsks.recordAsked(serviceWeek, bot.now());
  });

  const press = async (userId: string, actionId: string) => {
    const seen = watch(bot);
    await team.action(userId, actionId, { value: serviceWeek });
    return seen;
  };
  const runs = () => bot.models.runs.model.find({ teamId: team.teamId }).lean();
  const answered = async () => (await team.store.challengeAsks.find(serviceWeek))?.answer?.kind;

  it('starts the default challenge in Customer Service Week', async () => {
    const seen = await press('UANN', 'challenge_ask.start');

    expect(seen.answer()).to.include({ replace_original: false });
    expect(seen.answer().text)
      .to.contain('You have started')
      .and.contain('Monday 4 October to Friday 8 October');
    const [run] = await runs();
    expect(run).to.include({
      startDay: serviceWeek,
      packId: 'five-days',
      nudgeAt: '09:00',
      isAnnounced: true,
    });
  });

  it('starts one run when two managers press twenty times at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => press(index % 2 ? 'UANN' : 'UEVE', 'challenge_ask.start')),
    );

    expect(await runs()).to.have.length(1);
  });

  it('takes one of two answers that come at one moment, and tells both which', async () => {
    const before = bot.slack.answers.length;

    await Promise.all([press('UANN', 'challenge_ask.start'), press('UEVE', 'challenge_ask.decline')]);

    const texts = bot.slack.answers.slice(before).map(({ message }) => message.text);
    const isStarted = (await answered()) === 'start';
    expect(await runs()).to.have.length(isStarted ? 1 : 0);
    for (const text of texts) expect(text).to.contain(isStarted ? 'started' : 'not this year');
  });

  it('shows a late click the first answer, and whose it was', async () => {
    await press('UANN', 'challenge_ask.decline');

    for (const actionId of ['challenge_ask.start', 'challenge_ask.other_week', 'challenge_ask.decline']) {
      const seen = await press('UEVE', actionId);
      expect(seen.answer().text, actionId).to.contain('<@UANN> has answered: not this year');
      expect(seen.callsOf('views.open'), actionId).to.deep.equal([]);
    }
    expect(await runs()).to.deep.equal([]);
  });

  it('shows a run that somebody started without being asked', async () => {
    await planRun(team);

    const seen = await press('UEVE', 'challenge_ask.decline');

    expect(seen.answer().text).to.contain('<@UANN> has started');
    expect(await answered()).to.equal(undefined);
  });

  it('shows that what was started has been called off', async () => {
    await press('UANN', 'challenge_ask.start');
    const [run] = await runs();
    await team.store.runs.cancel(run!._id, 'UANN', undefined, bot.now());

    expect((await press('UEVE', 'challenge_ask.start')).answer().text).to.contain('it was called off');
  });

  it('opens the form for another week, which answers the question when it is sent', async () => {
    const seen = await press('UANN', 'challenge_ask.other_week');

    const [opened] = seen.callsOf('views.open');
    expect(JSON.parse(opened!.view.private_metadata)).to.include({ ask: serviceWeek });
    expect(await answered()).to.equal(undefined);
  });

  const moments: [string, string][] = [
    ['2027-10-03T22:59:59Z', 'You have started'],
    ['2027-10-03T23:00:00Z', 'That Customer Service Week has come'],
  ];
  for (const [now, words] of moments)
    it(`says "${words}" at ${now}, an instant from Monday in London`, async () => {
      bot.setNow(new Date(now));

      expect((await press('UANN', 'challenge_ask.start')).answer().text).to.contain(words);
    });

  for (const actionId of ['challenge_ask.start', 'challenge_ask.other_week', 'challenge_ask.decline']) {
    it(`takes no ${actionId} from staff, whoever has left, and whoever was demoted since`, async () => {
      await team.changePerson({ id: 'UANN', name: 'ann', is_admin: false });

      for (const userId of ['UJO', 'UOLD', 'UANN']) {
        const seen = await press(userId, actionId);
        expect(seen.answer().text, userId).to.contain('Only managers');
        expect(seen.answer().replace_original, userId).to.equal(false);
        expect(seen.callsOf('views.open'), userId).to.deep.equal([]);
      }
      expect(await answered()).to.equal(undefined);
      expect(await runs()).to.deep.equal([]);
    });

    it(`apologizes on ${actionId} while Slack cannot say who presses`, async () => {
      const seen = await bot.slack.withoutPeople(() => press('UANN', actionId));

      expect(seen.answer().text).to.equal(apology.message);
      expect(await answered()).to.equal(undefined);
    });
  }

  it('keeps the promise of a start whose process ended, in the name of whoever gave it', async () => {
    const promise = { kind: 'start', by: 'UANN', at: bot.now(), runId: 'promised' } as const;
    await team.store.challengeAsks.answer(serviceWeek, promise);

    const seen = await press('UEVE', 'challenge_ask.decline');

    expect(seen.answer().text).to.contain('<@UANN> has started');
    expect(await runs()).to.have.length(1);
  });

  it('is open again when whoever promised a start is no manager any more', async () => {
    const promise = { kind: 'start', by: 'UJO', at: bot.now(), runId: 'promised' } as const;
    await team.store.challengeAsks.answer(serviceWeek, promise);

    await press('UEVE', 'challenge_ask.start');
    const seen = await press('UEVE', 'challenge_ask.start');

    expect(seen.answer().text).to.contain('You have started');
  });

  it('is open again when the run of another week never came', async () => {
    const promise = { kind: 'other-week', by: 'UEVE', at: bot.now(), runId: 'never' } as const;
    await team.store.challengeAsks.answer(serviceWeek, promise);
    bot.setNow(new Date(bot.now().getTime() + 30_000));

    const seen = await press('UANN', 'challenge_ask.decline');

    expect(seen.answer().text).to.contain('You have answered: not this year');
  });
});
