import { expect } from 'chai';
import { answerAskWithRun, askManagers } from '../../../src/operations/challenge/challenge-ask.ts';
import { followAnswers } from '../../../src/operations/challenge/follow-answer.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { challengeUsers, sendNotes, serviceWeek, watch } from '../../support/challenge-team.ts';
import { failingDatabase } from '../../support/faulty-database.ts';

const asked = new Date('2027-09-13T12:00:00Z');
const otherWeek = { startDay: '2027-10-18', nudgeAt: '09:00', isAnnounced: true };
const start = { packId: 'five-days', plan: otherWeek };

describe("what follows from an answer to the managers' question", () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [
        ...challengeUsers,
        { id: 'UEVE', name: 'eve', is_admin: true, tz: 'Europe/London' },
        { id: 'UNOA', name: 'noa', is_admin: true, tz: 'Europe/London' },
      ],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(asked);
    team = await bot.createWorkspace();
    await askManagers(team.deps, bot.now());
    await sendNotes(team);
  });
  afterEach(() => bot.slack.reset());

  const later = (minutes: number): void => bot.setNow(new Date(bot.now().getTime() + minutes * 60_000));
  const runs = () => bot.models.runs.model.find({ teamId: team.teamId }).lean();
  const ask = async () => (await team.store.challengeAsks.find(serviceWeek))!;
  /** Whose note it is. */
  const readerOf = (metadata: { event_payload: { key: string } }) => metadata.event_payload.key.split(':')[2];
  /** What stands in place of the question, by whom it was asked. */
  const shown = (seen: ReturnType<typeof watch>): Record<string, string> =>
    Object.fromEntries(seen.callsOf('chat.update').map(({ metadata, text }) => [readerOf(metadata), text]));
  const isDue = async () => (await bot.models.challengeAsks.dueTeams(bot.now())).includes(team.teamId);

  const answers: [string, () => Promise<unknown>, string][] = [
    [
      'Start',
      () => team.action('UANN', 'challenge_ask.start', { value: serviceWeek }),
      '<@UANN> has started',
    ],
    [
      'Not this year',
      () => team.action('UANN', 'challenge_ask.decline', { value: serviceWeek }),
      '<@UANN> has answered: not this year',
    ],
    [
      'another week',
      () =>
        team.submit(
          'UANN',
          'challenge.start',
          { responseUrl, ask: serviceWeek },
          {
            challenge_pack: { selected_option: { value: 'five-days' } },
            challenge_start_day: { selected_date: '2027-10-18' },
            challenge_nudge_at: { selected_time: '09:00' },
          },
        ),
      'Monday 18 October to Friday 22 October',
    ],
  ];
  for (const [what, answer, words] of answers)
    it(`shows everybody else who was asked that it was answered with ${what}`, async () => {
      const seen = watch(bot);

      await answer();

      const texts = shown(seen);
      expect(Object.keys(texts)).to.have.members(['UANN', 'UEVE', 'UNOA']);
      for (const userId of ['UEVE', 'UNOA']) expect(texts[userId]).to.contain(words);
      for (const { blocks } of seen.callsOf('chat.update'))
        expect(JSON.stringify(blocks)).not.to.contain('challenge_ask');
      expect(await isDue()).to.equal(false);
    });

  it('shows it of a run that somebody started without the question', async () => {
    await team.store.challengeAsks.planFollow(serviceWeek, new Date('2030-01-01T00:00:00Z'));
    const run = { ...otherWeek, startDay: serviceWeek };
    await team.submit(
      'UEVE',
      'challenge.start',
      { responseUrl },
      {
        challenge_pack: { selected_option: { value: 'five-days' } },
        challenge_start_day: { selected_date: run.startDay },
        challenge_nudge_at: { selected_time: run.nudgeAt },
      },
    );
    const seen = watch(bot);

    await followAnswers(team.deps, bot.now());

    expect(shown(seen).UANN).to.contain('<@UEVE> has started');
    expect(shown(seen).UEVE).to.contain('You have started');
  });

  it('shows it later where Slack refused at first, a bounded number of times', async () => {
    bot.slack.answersWith('chat.update', ({ metadata }) =>
      readerOf(metadata) === 'UEVE' ? { ok: false, error: 'edit_window_closed' } : {},
    );
    const seen = watch(bot);

    await team.action('UANN', 'challenge_ask.start', { value: serviceWeek });
    expect(await isDue()).to.equal(false);
    for (let minute = 0; minute < 600; minute += 1) {
      later(1);
      if (await isDue()) await followAnswers(team.deps, bot.now());
    }

    const toEve = seen.callsOf('chat.update').filter(({ metadata }) => readerOf(metadata) === 'UEVE');
    expect(toEve).to.have.length(8);
    expect((await ask()).followAt).to.equal(undefined);
  });

  it('shows it at the next tick when Slack wanted a pause', async () => {
    bot.slack.answersOnceWith('chat.update', { retryAfter: 30 });
    await team.action('UANN', 'challenge_ask.start', { value: serviceWeek });
    later(1);
    const seen = watch(bot);

    expect(await isDue()).to.equal(true);
    await followAnswers(team.deps, bot.now());

    expect(Object.keys(shown(seen))).to.include.members(['UEVE', 'UNOA']);
  });

  it('shows it to whoever was just being asked', async () => {
    const noteKey = `note:${team.teamId}:UEVE:2027-09-13`;
    await bot.models.deliveries.model.updateOne(
      { _id: noteKey },
      { $set: { state: 'due', dueAt: bot.now() }, $unset: { sentTo: 1, tried: 1 } },
    );
    await bot.models.noteParts.model.updateMany(
      { noteKey },
      { $set: { state: 'in-note', lookAt: bot.now() } },
    );
    bot.slack.answersWith('chat.postMessage', async ({ channel }) => {
      bot.slack.answersAsUsual('chat.postMessage');
      await team.store.challengeAsks.answer(serviceWeek, {
        kind: 'not-this-year',
        by: 'UANN',
        at: bot.now(),
      });
      await followAnswers(team.deps, bot.now());
      return { channel, ts: '1.000000' };
    });
    await team.deps.outbox.deliverDue();
    const seen = watch(bot);

    expect(await isDue()).to.equal(true);
    await followAnswers(team.deps, bot.now());

    expect(shown(seen).UEVE).to.contain('not this year');
  });

  context('when its process ends', () => {
    const promises: [string, object][] = [
      ['Start', { kind: 'start' }],
      ['another week', { kind: 'other-week', ...start }],
    ];
    for (const [what, promise] of promises)
      it(`starts what ${what} promised at the next tick, once for twenty replicas`, async () => {
        const answer = { by: 'UANN', at: bot.now(), runId: `promised-${team.teamId}`, ...promise };
        await team.store.challengeAsks.answer(
          serviceWeek,
          answer as Parameters<typeof team.store.challengeAsks.answer>[1],
        );

        expect(await isDue()).to.equal(true);
        await Promise.all(Array.from({ length: 20 }, () => followAnswers(team.deps, bot.now())));

        const [run, ...others] = await runs();
        expect(others).to.deep.equal([]);
        expect(run).to.include({ _id: answer.runId, startedBy: 'UANN' });
        expect(run!.startDay).to.equal(what === 'Start' ? serviceWeek : '2027-10-18');
        expect(await isDue()).to.equal(false);
      });

    it('asks again when whoever promised it manages nothing any more', async () => {
      const answer = { kind: 'other-week', by: 'UJO', at: bot.now(), runId: 'promised', ...start } as const;
      await team.store.challengeAsks.answer(serviceWeek, answer);

      await followAnswers(team.deps, bot.now());

      expect(await runs()).to.deep.equal([]);
      expect((await ask()).answer).to.equal(undefined);
    });

    it('starts it later when the database does not take it', async () => {
      const answer = { kind: 'start', by: 'UANN', at: bot.now(), runId: `later-${team.teamId}` } as const;
      await team.store.challengeAsks.answer(serviceWeek, answer);
      const broken = failingDatabase(bot.models.runs.model, 'insertOne');
      await followAnswers(team.deps, bot.now());
      broken.restore();
      expect([await runs(), await isDue()]).to.deep.equal([[], false]);
      later(1);

      expect(await isDue()).to.equal(true);
      await followAnswers(team.deps, bot.now());

      expect(await runs()).to.have.length(1);
    });
  });

  it('records no answer of somebody who may give none, or with a plan that cannot be', async () => {
    const refused: [string, typeof start][] = [
      ['UJO', start],
      ['UOLD', start],
      ['UANN', { ...start, packId: 'six-days' }],
      ['UANN', { ...start, plan: { ...otherWeek, startDay: '2027-10-19' } }],
    ];
    const writes = failingDatabase(bot.models.challengeAsks.model, 'updateOne');
    try {
      for (const [userId, given] of refused) {
        const outcome = await answerAskWithRun(team.deps, serviceWeek, given, userId, bot.now());
        expect(outcome.kind).to.be.oneOf(['refused', 'faulty']);
      }
    } finally {
      writes.restore();
    }
    expect(writes.callCount).to.equal(0);
    expect((await ask()).answer).to.equal(undefined);
  });

  it('is open again, and nothing comes of it later, when the run could not be stored', async () => {
    const broken = failingDatabase(bot.models.runs.model, 'insertOne');
    const failure = await answerAskWithRun(team.deps, serviceWeek, start, 'UANN', bot.now()).catch(
      (error: Error) => error.message,
    );
    broken.restore();

    await followAnswers(team.deps, bot.now());

    expect(failure).to.contain('closed');
    expect((await ask()).answer).to.equal(undefined);
    expect(await runs()).to.deep.equal([]);
  });
});
