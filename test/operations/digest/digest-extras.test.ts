import { expect } from 'chai';
import type { Digest } from '../../../src/domain/digest.ts';
import { isQuiet } from '../../../src/domain/digest-shown.ts';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { personalRows } from '../../../src/operations/privacy/personal-data.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { wallIs } from '../../support/home-wall.ts';
import { addMine, ownIdeas, winOfIdea } from '../../support/idea.ts';

/** October 2026 is over on a Saturday: the week that it ends in is told of on Monday 2 November. */
const week = '2026-W44';

describe('little extras in the digest', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace({ metAt: new Date('2026-09-30T12:00:00Z') });
    await close('2026-10-07T12:00:00Z');
  });

  const close = async (at: string) => {
    bot.setNow(new Date(at));
    await closeDueWeeks(team.deps, bot.now());
    await team.deps.outbox.deliverDue();
  };
  const done = async (userId: string, ideaId: string, text: string, at = '2026-10-15T12:00:00Z') =>
    winOfIdea(team, userId, ideaId, text, new Date(at));
  const closeMonth = async (): Promise<Digest> => {
    await close('2026-11-02T09:30:00Z');
    return (await team.store.digests.find(week))!;
  };
  const posted = (): string =>
    bot.slack.callsOf('chat.postMessage').findLast(({ text }) => text.includes('The week on the wall'))!.text;

  it('are told once a month, in its first digest: those done most, with a story', async () => {
    await addMine(team, 'UJO', 'Hold the door');
    const [own] = await ownIdeas(bot, team);
    await done('UJO', 'lend-the-tool', 'lent Mrs Lee the drill');
    await done('USAM', 'lend-the-tool', 'lent Mr Roy the saw', '2026-10-29T12:00:00Z');
    await done('UJO', own!._id, 'held the door for a pram', '2026-10-31T23:30:00Z');
    await done('UJO', 'carry-it-out', 'carried it in November', '2026-11-01T00:30:00Z');

    const { extras } = await closeMonth();

    expect(extras?.ideas.map(({ ideaId, doneCount }) => [ideaId, doneCount])).to.deep.equal([
      ['lend-the-tool', 2],
      [own!._id, 1],
    ]);
    expect(posted())
      .to.contain('Little extras you did most in October')
      .and.to.contain('single afternoon. (2 times)')
      .and.to.contain('Hold the door (once)')
      .and.to.contain('lent Mrs Lee the drill');

    await close('2026-11-09T09:30:00Z');
    expect((await team.store.digests.find('2026-W45'))?.extras).to.equal(undefined);
  });

  it('are nothing when none was done, or what was done was taken down', async () => {
    const winId = await done('UJO', 'lend-the-tool', 'lent Mrs Lee the drill');
    await team.action('UJO', actionIds.winTakeDown, { value: winId });

    expect((await closeMonth()).extras).to.equal(undefined);
  });

  it('are no more those that a manager took out meanwhile', async () => {
    await addMine(team, 'UJO', 'Hold the door');
    const [own] = await ownIdeas(bot, team);
    await done('UJO', own!._id, 'held the door for a pram');
    await team.store.ideas.hide(own!._id, 'UANN', 'manager', bot.now());

    expect((await closeMonth()).extras).to.equal(undefined);
  });

  it('make a week without wins one that has something to tell', async () => {
    await done('UJO', 'lend-the-tool', 'lent Mrs Lee the drill');
    const digest = await closeMonth();

    expect(digest.winCount).to.equal(0);
    expect(isQuiet(digest)).to.equal(false);
  });

  it('lose their story when managers decide that its win goes, and keep their numbers', async () => {
    await done('UJO', 'lend-the-tool', 'lent Mrs Lee the drill');
    await done('UJO', 'carry-it-out', 'carried a chair', '2026-10-28T12:00:00Z');
    const { extras } = await closeMonth();
    const winId = extras!.story!.winId;

    const withdrawn = { at: bot.now(), by: 'UANN', why: 'taken-down', isDecided: true };
    await bot.models.wins.model.updateOne({ _id: winId }, { $set: { withdrawn } });
    await team.command('UJO', 'digest last');

    const { text } = bot.slack.answers.at(-1)!.message as { text: string };
    expect(text).to.contain('did most in October').and.not.to.contain('Mrs Lee');
  });

  it('are for whoever may see the wall', async () => {
    wallIs(bot, { privateTo: ['UJO'] });
    await addMine(team, 'UJO', 'Hold the door');
    const [own] = await ownIdeas(bot, team);
    await done('UJO', own!._id, 'held the door for a pram');
    await closeMonth();

    await team.command('UKAI', 'digest last');

    expect(bot.slack.answers.at(-1)!.message.text).not.to.match(/door|October:/);
  });

  it('forget the story of whoever has their data deleted', async () => {
    const winId = await done('UJO', 'lend-the-tool', 'lent Mrs Lee the drill');
    await done('UJO', 'carry-it-out', 'carried a chair', '2026-10-28T12:00:00Z');
    await closeMonth();
    const facts = { userId: 'UJO', standIn: 'erased-1', namesIn: new Map([[winId, ['jo']]]) };
    const erased = { ...facts, goneWinIds: new Set([winId]), wordlessWinIds: new Set<string>() };

    for (const [name, row] of personalRows()) if (name === 'digests') await row.erase(team.store, erased);

    const digest = (await team.store.digests.find(week))!;
    expect(JSON.stringify(digest.extras)).not.to.match(/UJO|Mrs Lee/);
    expect(digest.extras!.ideas).to.have.length(2);
  });
});
