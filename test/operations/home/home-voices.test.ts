import { expect } from 'chai';
import { actionIds } from '../../../src/views/ids.ts';
import { expectValidHome } from '../../support/block-kit.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn } from '../../support/challenge-team.ts';
import { openHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nameManagers } from '../../support/manager.ts';
import { openedRecovery } from '../../support/recovery.ts';
import { askAbout, minutesLater } from '../../support/voice.ts';

describe('customers who were not helped, on Home', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: demoUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-09T12:00:00Z'));
    bot.slack.reset();
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    await nameManagers(team, 'UANN');
  });

  const home = async (userId: string) => {
    const shown = await openHome(bot, team, userId);
    expectValidHome(shown);
    return { words: wordsOf(shown), canMakeRight: buttonsIn(shown).includes(actionIds.voiceMakeRight) };
  };
  const unhappy = async () => {
    const asked = await askAbout(bot, team);
    await asked.answer('not-really');
    return asked;
  };

  it('wait for the author and those who lead the team, and for nobody else', async () => {
    await unhappy();
    await minutesLater(bot, team, 5);

    for (const userId of ['UJO', 'UANN']) {
      const { words, canMakeRight } = await home(userId);
      expect(words).to.contain('*Mrs Lee says of “the piano”: it did not really make a difference.*');
      expect(canMakeRight).to.equal(true);
    }
    expect((await home('UTOM')).canMakeRight).to.equal(false);
  });

  it('are not shown while they may still change their mind at once, nor once they did', async () => {
    const asked = await unhappy();
    expect((await home('UJO')).canMakeRight).to.equal(false);
    await asked.answer('helped');
    await minutesLater(bot, team, 10);

    expect((await home('UJO')).canMakeRight).to.equal(false);
  });

  it('are gone once somebody makes it right', async () => {
    const { winId } = await unhappy();
    await minutesLater(bot, team, 5);
    const { _id } = await openedRecovery(team, 'UJO');
    await bot.models.recoveries.model.updateOne({ _id }, { $set: { originWinId: winId } });

    expect((await home('UANN')).canMakeRight).to.equal(false);
  });
});
