import { expect } from 'chai';
import { weekSpan } from '../../../src/domain/calendar.ts';
import { ideaCounts } from '../../../src/operations/idea/idea-counts.ts';
import { planWeek } from '../../../src/operations/plan/plan-week.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { askAbout } from '../../support/voice.ts';

describe('what a customer’s answer confirms', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
  });

  const confirmed = async () => ({
    extra: (await ideaCounts(team.deps, bot.now()))('lend-the-tool').confirmed,
    plan: (await planWeek(team.deps, '2026-W41', 'Europe/London'))?.confirmedCount ?? 0,
  });
  /** A win that came of a little extra that was planned, and done. */
  const ofPlan = async () => {
    const asked = await askAbout(bot, team, { win: 'lent Mrs Lee the drill' });
    const planId = `P-${asked.winId}`;
    const plan = { _id: planId, teamId: team.teamId, userId: 'UJO', treat: 'lend the drill', size: 'bold' };
    await bot.models.plans.model.collection.insertOne({
      ...plan,
      madeBy: planId,
      madeAt: bot.now(),
      day: '2026-10-07',
      moves: 0,
      state: 'done',
      doneAt: bot.now(),
      ideaId: 'lend-the-tool',
      winId: asked.winId,
    } as never);
    await bot.models.wins.model.updateOne({ _id: asked.winId }, { ideaId: 'lend-the-tool', planId });
    return { ...asked, planId };
  };

  it('is the extra and the plan behind the win, read out or not, as long as it stands', async () => {
    const asked = await ofPlan();
    expect(await confirmed()).to.deep.equal({ extra: 0, plan: 0 });

    await asked.answer('helped');
    expect(await confirmed()).to.deep.equal({ extra: 1, plan: 1 });
    await team.action('UJO', actionIds.winTakeDown, { value: asked.winId });
    expect(await confirmed()).to.deep.equal({ extra: 0, plan: 0 });
    await team.action('UJO', actionIds.winPutBack, { value: asked.winId });
    expect(await confirmed()).to.deep.equal({ extra: 1, plan: 1 });
    await asked.answer('not-really');
    expect(await confirmed()).to.deep.equal({ extra: 0, plan: 0 });
  });

  it('is counted once, where what the customer did shows it as well', async () => {
    const asked = await ofPlan();
    await asked.answer('made-my-day');
    const seen = { later: 'up', evidence: ['returned'], laterAt: new Date('2026-10-08T12:00:00Z') };
    await bot.models.plans.model.collection.updateOne({ _id: asked.planId } as never, { $set: seen });

    expect(await confirmed()).to.deep.equal({ extra: 1, plan: 1 });
    expect(weekSpan('2026-W41', 'Europe/London').end > seen.laterAt).to.equal(true);
  });
});
