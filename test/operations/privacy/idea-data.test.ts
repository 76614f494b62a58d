import { expect } from 'chai';
import { personalRows } from '../../../src/operations/privacy/personal-data.ts';
import { forgetStories } from '../../../src/operations/settings/forget-stories.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { addMine, offered, ownIdeas } from '../../support/idea.ts';

describe('what there is of a person in little extras', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    await addMine(team, 'UJO', 'Lend somebody a chair');
    await addMine(team, 'UJO', 'Take this back');
    await addMine(team, 'USAM', 'Lend somebody a map');
    const [chair, map, back] = await ownIdeas(bot, team);
    await team.store.ideas.hide(back!._id, 'UJO', 'author', bot.now());
    await team.store.ideas.hide(map!._id, 'UJO', 'manager', bot.now());
    await team.store.ideas.hide(chair!._id, 'UANN', 'manager', bot.now());
    await offered(bot, team, 'UJO');
    await offered(bot, team, 'USAM');
  });

  const rows = () => personalRows().flatMap(([name, row]) => (name.startsWith('idea') ? [row] : []));
  const sights = () => bot.models.ideaSights.model.find({ teamId: team.teamId }).lean();

  it('is given to them: what they added and took out, and what they were shown', async () => {
    const [ideas, seen] = await Promise.all(rows().map((row) => row.exportOf(team.store, 'UJO')));

    const said = JSON.stringify(ideas);
    expect(said).to.contain('chair').and.to.contain('Take this back').and.to.contain('map');
    expect(said, 'who else did something').not.to.match(/UANN|USAM/);
    expect(seen).to.have.length(1);
  });

  it('goes with what they took back; what the team has of them stays, by nobody', async () => {
    const facts = { userId: 'UJO', standIn: 'erased-1', namesIn: new Map(), goneWinIds: new Set<string>() };
    for (const row of rows()) await row.erase(team.store, { ...facts, wordlessWinIds: new Set() });

    const left = await ownIdeas(bot, team);
    expect(left.map(({ text }) => text)).to.deep.equal(['Lend somebody a chair', 'Lend somebody a map']);
    expect(JSON.stringify([left, await sights()])).not.to.contain('UJO');
    expect((await sights()).map(({ userId }) => userId)).to.deep.equal(['USAM']);
  });

  const later = async (at: string): Promise<{ ideas: string[]; sights: number }> => {
    bot.setNow(new Date(at));
    await team.store.workspace.planRetention(bot.now());
    await forgetStories(team.deps, bot.now());
    const ideas = (await ownIdeas(bot, team)).map(({ text }) => text);
    return { ideas, sights: (await sights()).length };
  };

  it('is forgotten: what was shown after 60 days, and what nobody is offered after as long as stories are kept', async () => {
    await addMine(team, 'UJO', 'Hold the door');
    expect((await later('2026-12-05T12:00:00Z')).sights).to.equal(2);
    expect(await later('2026-12-07T12:00:00Z')).to.include({ sights: 0 });
    expect((await later('2028-09-30T12:00:00Z')).ideas).to.have.length(4);

    const [door] = (await ownIdeas(bot, team)).filter(({ text }) => text === 'Hold the door');
    await team.store.ideas.use(door!._id, bot.now());

    expect((await later('2028-10-09T12:00:00Z')).ideas).to.deep.equal(['Hold the door']);
  });
});
