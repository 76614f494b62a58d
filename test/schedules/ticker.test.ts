import { expect } from 'chai';
import { pino } from 'pino';
import sinon from 'sinon';
import { runInUtc } from '../../src/clock.ts';
import { loadContent } from '../../src/content/index.ts';
import type { Deps, Process } from '../../src/deps.ts';
import { noMeasure } from '../../src/measure.ts';
import type { Job } from '../../src/schedules/job.ts';
import { createTicker, type Ticker } from '../../src/schedules/ticker.ts';
import { createAnswerLater } from '../../src/slack/answer-later.ts';
import { createBackground } from '../../src/slack/background.ts';
import { createWorkspaces, type Workspaces } from '../../src/workspaces.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { createFakeSlack, type FakeSlack } from '../support/fake-slack.ts';
import { fakeTime } from '../support/fake-time.ts';
import { noPictures } from '../support/picture.ts';
import { waitFor } from '../support/wait-for.ts';

const notInstalled = 'TGONE';
const teamIdOf = ({ installation }: Pick<Deps, 'installation'>): string => installation.teamId;

/** Something that is over when the test says so. */
const held = () => {
  let release = (): void => {};
  const over = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { over, release };
};

describe('the ticker', () => {
  let database: TestDatabase;
  let slack: FakeSlack;
  let clock: sinon.SinonFakeTimers;
  let shared: Process;
  let workspaces: Workspaces;
  let ticker: Ticker;
  /** What was done, as "job team". */
  let ran: string[];
  let lines: Record<string, unknown>[];
  let teams = 0;
  const zone = process.env.TZ;

  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  beforeEach(() => {
    slack = createFakeSlack([{ id: 'UANN', name: 'ann', is_admin: true, tz: 'Europe/London' }]);
    clock = fakeTime('2026-10-07T12:00:01Z');
    ran = [];
    lines = [];
    const logger = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
    shared = {
      clock: { now: () => new Date() },
      logger,
      models: database.models,
      ...loadContent(),
      background: createBackground(logger),
      instanceId: 'test',
      answerLater: createAnswerLater(logger),
      publicUrl: undefined,
      measure: noMeasure,
      pictures: noPictures,
    };
    workspaces = createWorkspaces(shared, {
      findInstallation: async (teamId) =>
        teamId === notInstalled
          ? undefined
          : { teamId, botUserId: 'UBOT', botId: 'BBOT', url: 'https://example.slack.com/', botToken: 'xoxb' },
      slackApiUrl: undefined,
      wallChannelId: undefined,
    });
  });
  afterEach(async () => {
    await ticker.stop();
    workspaces.stop();
    await shared.background.drain(5_000);
    clock.restore();
    slack.restore();
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  const newTeam = (): string => {
    teams += 1;
    return `T${teams}`;
  };
  const metTeam = async (): Promise<string> => {
    const teamId = newTeam();
    await workspaces.meet(teamId);
    return teamId;
  };
  /** Notes that it ran, and does what the test wants besides. */
  const job = (
    name: string,
    dueTeams: readonly string[] | (() => readonly string[]),
    run: (teamId: string, deps: Deps) => unknown = () => undefined,
  ): [string, Job] => [
    name,
    {
      dueTeams: async () => (typeof dueTeams === 'function' ? dueTeams() : dueTeams),
      async run(deps) {
        ran.push(`${name} ${teamIdOf(deps)}`);
        await run(teamIdOf(deps), deps);
      },
    },
  ];
  const open = (...jobs: [string, Job][]): Ticker => {
    ticker = createTicker({ ...shared, workspaces }, Object.fromEntries(jobs));
    return ticker;
  };
  const errors = () => lines.filter(({ level }) => Number(level) >= 50);

  it('runs a job only where it is due, in the order of the table', async () => {
    const [a, b, idle] = [await metTeam(), await metTeam(), await metTeam()];
    open(job('nudge', [a]), job('digest', [a, b]), job('delivery', [a]));

    await ticker.tick();

    expect(ran.filter((each) => each.endsWith(a))).to.deep.equal([
      `nudge ${a}`,
      `digest ${a}`,
      `delivery ${a}`,
    ]);
    expect(ran.filter((each) => each.endsWith(b))).to.deep.equal([`digest ${b}`]);
    expect(ran.filter((each) => each.endsWith(idle))).to.deep.equal([]);
  });

  it('runs every job, once, in a workspace that it meets', async () => {
    const teamId = newTeam();
    const due = [teamId];
    open(
      job('nudge', []),
      job('digest', () => due),
      job('delivery', []),
    );

    await ticker.tick();
    due.length = 0;
    await ticker.tick();

    expect(ran).to.deep.equal([`nudge ${teamId}`, `digest ${teamId}`, `delivery ${teamId}`]);
  });

  it('gives the jobs of a workspace one reading of what it has decided', async () => {
    const teamId = await metTeam();
    const zones: string[] = [];
    const note = async (_teamId: string, { workspace, store }: Deps) => {
      zones.push((await workspace()).zone);
      await store.workspace.setWallIfNone('CWALL');
      expect((await workspace()).wallChannelId).to.equal(undefined);
    };
    open(job('nudge', [teamId], note), job('digest', [teamId], note));

    await ticker.tick();

    expect(zones).to.deep.equal(['Europe/London', 'Europe/London']);
    expect(errors()).to.deep.equal([]);
  });

  it('leaves a job of a workspace alone until the pause that Slack asked for is over, and no other', async () => {
    const [limited, other] = [await metTeam(), await metTeam()];
    slack.answersWith('chat.postMessage', ({ channel }) =>
      channel === limited ? { retryAfter: 30 } : { channel, ts: '1.1' },
    );
    const post = (teamId: string, deps: Deps) =>
      deps.slack.chat.postMessage({ channel: teamId, text: 'hello' });
    open(job('nudge', [limited, other], post), job('digest', [limited, other]));

    await ticker.tick();
    expect(ran).to.have.members([
      `nudge ${limited}`,
      `digest ${limited}`,
      `nudge ${other}`,
      `digest ${other}`,
    ]);

    ran.length = 0;
    await clock.tickAsync(29_900);
    await ticker.tick();
    expect(ran).to.have.members([`digest ${limited}`, `nudge ${other}`, `digest ${other}`]);

    ran.length = 0;
    await clock.tickAsync(100);
    slack.answersWith('chat.postMessage', { ts: '1.2' });
    await ticker.tick();
    expect(ran).to.have.members([
      `nudge ${limited}`,
      `digest ${limited}`,
      `nudge ${other}`,
      `digest ${other}`,
    ]);
  });

  it('goes on with the others while one workspace is slow, and with its own next jobs when it fails', async () => {
    const [slow, other] = [await metTeam(), await metTeam()];
    const { over, release } = held();
    open(
      job('nudge', [slow, other], async (teamId) => {
        if (teamId !== slow) return;
        await over;
        throw new Error('it came to nothing');
      }),
      job('digest', [slow]),
    );

    const first = ticker.tick();
    await waitFor('the other workspace', () => ran.includes(`nudge ${other}`));
    const second = ticker.tick();
    await waitFor('the other workspace again', () => ran.filter((each) => each.endsWith(other)).length === 2);

    expect(ran.filter((each) => each.endsWith(slow))).to.deep.equal([`nudge ${slow}`]);
    release();
    await Promise.all([first, second]);
    expect(ran.filter((each) => each.endsWith(slow))).to.deep.equal([
      `nudge ${slow}`,
      `digest ${slow}`,
      `nudge ${slow}`,
      `digest ${slow}`,
    ]);
    expect(errors()[0]).to.include({ feature: 'nudge', teamId: slow });
  });

  it('does what becomes due in a workspace that is worked on right after, once for all ticks', async () => {
    const teamId = await metTeam();
    const { over, release } = held();
    let isDigestDue = false;
    open(
      job(
        'nudge',
        () => (isDigestDue ? [] : [teamId]),
        () => over,
      ),
      job('digest', () => (isDigestDue ? [teamId] : [])),
    );

    const first = ticker.tick();
    await waitFor('the nudge', () => ran.length === 1);
    isDigestDue = true;
    const later = [ticker.tick(), ticker.tick()];
    release();
    await Promise.all([first, ...later]);

    expect(ran).to.deep.equal([`nudge ${teamId}`, `digest ${teamId}`]);
  });

  it('logs what cannot be looked up, and goes on with the other jobs', async () => {
    const teamId = await metTeam();
    const failing = (): never => {
      throw new Error('the index is gone');
    };
    open(job('nudge', failing), job('digest', [teamId]));

    await ticker.tick();

    expect(ran).to.deep.equal([`digest ${teamId}`]);
    expect(errors()).to.have.length(1);
    expect(errors()[0]).to.include({ feature: 'nudge', msg: 'what is due could not be looked up' });
  });

  it('meets a workspace that could not be met at the next tick, and then not again', async () => {
    const teamId = newTeam();
    slack.answersWith('users.list', { error: 'fatal_error' });
    open(job('nudge', []));
    await workspaces.meet(teamId).catch(() => undefined);

    await ticker.tick();
    expect(workspaces.unmet()).to.deep.equal([teamId]);
    slack.answersWith('users.list', { members: [] });
    await ticker.tick();
    const asked = slack.calls.length;
    await ticker.tick();

    expect(ran).to.deep.equal([`nudge ${teamId}`]);
    expect(workspaces.unmet()).to.deep.equal([]);
    expect(slack.calls).to.have.length(asked);
  });

  it('says once an hour that something is due where the bot is not installed', async () => {
    const teamId = await metTeam();
    open(job('nudge', [notInstalled, teamId]));
    const warnings = () => lines.filter(({ level }) => level === 40).map((line) => line.teamId);

    await ticker.tick();
    await ticker.tick();
    expect(warnings()).to.deep.equal([notInstalled]);
    await clock.tickAsync(60 * 60_000);
    await ticker.tick();

    expect(warnings()).to.deep.equal([notInstalled, notInstalled]);
    expect(errors()).to.deep.equal([]);
    expect(ran.every((each) => each === `nudge ${teamId}`)).to.equal(true);
  });

  it('ticks at every full minute', async () => {
    const teamId = await metTeam();
    open(job('nudge', [teamId]));

    await clock.tickAsync(58_000);
    expect(ran).to.have.length(0);
    await clock.tickAsync(1_000);
    await waitFor('the first minute', () => ran.length === 1);
    await clock.tickAsync(60_000);
    await waitFor('the second minute', () => ran.length === 2);
  });

  /** In the server's own zone, the moment at which clocks go back. */
  const repeatedHours: [string, string][] = [
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Europe/London', '2026-10-25T01:00:00Z'],
    ['Australia/Sydney', '2026-04-04T16:00:00Z'],
    ['Africa/Cairo', '2026-10-29T21:00:00Z'],
    ['Asia/Beirut', '2026-10-24T21:00:00Z'],
  ];
  context("when clocks go back in the server's zone", () => {
    /** The longest time between two ticks, in seconds, from an hour before that moment until two hours after it. */
    const longestPause = async (moment: string): Promise<number> => {
      const beats: number[] = [];
      clock.setSystemTime(Date.parse(moment) - 3_600_000);
      open(
        job('beat', () => {
          beats.push(Date.now());
          return [];
        }),
      );
      await clock.tickAsync(3 * 3_600_000);
      expect(beats).to.have.length.above(100);
      return Math.max(...beats.slice(1).map((at, index) => (at - (beats[index] ?? 0)) / 1000));
    };

    for (const [name, moment] of repeatedHours)
      it(`ticks every minute although the server is in ${name}`, async () => {
        process.env.TZ = name;
        runInUtc();

        expect(await longestPause(moment)).to.be.within(59, 61);
      });
  });

  it("ticks within 90 seconds when the machine's clock is put back", async () => {
    const teamId = await metTeam();
    open(job('nudge', [teamId]));
    await clock.tickAsync(60_000);
    await waitFor('the first minute', () => ran.length === 1);

    clock.setSystemTime(Date.now() - 3 * 3_600_000);
    await clock.tickAsync(90_000);
    await waitFor('a tick after it', () => ran.length === 2);
    await clock.tickAsync(90_000);
    await waitFor('another', () => ran.length === 3);

    expect(lines.map(({ feature, level }) => [feature, level])).to.deep.equal([
      ['schedule', 40],
      ['schedule', 40],
    ]);
  });

  context('when it is stopped', () => {
    it('waits for what is under way, and ticks no more', async () => {
      const teamId = await metTeam();
      const { over, release } = held();
      open(job('nudge', [teamId], () => over));
      void ticker.tick();
      await waitFor('the nudge', () => ran.length === 1);
      const isStopped = sinon.spy();

      const stopping = ticker.stop().then(isStopped);
      await clock.tickAsync(100);
      expect(isStopped.called).to.equal(false);
      release();
      await stopping;
      await clock.tickAsync(120_000);

      expect(ran).to.have.length(1);
    });
  });
});
