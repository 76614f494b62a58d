import { expect } from 'chai';
import { followEverybody, followPerson } from '../../../src/operations/challenge/follow-person.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  challengeUsers,
  doDays,
  partsOf,
  planRun,
  sendNudges,
  takeIn,
  watch,
} from '../../support/challenge-team.ts';
import type { SlackUser } from '../../support/fake-slack.ts';
import { person } from '../../support/person.ts';

const jo: SlackUser = { id: 'UJO', name: 'jo', tz: 'Europe/London' };

describe('following a person', () => {
  let bot: TestBot;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot({ users: challengeUsers });
  });
  after(() => bot.close());
  /** Jo is in London, at ten on the second day, and has had a nudge. */
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2027-10-05T09:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
    await takeIn(team, runId, 'UJO');
    await sendNudges(team);
  });

  const nowS = () => bot.now().getTime() / 1000;
  /** What Slack tells of Jo, who was changed a moment ago. */
  const changed = (user: object) => team.changePerson({ ...jo, ...user });
  const seat = async () => (await team.store.participants.find({ runId, userId: 'UJO' }))!;
  const nudgesSent = async () =>
    (await partsOf(bot, team, 'nudge')).filter(({ state }) => state === 'told').length;

  const moves: [string, string, string][] = [
    ['east', 'Asia/Tokyo', '2027-10-06T00:00:00.000Z'],
    ['west', 'America/New_York', '2027-10-06T13:00:00.000Z'],
  ];
  for (const [direction, tz, next] of moves)
    it(`has the next nudge at nine further ${direction}, and none twice`, async () => {
      await changed({ tz });

      expect((await seat()).nextNudgeAt!.toISOString()).to.equal(next);
      expect(await nudgesSent()).to.equal(1);
    });

  it('has a nudge at once where it is past nine already', async () => {
    bot.setNow(new Date('2027-10-06T05:00:00Z'));

    await changed({ tz: 'Asia/Tokyo' });

    expect(await nudgesSent()).to.equal(2);
  });

  it('gives one nudge when the same news comes twenty times at once', async () => {
    bot.setNow(new Date('2027-10-06T05:00:00Z'));

    await Promise.all(Array.from({ length: 20 }, () => changed({ tz: 'Asia/Tokyo' })));

    expect(await nudgesSent()).to.equal(2);
  });

  it('stays where Jo is when older news comes late', async () => {
    const minuteAgo = bot.now();
    bot.setNow(new Date(minuteAgo.getTime() + 60_000));
    await changed({ tz: 'Europe/Paris' });

    await changed({ tz: 'Asia/Tokyo', updated: minuteAgo.getTime() / 1000 });

    expect((await seat()).timeZone).to.equal('Europe/Paris');
  });

  it('asks Slack about news that is late and may not be the newest', async () => {
    const kai = { id: 'UKAI', name: 'kai' };
    await takeIn(team, runId, 'UKAI');
    bot.slack.answersWith('users.info', { user: { ...kai, tz: 'Europe/Paris', updated: nowS() } });

    await team.changePerson({ ...kai, tz: 'Asia/Tokyo', updated: nowS() - 60 });

    const found = await team.store.participants.find({ runId, userId: 'UKAI' });
    expect(found!.timeZone).to.equal('Europe/Paris');
  });

  it('keeps the newer news when another replica heard the older', async () => {
    await changed({ tz: 'Europe/Paris' });
    const older = person('UJO', { timeZone: 'Asia/Tokyo', changedAtS: nowS() - 60 });
    const replica = { ...team.deps, people: { ...team.deps.people, find: async () => older } };

    await followPerson(replica, 'UJO', bot.now());

    expect((await seat()).timeZone).to.equal('Europe/Paris');
  });

  const noNews: [string, object][] = [
    ['another name', { name: 'josephine' }],
    ['no zone', { tz: undefined }],
  ];
  for (const [what, user] of noNews)
    it(`changes nothing with ${what}`, async () => {
      const before = await seat();

      await changed(user);

      expect(await seat()).to.deep.equal(before);
    });

  it('lets whoever is deactivated go from every run that is on, and nudges them no more', async () => {
    const { _id: nextId } = await planRun(team, { startDay: '2027-10-18' });
    await takeIn(team, nextId, 'UJO');

    await changed({ deleted: true });

    const next = await team.store.participants.find({ runId: nextId, userId: 'UJO' });
    for (const { leftAt, nextNudgeAt } of [await seat(), next!])
      expect([leftAt, nextNudgeAt]).to.deep.equal([bot.now(), undefined]);
  });

  it('has whoever is back in again, from the present day on, with what they did', async () => {
    await doDays(team, { runId, userId: 'UJO' }, ['be-reachable']);
    await changed({ deleted: true });
    bot.setNow(new Date('2027-10-06T12:00:00Z'));

    await changed({ deleted: false });

    const { leftAt, nextNudgeAt, days } = await seat();
    expect(leftAt).to.equal(undefined);
    expect(nextNudgeAt!.toISOString()).to.equal('2027-10-07T08:00:00.000Z');
    expect(days).to.have.nested.property('be-reachable.doneAt');
    expect(await nudgesSent()).to.equal(2);
  });

  it('has nobody back who had left by themselves', async () => {
    await team.store.participants.leave({ runId, userId: 'UJO' }, bot.now());

    await changed({ deleted: true });
    await changed({ deleted: false, updated: nowS() + 1 });

    expect((await seat()).leftAt).to.be.instanceOf(Date);
  });

  it('keeps whoever came back in when the news of their going comes late', async () => {
    const gone = nowS();
    await changed({ deleted: true });
    bot.setNow(new Date(bot.now().getTime() + 60_000));
    await changed({ deleted: false });

    await changed({ deleted: true, updated: gone });

    expect((await seat()).leftAt).to.equal(undefined);
  });

  const ends: [string, boolean][] = [
    ['2027-10-11T09:59:59Z', true],
    ['2027-10-13T00:00:00Z', false],
  ];
  for (const [now, isFollowed] of ends)
    it(`${isFollowed ? 'follows' : 'leaves alone'} whoever was in a run at ${now}`, async () => {
      bot.setNow(new Date(now));

      await changed({ tz: 'Pacific/Honolulu' });

      expect((await seat()).timeZone).to.equal(isFollowed ? 'Pacific/Honolulu' : 'Europe/London');
    });

  it('passes over people whom no challenge knows', async () => {
    await team.changePerson({ id: 'UNEW', name: 'new', tz: 'Asia/Tokyo' });

    expect(await team.store.participants.count(runId)).to.equal(1);
  });

  describe('after nobody told the bot for a while', () => {
    /** What Slack says of Jo by now. */
    const bySlack = (user: object) => {
      const users = challengeUsers.map((each) => (each.id === 'UJO' ? { ...each, ...user } : each));
      bot.slack.answersWith('users.list', { members: users });
    };
    const follow = () => followEverybody(team.deps, bot.now());

    it('takes over who moved, in as many calls as Slack has pages of people', async () => {
      bySlack({ tz: 'Asia/Tokyo' });
      const seen = watch(bot);

      await follow();

      expect((await seat()).timeZone).to.equal('Asia/Tokyo');
      expect(seen.callsOf('users.list')).to.have.length(1);
      expect(seen.callsOf('users.info')).to.deep.equal([]);
    });

    it('lets go whoever was deactivated', async () => {
      bySlack({ deleted: true });

      await follow();

      expect((await seat()).leftAt).to.deep.equal(bot.now());
    });

    it('has whoever came back in again', async () => {
      await changed({ deleted: true });
      bySlack({ updated: nowS() + 1 });

      await follow();

      expect((await seat()).leftAt).to.equal(undefined);
    });

    it('keeps whoever Slack does not know any more, and follows the others', async () => {
      await takeIn(team, runId, 'UGONE');
      bySlack({ tz: 'Asia/Tokyo' });

      await follow();

      expect((await seat()).timeZone).to.equal('Asia/Tokyo');
      expect(await team.store.participants.count(runId)).to.equal(2);
    });

    it('asks Slack nothing when no challenge is on', async () => {
      bot.setNow(new Date('2027-11-01T09:00:00Z'));
      const seen = watch(bot);

      await follow();

      expect(seen.callsOf('users.list')).to.deep.equal([]);
    });
  });
});
