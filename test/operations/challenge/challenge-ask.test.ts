import { expect } from 'chai';
import { serviceWeekOf } from '../../../src/domain/service-week.ts';
import { askManagers, latestAskAt } from '../../../src/operations/challenge/challenge-ask.ts';
import { createWorkspaces } from '../../../src/workspaces.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  buttonsIn,
  challengeUsers,
  partsOf,
  planRun,
  sendNotes,
  serviceWeek,
  watch,
} from '../../support/challenge-team.ts';
import { nameManagers } from '../../support/manager.ts';

/** London's, like every workspace here. The day on which managers are asked begins in Kiritimati. */
const asksFrom2027 = '2027-08-08T10:00:00.000Z';
const remindsFrom2027 = '2027-09-12T10:00:00.000Z';
const asksFrom2028 = '2028-08-06T10:00:00.000Z';

describe('asking the managers', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [
        ...challengeUsers,
        { id: 'UEVE', name: 'eve', is_admin: true, tz: 'Pacific/Kiritimati' },
        { id: 'UNOA', name: 'noa', is_admin: true },
      ],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });

  const lookAt = async (now: string): Promise<void> => {
    bot.setNow(new Date(now));
    await askManagers(team.deps, bot.now());
  };
  const isDueAt = async (now: string): Promise<boolean> => {
    const due = await bot.models.workspaces.teamsWithDueAsk(new Date(now), latestAskAt(new Date(now)));
    return due.includes(team.teamId);
  };
  const nextQuestionAt = async () =>
    (await bot.models.workspaces.model.findOne({ _id: team.teamId }).lean())?.nextQuestionAt?.toISOString();
  const questions = async (): Promise<Record<string, string | undefined>> =>
    Object.fromEntries(
      (await partsOf(bot, team, 'challenge-ask')).map(({ userId, dueAt }) => [userId, dueAt?.toISOString()]),
    );
  const askedIds = async () => Object.keys(await questions());
  const everybody = ['UANN', 'UEVE', 'UNOA'];

  const instants: [string, string, boolean, string][] = [
    ['in spring', '2027-04-01T12:00:00Z', false, asksFrom2027],
    ['a second before the day begins anywhere', '2027-08-08T09:59:59Z', false, asksFrom2027],
    ['when the day begins anywhere', '2027-08-08T10:00:00Z', true, remindsFrom2027],
    ['after a week of downtime', '2027-08-16T12:00:00Z', true, remindsFrom2027],
    ['when it would be the day of the reminder', '2027-09-12T10:00:00Z', true, asksFrom2028],
    ['in the last second before the Week', '2027-10-03T22:59:59Z', true, asksFrom2028],
    ['when the Week begins', '2027-10-03T23:00:00Z', false, asksFrom2028],
    ['on the last day of the Week', '2027-10-08T22:59:59Z', false, asksFrom2028],
    ['on the Saturday of the Week', '2027-10-08T23:00:00Z', false, asksFrom2028],
    ['on the last day of the year', '2027-12-31T23:59:59Z', false, asksFrom2028],
  ];
  for (const [when, now, asks, next] of instants)
    it(`${asks ? 'asks each' : 'asks none'} ${when}, and plans when to look again`, async () => {
      await lookAt(now);

      expect(await askedIds()).to.deep.equal(asks ? everybody : []);
      expect(await nextQuestionAt()).to.equal(next);
      expect(await isDueAt(now)).to.equal(false);
      expect(await isDueAt(next)).to.equal(true);
    });

  it("is due in each manager's note of that day of theirs, and too late once the Week begins", async () => {
    await lookAt(asksFrom2027);

    expect(await questions()).to.deep.equal({
      UANN: '2027-08-08T23:00:00.000Z',
      UEVE: '2027-08-08T10:00:00.000Z',
      UNOA: '2027-08-08T23:00:00.000Z',
    });
    const [question] = await partsOf(bot, team, 'challenge-ask');
    expect(question!.untilAt).to.deep.equal(new Date('2027-10-03T23:00:00Z'));
  });

  /** Who is asked by a note that goes out now. */
  const askedNow = async (): Promise<string[]> => {
    const seen = watch(bot);
    await sendNotes(team);
    const posts = seen.callsOf('chat.postMessage').filter(({ text }) => text.includes('Shall I run'));
    return posts.map(({ channel }) => channel).sort();
  };

  it('comes in the note of each, at nine where they are', async () => {
    await lookAt(asksFrom2027);
    const asked: Record<string, string[]> = {};
    for (const now of [
      '2027-08-08T18:59:59Z',
      '2027-08-08T19:00:00Z',
      '2027-08-09T07:59:59Z',
      '2027-08-09T08:00:00Z',
    ]) {
      bot.setNow(new Date(now));
      asked[now] = await askedNow();
    }

    expect(asked).to.deep.equal({
      '2027-08-08T18:59:59Z': [],
      '2027-08-08T19:00:00Z': ['UEVE'],
      '2027-08-09T07:59:59Z': [],
      '2027-08-09T08:00:00Z': ['UANN', 'UNOA'],
    });
  });

  it('comes at once to whoever had their morning already', async () => {
    await lookAt('2027-08-08T22:00:00Z');

    expect(await askedNow()).to.deep.equal(['UEVE']);
  });

  it('asks once, however often it looks', async () => {
    await lookAt(asksFrom2027);
    await team.store.workspace.planAsk(bot.now());
    await lookAt('2027-08-11T12:00:00Z');

    expect(await questions()).to.include({ UANN: '2027-08-08T23:00:00.000Z' });
    expect(await nextQuestionAt()).to.equal(remindsFrom2027);
  });

  it('asks each manager once when twenty replicas look and send at once', async () => {
    bot.setNow(new Date('2027-08-09T12:00:00Z'));
    const replicas = Array.from({ length: 20 }, (_, index) =>
      createWorkspaces(
        { ...bot.shared, instanceId: `replica ${index}` },
        {
          findInstallation: async () => ({ ...team.deps.installation, botToken: 'xoxb-test' }),
          slackApiUrl: undefined,
          wallChannelId: undefined,
        },
      ),
    );
    const all = await Promise.all(replicas.map((replica) => replica.of(team.teamId)));
    const seen = watch(bot);

    await Promise.all(all.map((deps) => askManagers(deps, bot.now())));
    for (const now of ['2027-08-09T12:00:00Z', '2027-08-09T19:00:00Z']) {
      bot.setNow(new Date(now));
      await Promise.all(all.map((deps) => deps.planNotes(bot.now())));
      await Promise.all(all.map((deps) => deps.outbox.deliverDue()));
    }

    const asked = seen.callsOf('chat.postMessage').map(({ channel }) => channel);
    expect(asked).to.have.members(everybody);
    expect(await nextQuestionAt()).to.equal(remindsFrom2027);
    for (const replica of replicas) replica.stop();
  });

  it('does not ask when a run has that week', async () => {
    await planRun(team);

    await lookAt(asksFrom2027);

    expect(await askedIds()).to.deep.equal([]);
    expect(await nextQuestionAt()).to.equal(asksFrom2028);
  });

  it('asks although a run has another week', async () => {
    await planRun(team, { startDay: '2027-10-11' });

    await lookAt(asksFrom2027);

    expect(await askedIds()).to.deep.equal(everybody);
  });

  const freed: [string, (runId: string) => Promise<unknown>][] = [
    [
      'called off',
      (runId) => team.submit('UANN', 'challenge.cancel', { runId, responseUrl }, { challenge_why: {} }),
    ],
    [
      'moved away',
      (runId) =>
        team.submit(
          'UANN',
          'challenge.change',
          { runId, edition: 0, responseUrl },
          {
            challenge_start_day: { selected_date: '2027-11-01' },
            challenge_nudge_at: { selected_time: '09:00' },
          },
        ),
    ],
  ];
  for (const [how, free] of freed) {
    it(`asks after all when the run of that week is ${how} in time`, async () => {
      const { _id: runId } = await planRun(team);
      await lookAt(asksFrom2027);
      bot.setNow(new Date('2027-09-20T12:00:00Z'));

      await free(runId);

      expect(await isDueAt('2027-09-20T12:00:00Z')).to.equal(true);
      await lookAt('2027-09-20T12:00:00Z');
      expect(await askedIds()).to.deep.equal(everybody);
    });

    it(`asks nobody again when the run that was asked for is ${how}`, async () => {
      await lookAt('2027-08-09T12:00:00Z');
      await team.action('UANN', 'challenge_ask.start', { value: serviceWeek });
      const run = await team.store.runs.inWeeks(['2027-W40']);
      const before = await questions();

      await free(run!._id);
      await lookAt('2027-09-20T12:00:00Z');

      expect(await questions()).to.deep.equal(before);
      expect(await nextQuestionAt()).to.equal(asksFrom2028);
    });
  }

  it('looks at a workspace that it has just met', async () => {
    expect(await isDueAt('2027-04-01T12:00:00Z')).to.equal(true);
  });

  const wrongClocks: [string, string][] = [
    ['ahead', '2031-03-01T12:00:00Z'],
    ['behind', '2019-03-01T12:00:00Z'],
  ];
  for (const [how, wrong] of wrongClocks)
    it(`looks again once a clock is right that was years ${how}`, async () => {
      await lookAt(wrong);

      expect(await isDueAt('2027-04-01T12:00:00Z')).to.equal(true);
      await lookAt('2027-04-01T12:00:00Z');
      expect(await nextQuestionAt()).to.equal(asksFrom2027);
    });

  it('looks once a year, also when the next Week is 53 weeks away', async () => {
    for (let year = 2027; year <= 2040; year += 1) {
      const monday = new Date(`${serviceWeekOf(year)}T00:00:00Z`).getTime();
      const asksFrom = new Date(monday - (56 * 24 + 14) * 3_600_000).toISOString();
      await lookAt(asksFrom);

      expect(await isDueAt(asksFrom), asksFrom).to.equal(false);
    }
  });

  context('when nobody has answered', () => {
    const reminders = async (): Promise<Record<string, string | undefined>> =>
      Object.fromEntries(
        (await partsOf(bot, team, 'challenge-ask-again')).map(({ userId, dueAt }) => [
          userId,
          dueAt?.toISOString(),
        ]),
      );
    /** Has everybody asked, and told so. */
    const ask = async () => {
      await lookAt('2027-08-09T12:00:00Z');
      await sendNotes(team);
    };
    const remind = () => lookAt(remindsFrom2027);

    it("reminds each once at three weeks, in each manager's note of that day of theirs", async () => {
      await ask();
      await lookAt('2027-09-12T09:59:59Z');
      const early = await reminders();
      await remind();
      await team.store.workspace.planAsk(bot.now());
      await lookAt('2027-09-20T12:00:00Z');

      expect(early).to.deep.equal({});
      expect(await reminders()).to.deep.equal({
        UANN: '2027-09-12T23:00:00.000Z',
        UEVE: '2027-09-12T10:00:00.000Z',
        UNOA: '2027-09-12T23:00:00.000Z',
      });
      expect(await nextQuestionAt()).to.equal(asksFrom2028);
    });

    it('says that nobody has answered, and offers the same', async () => {
      await ask();
      await remind();
      bot.setNow(new Date('2027-09-13T12:00:00Z'));
      const seen = watch(bot);
      await sendNotes(team);

      const [note] = seen.callsOf('chat.postMessage').filter(({ channel }) => channel === 'UANN');
      expect(note!.text).to.contain('Shall I run').and.to.contain('Nobody has answered yet');
      expect(buttonsIn(note!.blocks)).to.include.members(['challenge_ask.start', 'challenge_ask.decline']);
    });

    it('asks with the reminder whoever manages the workspace only since then', async () => {
      await nameManagers(team, 'UANN', 'UEVE');
      await ask();
      await nameManagers(team, ...everybody);

      await remind();

      expect(await askedIds()).to.deep.equal(['UANN', 'UEVE']);
      expect(Object.keys(await reminders())).to.deep.equal(everybody);
    });

    it('asks whoever could not be asked before once, and not twice in one note', async () => {
      await lookAt('2027-08-09T12:00:00Z');
      await remind();
      bot.setNow(new Date('2027-09-13T12:00:00Z'));
      const seen = watch(bot);
      await sendNotes(team);

      const notes = seen.callsOf('chat.postMessage').filter(({ channel }) => channel === 'UNOA');
      expect(notes.map(({ text }) => text.match(/Shall I run/g))).to.deep.equal([['Shall I run']]);
    });

    const stopping: [string, () => Promise<unknown>][] = [
      ['an answer', () => team.action('UANN', 'challenge_ask.decline', { value: serviceWeek })],
      ['a run that somebody started by hand', () => planRun(team)],
    ];
    for (const [what, stop] of stopping) {
      it(`reminds nobody after ${what}`, async () => {
        await ask();
        await stop();

        await remind();

        expect(await reminders()).to.deep.equal({});
        expect(await nextQuestionAt()).to.equal(asksFrom2028);
      });

      it(`tells no reminder that was written down before ${what}`, async () => {
        await ask();
        await remind();
        await stop();
        bot.setNow(new Date('2027-09-13T12:00:00Z'));
        const seen = watch(bot);

        await sendNotes(team);

        expect(seen.callsOf('chat.postMessage').filter(({ text }) => text.includes('Shall I'))).to.deep.equal(
          [],
        );
      });
    }

    it('shows the answer in place of both', async () => {
      await ask();
      await remind();
      bot.setNow(new Date('2027-09-13T12:00:00Z'));
      await sendNotes(team);
      const seen = watch(bot);

      await team.action('UANN', 'challenge_ask.start', { value: serviceWeek });

      const shown = seen
        .callsOf('chat.update')
        .map(({ channel, text }) => [channel, text.includes(' started ')]);
      for (const userId of ['UANN', 'UNOA'])
        expect(
          shown.filter(([channel]) => channel === userId),
          userId,
        ).to.have.length(2);
      expect(shown.every(([, isShown]) => isShown)).to.equal(true);
    });

    it('reminds nobody whom an earlier version asked at three weeks', async () => {
      await team.store.challengeAsks.recordAsked(serviceWeek, new Date('2027-09-12T10:00:30Z'));

      await lookAt('2027-09-15T12:00:00Z');

      expect(await reminders()).to.deep.equal({});
      expect(await questions()).to.deep.equal({});
    });

    it('asks at once where an earlier version meant to ask later', async () => {
      const earlier = { nextAskAt: new Date(remindsFrom2027) };
      await bot.models.workspaces.model.collection.updateOne({ _id: team.teamId } as object, {
        $set: earlier,
      });

      expect(await isDueAt('2027-08-25T12:00:00Z')).to.equal(true);
      await lookAt('2027-08-25T12:00:00Z');

      expect(await askedIds()).to.deep.equal(everybody);
      expect(await nextQuestionAt()).to.equal(remindsFrom2027);
    });
  });

  it('asks nobody, and is due again, while Slack cannot say who the managers are', async () => {
    bot.slack.answersOnceWith('users.list', { error: 'internal_error' });
    const failure = await lookAt(asksFrom2027).catch((error: Error) => error.message);

    expect(failure).to.contain('internal_error');
    expect(await isDueAt(asksFrom2027)).to.equal(true);
    await lookAt('2027-08-08T10:01:00Z');
    expect(await askedIds()).to.deep.equal(everybody);
  });
});
