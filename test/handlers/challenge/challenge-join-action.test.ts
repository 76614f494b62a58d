import { expect } from 'chai';
import { apology } from '../../../src/views/apology.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  challengeUsers,
  dayIds,
  doDays,
  partsOf,
  planRun,
  takeIn,
  watch,
} from '../../support/challenge-team.ts';

const privately = { container: { type: 'message', is_ephemeral: true } };
const twenty = Array.from({ length: 20 }, (_, index) => index);

describe('joining and leaving a challenge', () => {
  let bot: TestBot;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot({
      users: [...challengeUsers, ...twenty.map((id) => ({ id: `UJOIN${id}`, name: `j${id}` }))],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2027-10-04T12:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
  });

  const press = async (userId: string, verb: 'join' | 'leave', body: object = {}) => {
    const seen = watch(bot);
    await team.action(userId, `challenge.${verb}`, { value: runId }, body);
    return seen;
  };
  const seat = (userId: string) => team.store.participants.find({ runId, userId });

  it('answers a button on the wall beside it, and one in a private answer in its place', async () => {
    const onWall = (await press('UJO', 'join')).answer();
    const inPlace = (await press('USAM', 'join', privately)).answer();

    expect(onWall.text).to.contain('You are in. Every day stays open until the end of Sunday 10 October.');
    expect(onWall).to.include({ response_type: 'ephemeral', replace_original: false });
    expect(inPlace).to.include({ response_type: 'ephemeral', replace_original: true });
  });

  it('begins with the day it is for the person, whose nudge comes at once when it is past nine there', async () => {
    const seen = await press('UJO', 'join');
    await press('USAM', 'join');

    expect(seen.callsOf('chat.postMessage').map(({ channel }) => channel)).to.deep.equal(['UJO']);
    expect((await seat('USAM'))!.nextNudgeAt).to.deep.equal(new Date('2027-10-04T13:00:00Z'));
  });

  it('takes somebody in once, with one nudge, however often they press at one moment', async () => {
    await Promise.all(twenty.map(() => press('UJO', 'join')));

    expect(await team.store.participants.count(runId)).to.equal(1);
    expect(await partsOf(bot, team, 'nudge')).to.have.length(1);
  });

  it('shows on the invitation how many are in, after twenty have joined at one moment', async () => {
    bot.setNow(new Date('2027-10-01T12:00:00Z'));
    await team.store.deliveries.plan(
      { key: `challenge-invite:${runId}:2027-10-04`, kind: 'challenge-invite', runId, on: '2027-10-04' },
      bot.now(),
    );
    await team.store.runs.recordStep(
      (await team.store.runs.find(runId))!,
      { invitedFor: '2027-10-04' },
      undefined,
    );
    await team.deps.outbox.deliverDue();
    const seen = watch(bot);

    await Promise.all(twenty.map((id) => press(`UJOIN${id}`, 'join')));

    expect(seen.callsOf('chat.update').at(-1)!.text).to.contain('20 people are in');
  });

  it('leaves once, quietly, and is not nudged any more', async () => {
    await press('USAM', 'join');

    const answers = await Promise.all(twenty.map(() => press('USAM', 'leave', privately)));

    expect(answers[0]!.answers()[0]!.text).to.contain('You have left the challenge');
    expect(await team.store.participants.count(runId)).to.equal(0);
    expect((await seat('USAM'))!.nextNudgeAt).to.equal(undefined);
  });

  it('is told that they are out also when they never were in', async () => {
    expect((await press('UJO', 'leave')).answer().text).to.contain('You have left the challenge');
    expect(await seat('UJO')).to.equal(null);
  });

  it('leaves nobody half in when joining and leaving race', async () => {
    await takeIn(team, runId, 'UJO');

    await Promise.all(twenty.map((index) => press('UJO', index % 2 ? 'join' : 'leave')));

    const { leftAt, nextNudgeAt } = (await seat('UJO'))!;
    expect(Boolean(leftAt)).to.equal(!nextNudgeAt);
    expect(await partsOf(bot, team, 'nudge')).to.have.length.at.most(1);
  });

  it('keeps what was done for whoever comes back', async () => {
    await takeIn(team, runId, 'UJO');
    await doDays(team, { runId, userId: 'UJO' }, dayIds.slice(0, 2));
    await press('UJO', 'leave');

    expect((await press('UJO', 'join')).answer().text).to.contain('You have done 2 of 5');
  });

  const refusals: [string, string, (() => Promise<unknown>) | string, string][] = [
    ['whoever has left the company', 'UOLD', '2027-10-04T12:00:00Z', 'Only active members'],
    ['a bot', 'UBOT', '2027-10-04T12:00:00Z', 'Only active members'],
    ['anybody after the last Sunday', 'UJO', '2027-10-10T23:00:00Z', 'This challenge is over'],
    ['whoever is past it in Tokyo', 'UKAI', '2027-10-10T15:00:00Z', 'This challenge is over'],
    [
      'anybody once it was called off',
      'UJO',
      () => team.store.runs.cancel(runId, 'UANN', undefined, bot.now()),
      'was called off',
    ],
    [
      'anybody once it is forgotten',
      'UJO',
      () => bot.models.runs.model.deleteOne({ _id: runId }),
      'do not know',
    ],
  ];
  for (const [whom, userId, change, words] of refusals)
    it(`does not take in ${whom}`, async () => {
      if (typeof change === 'string') bot.setNow(new Date(change));
      else await change();

      const answer = (await press(userId, 'join', privately)).answer();

      expect(answer.text).to.contain(words);
      expect(answer.replace_original).to.equal(false);
      expect(await seat(userId)).to.equal(null);
    });

  it('says when the first message comes to whoever joins before the run', async () => {
    bot.setNow(new Date('2027-10-01T12:00:00Z'));

    expect((await press('UJO', 'join')).answer().text).to.contain(
      'You are in. First message Monday 4 October, 09:00.',
    );
  });

  it('takes in whoever is still in the last Sunday', async () => {
    bot.setNow(new Date('2027-10-10T22:59:00Z'));

    expect((await press('UJO', 'join')).answer().text).to.contain('You are in.');
  });

  it('apologizes while Slack cannot say who presses, and takes nobody in', async () => {
    const seen = await bot.slack.withoutPeople(() => press('UJO', 'join'));

    expect(seen.answer().text).to.equal(apology.message);
    expect(await seat('UJO')).to.equal(null);
  });
});
