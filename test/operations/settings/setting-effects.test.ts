import { expect } from 'chai';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { changeSettings } from '../../support/settings.ts';

describe('the effects of settings', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    // A Wednesday.
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    await closeDueWeeks(team.deps, bot.now());
  });
  afterEach(() => bot.slack.reset());

  const closeAt = async (instant: string) => {
    bot.setNow(new Date(instant));
    await closeDueWeeks(team.deps, bot.now());
  };
  const nextDigestAt = async () => {
    await closeDueWeeks(team.deps, bot.now());
    return (await team.store.workspace.digestPlan()).nextDigestAt?.toISOString();
  };
  const closedWeeks = async () =>
    (await bot.models.digests.model.find({ teamId: team.teamId }).lean()).map(({ week }) => week).sort();

  it('plan the next digest for its new day and time', async () => {
    expect(await nextDigestAt()).to.equal('2026-10-12T08:00:00.000Z');

    await changeSettings(team, bot, { digestTime: { weekday: 5, time: '16:00' } });

    expect(await nextDigestAt()).to.equal('2026-10-16T15:00:00.000Z');
  });

  it('plan the next digest for its new zone', async () => {
    await changeSettings(team, bot, { zone: 'America/New_York' });

    expect(await nextDigestAt()).to.equal('2026-10-12T13:00:00.000Z');
  });

  it('lose no week and double none, moved to and fro', async () => {
    await closeAt('2026-10-12T08:00:00Z');
    await changeSettings(team, bot, { digestTime: { weekday: 7, time: '23:00' } });
    await closeAt('2026-10-19T08:00:00Z');
    await changeSettings(team, bot, { digestTime: { weekday: 1, time: '00:00' }, zone: 'Pacific/Auckland' });
    await closeAt('2026-10-25T23:00:00Z');
    await changeSettings(team, bot, { zone: 'Pacific/Honolulu' });
    await closeAt('2026-11-09T12:00:00Z');

    expect(await closedWeeks()).to.deep.equal(['2026-W41', '2026-W42', '2026-W43', '2026-W44', '2026-W45']);
  });

  const replanned: [what: string, to: Parameters<typeof changeSettings>[2]][] = [
    ['the hour of the note', { noteAt: '08:00' }],
    ['a quiet day', { quietDays: { weekends: true, country: undefined, dates: ['2026-10-08'] } }],
    ['another zone', { zone: 'Asia/Tokyo' }],
  ];
  for (const [what, to] of replanned)
    it(`have ${what} hold for notes that are planned already`, async () => {
      const dueAt = new Date('2026-10-08T08:00:00Z');
      await team.store.noteParts.plan({ key: `p-${team.teamId}`, kind: 'praise', userId: 'UJO' }, dueAt);

      await changeSettings(team, bot, to);

      expect((await team.store.noteParts.find(`p-${team.teamId}`))?.lookAt).to.deep.equal(bot.now());
    });
});
