import { expect } from 'chai';
import { challengeTotals } from '../../../src/operations/digest/digest-challenge.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

const now = new Date('2026-10-05T08:00Z');

describe('the challenge of a week', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });

  const dayIds = () => bot.shared.packs.get('five-days')!.days.map(({ id }) => id);
  /** Monday 5 to Friday 9 October, week 41. */
  const start = async (packId = 'five-days'): Promise<string> => {
    const runId = `run-${team.teamId}`;
    const plan = { startDay: '2026-10-05', nudgeAt: '09:00', isAnnounced: true };
    await team.store.runs.start({ runId, packId, dayIds: dayIds(), startedBy: 'UANN', ...plan }, now);
    return runId;
  };
  const join = async (runId: string, userId: string, done: string[]) => {
    const { participants } = team.store;
    await participants.join({ runId, userId }, { timeZone: 'Europe/London' }, now);
    for (const dayId of done) await participants.markDone({ runId, userId }, dayId, dayId, undefined, now);
  };
  const totals = (week = '2026-W41') => challengeTotals(team.deps, week);

  it('is counted by day, and by who did every day', async () => {
    const runId = await start();
    await join(runId, 'UJO', dayIds());
    await join(runId, 'USAM', dayIds().slice(0, 1));
    await join(runId, 'UKAI', []);

    const counted = await totals();

    expect(counted).to.include({ participantCount: 3, tookPartCount: 2, finishedCount: 1 });
    expect(counted?.days.map(({ doneCount }) => doneCount)).to.deep.equal([2, 1, 1, 1, 1]);
  });

  it('counts whoever did a day and left among those who took part, and not who only joined', async () => {
    const runId = await start();
    await join(runId, 'UJO', dayIds().slice(0, 1));
    await join(runId, 'USAM', []);
    for (const userId of ['UJO', 'USAM']) await team.store.participants.leave({ runId, userId }, now);
    await join(runId, 'UKAI', []);

    expect(await totals()).to.include({ participantCount: 1, tookPartCount: 1, finishedCount: 0 });
  });

  it('is there with nobody in it', async () => {
    await start();

    expect(await totals()).to.include({ participantCount: 0, finishedCount: 0 });
  });

  it('is in no other week', async () => {
    await start();

    expect(await totals('2026-W40')).to.equal(undefined);
    expect(await totals('2026-W42')).to.equal(undefined);
  });

  it('is left out when it is of a pack that this version does not have', async () => {
    await start('of-a-newer-version');

    expect(await totals()).to.equal(undefined);
  });

  it("is no other workspace's", async () => {
    await start();
    team = await bot.createWorkspace();

    expect(await totals()).to.equal(undefined);
  });
});
