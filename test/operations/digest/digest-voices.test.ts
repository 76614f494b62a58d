import { expect } from 'chai';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { showDigestsBehind } from '../../../src/operations/digest/show-digests.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nameManagers } from '../../support/manager.ts';
import { askAbout, minutesLater } from '../../support/voice.ts';

/** 5 to 11 October 2026, told of on Monday the 12th. */
const week = '2026-W41';

describe('what customers say, in the digest', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    await nameManagers(team, 'UANN');
    await close('2026-10-07T12:00:00Z');
  });

  const close = async (at: string) => {
    bot.setNow(new Date(at));
    await closeDueWeeks(team.deps, bot.now());
    await team.deps.outbox.deliverDue();
  };
  const posted = (): string =>
    bot.slack.callsOf('chat.postMessage').findLast(({ text }) => text.includes('The week on the wall'))!.text;
  const shown = (): string | undefined =>
    bot.slack.callsOf('chat.update').findLast(({ text }) => text.includes('The week on the wall'))?.text;
  const read = async (userId: string): Promise<string> => {
    await team.command(userId, `digest ${week}`);
    return JSON.stringify(bot.slack.answers.at(-1));
  };
  const stored = async () => (await team.store.digests.find(week))?.voices;

  it('is told as a team’s, with a line that may be read out, and no share where staff chose', async () => {
    const asked = await askAbout(bot, team);
    await asked.answer('made-my-day');
    await asked.say('You *saved* the <day>', true);
    await askAbout(bot, team, { win: 'found the lost parcel' });

    await close('2026-10-12T09:30:00Z');

    expect(posted())
      .to.contain('2 customers were asked, 1 answer came: 1 “it made my day”')
      .and.to.contain('this is no satisfaction score')
      .and.to.contain('“You ∗saved∗ the &lt;day&gt;” (it made my day)')
      .and.not.to.contain('%')
      .and.not.to.contain('Jo');
  });

  it('counts an answer in the week in which it was first given, and is shown anew when that changes', async () => {
    bot.setNow(new Date('2026-10-11T20:00:00Z'));
    const asked = await askAbout(bot, team);
    await asked.answer('helped');
    await asked.say('Thanks so much', true);
    await close('2026-10-12T09:30:00Z');
    expect(posted()).to.contain('Thanks so much');

    await asked.answer('not-really');
    await showDigestsBehind(team.deps);

    expect((await stored())?.staff).to.deep.include({ helpedCount: 0, notReallyCount: 1 });
    expect(shown()).to.contain('1 “not really”').and.not.to.contain('Thanks');
  });

  it('is right also when an answer changed while the week was being closed', async () => {
    bot.setNow(new Date('2026-10-11T20:00:00Z'));
    const asked = await askAbout(bot, team);
    await asked.answer('helped');
    bot.setNow(new Date('2026-10-12T08:00:00Z'));
    const before = await team.store.voices.find(asked.winId);
    await asked.answer('made-my-day');
    await close('2026-10-12T09:30:00Z');
    // As it was read a moment before.
    await bot.models.digests.model.updateOne(
      { teamId: team.teamId, week },
      { $set: { 'voices.staff.helpedCount': 1, 'voices.staff.madeMyDayCount': 0 } },
    );

    expect(before?.answer).to.equal('helped');
    bot.setNow(new Date('2026-10-12T10:00:00Z'));
    await asked.answer('made-my-day');

    expect((await stored())?.staff).to.deep.include({ helpedCount: 0, madeMyDayCount: 1 });
  });

  it('tells no line of a win that is taken down, and tells it again once that is back', async () => {
    const asked = await askAbout(bot, team);
    await asked.answer('made-my-day');
    await asked.say('You saved the day', true);
    await close('2026-10-12T09:30:00Z');

    await team.action('UJO', actionIds.winTakeDown, { value: asked.winId });
    await minutesLater(bot, team, 1);
    await showDigestsBehind(team.deps);
    expect(shown()).to.contain('1 “it made my day”').and.not.to.contain('saved the day');

    await team.action('UJO', actionIds.winPutBack, { value: asked.winId });
    await minutesLater(bot, team, 1);
    await showDigestsBehind(team.deps);
    expect(shown()).to.contain('saved the day');
  });

  it('tells managers alone how soon answers came, and for whom something is made right', async () => {
    const asked = await askAbout(bot, team);
    bot.setNow(new Date('2026-10-07T12:00:06Z'));
    await asked.answer('not-really');
    await close('2026-10-12T09:30:00Z');

    await team.action('UANN', actionIds.digestManagers, { value: week });
    expect(JSON.stringify(bot.slack.answers.at(-1)))
      .to.contain('It made no real difference to 1: nothing is being made right yet.')
      .and.to.contain('1 answer came within seconds of the link being made');
    expect(posted()).to.not.contain('seconds').and.not.contain('made right');
  });

  it('is numbers alone for whoever is not on the wall, and once stories are not kept', async () => {
    wallIs(bot, { privateTo: ['UJO'] });
    const asked = await askAbout(bot, team);
    await asked.answer('helped');
    await asked.say('You saved the day', true);
    await close('2026-10-12T09:30:00Z');

    expect(await read('UKAI'))
      .to.contain('1 “it helped”')
      .and.not.to.contain('saved the day');
    await team.store.digests.forgetStories({
      ...(await team.store.digests.find(week))!,
      storiesForgottenAt: bot.now(),
    });
    expect(await read('UJO')).to.not.contain('saved the day');
  });

  it('counts a question once that was taken back after its week was told, and asked anew', async () => {
    const asked = await askAbout(bot, team);
    await close('2026-10-12T09:30:00Z');
    expect((await stored())?.staff.askedCount).to.equal(1);

    const voice = await team.store.voices.find(asked.winId);
    await team.action('UJO', actionIds.voiceTakeBack, {
      value: `${asked.winId}:${voice?.linkMadeAt.getTime()}`,
    });
    const again = { askedBy: 'UJO', tokenHash: 'again', moment: 'the piano', pick: 'staff' } as const;
    await team.store.voices.ask({ winId: asked.winId, ...again }, bot.now());
    await showDigestsBehind(team.deps);

    expect(await stored()).to.equal(undefined);
    expect(shown()).to.not.contain('What customers say');
    await close('2026-10-19T09:30:00Z');
    expect((await team.store.digests.find('2026-W42'))?.voices?.staff.askedCount).to.equal(1);
  });

  for (const [zone, way] of [
    ['America/New_York', 'west'],
    ['Asia/Tokyo', 'east'],
  ] as const)
    it(`counts each once where the zone was moved ${way} between two weeks, and changes it where it was counted`, async () => {
      // By Tokyo's clock it is Monday then; and after midnight in London it is Sunday still in New York.
      bot.setNow(new Date('2026-10-11T20:00:00Z'));
      const before = await askAbout(bot, team);
      await before.answer('helped');
      bot.setNow(new Date('2026-10-12T01:00:00Z'));
      const after = await askAbout(bot, team, { win: 'found the lost parcel' });
      await after.answer('helped');
      await close('2026-10-12T09:30:00Z');
      await bot.models.workspaces.model.updateOne({ _id: team.teamId }, { $set: { timeZone: zone } });
      await close('2026-10-12T10:00:00Z');

      await before.answer('not-really');
      await close('2026-10-20T09:30:00Z');
      await after.say('Thanks', false);

      const counted = await Promise.all([week, '2026-W42'].map((each) => team.store.digests.find(each)));
      expect(counted.map((each) => each?.voices?.staff)).to.deep.equal([
        { askedCount: 1, notReallyCount: 1, helpedCount: 0, madeMyDayCount: 0 },
        { askedCount: 1, notReallyCount: 0, helpedCount: 1, madeMyDayCount: 0 },
      ]);
    });
});
