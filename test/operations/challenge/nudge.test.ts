import { expect } from 'chai';
import { nudgeDue } from '../../../src/operations/challenge/nudge.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { doDays, partsOf, planRun, sendNudges, takeIn } from '../../support/challenge-team.ts';

describe('nudging', () => {
  let bot: TestBot;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2027-10-01T12:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
  });

  const nudgeAt = async (now: string): Promise<void> => {
    bot.setNow(new Date(now));
    await nudgeDue(team.deps, bot.now());
  };
  const nudges = async () =>
    (await partsOf(bot, team, 'nudge')).map(({ on, state }) => ({ on, isSkipped: state === 'dropped' }));
  const seat = async (userId = 'UJO') => (await team.store.participants.find({ runId, userId }))!;
  const nextNudgeAt = async (userId?: string) => (await seat(userId)).nextNudgeAt?.toISOString();

  const instants: [string, string, string[], string | undefined][] = [
    ['before the run', '2027-10-01T12:00:00Z', [], '2027-10-04T08:00:00.000Z'],
    ['a second before nine', '2027-10-04T07:59:59Z', [], '2027-10-04T08:00:00.000Z'],
    ['at nine', '2027-10-04T08:00:00Z', ['2027-10-04'], '2027-10-05T08:00:00.000Z'],
    [
      'a second before eight in the evening',
      '2027-10-04T18:59:59Z',
      ['2027-10-04'],
      '2027-10-05T08:00:00.000Z',
    ],
    ['at eight in the evening', '2027-10-04T19:00:00Z', ['2027-10-04 too late'], '2027-10-05T08:00:00.000Z'],
    [
      'after two days of downtime',
      '2027-10-06T12:00:00Z',
      ['2027-10-04 too late', '2027-10-05 too late', '2027-10-06'],
      '2027-10-07T08:00:00.000Z',
    ],
    [
      'after the run',
      '2027-10-09T12:00:00Z',
      ['04', '05', '06', '07', '08'].map((day) => `2027-10-${day} too late`),
      undefined,
    ],
  ];
  for (const [when, now, expected, next] of instants)
    it(`writes down what is due ${when}, and when to look again`, async () => {
      await takeIn(team, runId, 'UJO');

      await nudgeAt(now);

      const written = (await nudges()).map(({ on, isSkipped }) => (isSkipped ? `${on} too late` : on));
      expect(written).to.deep.equal(expected);
      expect(await nextNudgeAt()).to.equal(next);
    });

  it('comes to each person at nine where they are', async () => {
    await takeIn(team, runId, 'UKAI', 'Asia/Tokyo');
    await takeIn(team, runId, 'USAM', 'America/New_York');

    await nudgeAt('2027-10-04T00:00:00Z');

    expect(await nudges()).to.have.length(1);
    expect(await nextNudgeAt('UKAI')).to.equal('2027-10-05T00:00:00.000Z');
    expect(await nextNudgeAt('USAM')).to.equal('2027-10-04T13:00:00.000Z');
  });

  it('leaves out a day that is done', async () => {
    await takeIn(team, runId, 'UJO');
    await doDays(team, { runId, userId: 'UJO' }, ['be-reachable']);

    await nudgeAt('2027-10-04T08:00:00Z');

    expect(await nudges()).to.deep.equal([]);
    expect(await nextNudgeAt()).to.equal('2027-10-05T08:00:00.000Z');
  });

  it('gives everybody one, however many they are and however many replicas look', async () => {
    await Promise.all(Array.from({ length: 120 }, (_, index) => takeIn(team, runId, `U${index}`)));
    bot.setNow(new Date('2027-10-04T08:00:00Z'));

    await Promise.all([nudgeDue(team.deps, bot.now()), nudgeDue(team.deps, bot.now())]);

    expect(await nudges()).to.have.length(120);
    expect(await team.store.participants.due(bot.now(), 1)).to.deep.equal([]);
  });

  it('is over with a run that is called off or forgotten', async () => {
    await takeIn(team, runId, 'UJO');
    await team.store.runs.cancel(runId, 'UANN', undefined, bot.now());
    await nudgeAt('2027-10-04T08:00:00Z');
    const cancelled = await nextNudgeAt();
    await takeIn(team, 'R-forgotten', 'UJO');
    await nudgeAt('2027-10-04T08:00:00Z');

    expect(cancelled).to.equal(undefined);
    expect(await nudges()).to.deep.equal([]);
    expect(await team.store.participants.due(bot.now(), 1)).to.deep.equal([]);
  });

  it('says nothing twice when its process ends before it is noted', async () => {
    await takeIn(team, runId, 'UJO');
    const { model } = bot.models.participants;
    const before = await model.collection.findOne({ runId });
    bot.setNow(new Date('2027-10-05T12:00:00Z'));
    await sendNudges(team);
    const noted = await seat();
    const posts = bot.slack.callsOf('chat.postMessage').length;

    await model.collection.replaceOne({ runId }, before!);
    await sendNudges(team);

    expect(await seat()).to.deep.equal(noted);
    expect(await nudges()).to.have.length(2);
    expect(bot.slack.callsOf('chat.postMessage')).to.have.length(posts);
  });
});
