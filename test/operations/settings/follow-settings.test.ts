import { expect } from 'chai';
import sinon from 'sinon';
import { changedFields, type SettingValues, settingValuesOf } from '../../../src/domain/setting-change.ts';
import { followSettings, recordChanges } from '../../../src/operations/settings/follow-settings.ts';
import { createJobs } from '../../../src/schedules/index.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';

describe('what follows from changed settings', () => {
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
  afterEach(() => sinon.restore());

  const change = async (to: Partial<SettingValues>, byId = 'UANN', read = team.store.workspace.read()) => {
    const workspace = await read;
    const from = settingValuesOf(workspace);
    const version = workspace.settingsVersion + 1;
    const fields = changedFields(from, { ...from, ...to });
    const one = { id: `${team.teamId}-${version}-${byId}`, byId, at: bot.now(), version, fields };
    return { ...one, isMade: await team.store.workspace.changeSettings(one) };
  };
  const history = () => team.store.settingChanges.history({ limit: 100 });
  const later = (minutes: number): void => bot.setNow(new Date(bot.now().getTime() + minutes * 60_000));
  const isDue = async () =>
    (await createJobs().settings!.dueTeams(bot.models, bot.now())).includes(team.teamId);

  it('keeps every value as it was set, and says what it was', async () => {
    const to = {
      wallChannelId: 'COTHER',
      zone: 'Asia/Tokyo',
      managerIds: ['UJO'],
      nominationEmoji: ['tada'],
      exceptionalThreshold: 5,
      digestTime: { weekday: 5, time: '16:30' },
      noteAt: '08:00',
      quietDays: { weekends: false, country: 'DE-BY', dates: ['2026-12-24'] },
      isTeamMode: true,
      hasBoards: false,
      monthGoal: 40,
      principleNames: { respect: 'Respect everybody' },
      retentionMonths: undefined,
      recoveryBudget: '50 pounds',
      workingHours: { from: '08:00', to: '16:30' },
      remedies: ['late: ring before you send the next one'],
      businessName: 'Lee & Sons',
      voicePickEvery: 10,
      screenNames: 'full' as const,
    };
    const from = settingValuesOf(await team.store.workspace.read());

    await change(to);

    const workspace = await team.store.workspace.read();
    expect(settingValuesOf(workspace)).to.deep.equal(to);
    expect(workspace.settingsVersion).to.equal(1);
    await followSettings(team.deps, bot.now());
    const [kept] = await history();
    expect(kept).to.deep.include({ byId: 'UANN', at: bot.now(), version: 1 });
    expect(kept?.fields.map(({ field }) => field)).to.have.members(Object.keys(to));
    for (const { field, from: before, to: after } of kept?.fields ?? []) {
      expect(after, field).to.deep.equal(to[field]);
      expect(JSON.stringify(before), field).to.equal(JSON.stringify(from[field]));
    }
  });

  it('is decided for one of two who read the same version', async () => {
    const read = team.store.workspace.read();
    const made = await Promise.all([
      change({ noteAt: '08:00' }, 'UANN', read),
      change({ noteAt: '10:00' }, 'UJO', read),
    ]);

    expect(made.filter(({ isMade }) => isMade)).to.have.length(1);
    const { noteAt, settingsVersion } = await team.store.workspace.read();
    expect(settingsVersion).to.equal(1);
    expect(noteAt).to.equal(made[0].isMade ? '08:00' : '10:00');
  });

  it('moves no wall that was lost meanwhile', async () => {
    const from = settingValuesOf(await team.store.workspace.read());
    await team.store.workspace.loseWall(bot.wallChannelId, 'is_archived', bot.now());

    const isMade = await team.store.workspace.changeSettings({
      id: 'c1',
      byId: 'UANN',
      at: bot.now(),
      version: 1,
      fields: [{ field: 'wallChannelId', from: from.wallChannelId, to: 'COTHER' }],
    });

    expect(isMade).to.equal(false);
  });

  it('puts a lost wall behind it when another is chosen', async () => {
    await team.store.workspace.loseWall(bot.wallChannelId, 'is_archived', bot.now());

    await change({ wallChannelId: 'COTHER' });

    const { wallChannelId, lostWall } = await team.store.workspace.read();
    expect([wallChannelId, lostWall]).to.deep.equal(['COTHER', undefined]);
  });

  it('is done by the job when the process ended after the change', async () => {
    const effect = sinon.stub().resolves();
    await change({ noteAt: '08:00' });
    expect(await isDue()).to.equal(true);

    await followSettings(team.deps, bot.now(), { noteAt: effect });

    expect(effect.callCount).to.equal(1);
    expect(await isDue()).to.equal(false);
    await followSettings(team.deps, bot.now(), { noteAt: effect });
    expect(effect.callCount).to.equal(1);
  });

  it('is neither lost nor kept twice when the process ends before it is in the history', async () => {
    await change({ noteAt: '08:00' });
    const stub = failingDatabase(bot.models.workspaces.model, 'updateOne');
    await recordChanges(team.deps, bot.now()).catch(() => undefined);
    stub.restore();

    await followSettings(team.deps, bot.now());

    expect(await history()).to.have.length(1);
    expect(await isDue()).to.equal(false);
  });

  it('tells each effect what is set now, whatever the request had read', async () => {
    const stale = await team.deps.workspace();
    const deps = { ...team.deps, workspace: async () => stale };
    let seen: string | undefined;
    await change({ noteAt: '08:00' });

    await followSettings(deps, bot.now(), {
      noteAt: async ({ workspace }) => {
        seen = (await workspace()).noteAt;
      },
    });

    expect(seen).to.equal('08:00');
  });

  it('tries what fails again, later each time, and holds up nothing else', async () => {
    const fails = sinon.stub().rejects(new Error('not now'));
    const works = sinon.stub().resolves();
    const effects = { noteAt: fails, exceptionalThreshold: works };
    await change({ noteAt: '08:00', exceptionalThreshold: 4 });

    await followSettings(team.deps, bot.now(), effects);
    expect([fails.callCount, works.callCount]).to.deep.equal([1, 1]);
    expect(await isDue()).to.equal(false);
    later(1);
    expect(await isDue()).to.equal(true);
    await followSettings(team.deps, bot.now(), effects);
    later(1);
    expect(await isDue()).to.equal(false);
    later(1);
    fails.resolves();
    await followSettings(team.deps, bot.now(), effects);

    expect([fails.callCount, works.callCount]).to.deep.equal([3, 1]);
    later(600);
    expect(await isDue()).to.equal(false);
  });
});
