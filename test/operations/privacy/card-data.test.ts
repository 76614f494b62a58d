import { expect } from 'chai';
import { personalRows } from '../../../src/operations/privacy/personal-data.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { exceptionalWin, sign, toldCards } from '../../support/card.ts';
import { nominationUsers, type WallWin } from '../../support/nomination.ts';

describe('what there is of a person on cards and in recognitions', () => {
  let bot: TestBot;
  let team: TestTeam;
  let win: WallWin;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
    win = await exceptionalWin(team);
    await sign(team, 'USAM', win._id, 'You stayed late');
    const words = { winId: win._id, userId: 'USAM', reason: 'You kept calm', wordsId: 'R1' };
    await team.store.recognitions.give(words, bot.now());
    await toldCards(bot, team, 'UKAI');
  });

  const rows = () =>
    personalRows().flatMap(([name, row]) => (/^signatures|^recognitions/.test(name) ? [row] : []));
  const exported = async (userId: string) =>
    JSON.stringify(await Promise.all(rows().map((row) => row.exportOf(team.store, userId))));
  const erase = async (userId: string) => {
    const facts = { userId, standIn: 'UX1', namesIn: new Map(), goneWinIds: new Set<string>() };
    for (const row of rows()) await row.erase(team.store, { ...facts, wordlessWinIds: new Set() });
  };
  const stored = async () =>
    JSON.stringify([
      await bot.models.signatures.model.find({ teamId: team.teamId }).lean(),
      await bot.models.recognitions.model.find({ teamId: team.teamId }).lean(),
    ]);

  it('is given to them without whom it was told to', async () => {
    expect(await exported('USAM'))
      .to.contain('You stayed late')
      .and.to.contain('You kept calm')
      .and.not.to.contain('UKAI');
    expect(await exported('UKAI')).to.equal('[[],[]]');
  });

  it('goes with whoever wrote it', async () => {
    await erase('USAM');

    expect(await stored()).to.equal('[[],[]]');
  });

  it('stays of whoever it was told to, without their id, and is not told again', async () => {
    await erase('UKAI');

    expect(await stored())
      .to.contain('You stayed late')
      .and.to.contain('UX1')
      .and.not.to.contain('UKAI');
  });

  it('is in no key of what others were told', async () => {
    const parts = await bot.models.noteParts.model.find({ teamId: team.teamId, userId: 'UKAI' }).lean();

    expect(parts.map(({ _id }) => _id).join())
      .to.contain('card:')
      .and.not.to.contain('USAM');
  });
});
