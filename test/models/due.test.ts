import { expect } from 'chai';
import mongoose, { type Connection } from 'mongoose';
import { createModels, type Models } from '../../src/models/index.ts';
import { createJobs } from '../../src/schedules/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const now = new Date('2026-10-07T12:00:00Z');
const tomorrow = new Date('2026-10-08T12:00:00Z');

/** By collection: something that is not due, as far as looking for what is due goes by it. */
const idle: Record<string, (teamId: string) => { _id: string; [field: string]: unknown }[]> = {
  workspaces: (_id) => [
    {
      _id,
      nextDigestAt: tomorrow,
      nextQuestionAt: tomorrow,
      nextRetentionAt: tomorrow,
      reconciledAt: now,
      channelsListedAt: now,
      managersLookedAt: now,
      talliesLookedAt: now,
    },
  ],
  deliveries: (teamId) => [
    { _id: `win:${teamId}`, teamId, state: 'sent' },
    { _id: `nudge:${teamId}`, teamId, state: 'due', dueAt: tomorrow },
  ],
  noteparts: (teamId) => [
    { _id: `praise:${teamId}`, teamId, userId: 'UANN', kind: 'praise', state: 'told', dueAt: now },
    { _id: `moved:${teamId}`, teamId, userId: 'UANN', kind: 'praise', state: 'waiting', lookAt: tomorrow },
  ],
  recognitions: (teamId) => [
    { _id: `W${teamId}:UANN`, teamId, winId: `W${teamId}`, userId: 'UANN', followAt: tomorrow },
  ],
  signatures: (teamId) => [
    { _id: `W${teamId}:UANN`, teamId, winId: `W${teamId}`, userId: 'UANN', followAt: tomorrow },
  ],
  lessons: (teamId) => [
    { _id: `L${teamId}`, teamId, authorId: 'UJO', state: 'taken', lookAt: tomorrow },
    { _id: `M${teamId}`, teamId, authorId: 'UJO', state: 'open' },
  ],
  wins: (teamId) => [{ _id: `W${teamId}`, teamId, isWallStale: false, needsReconciling: false }],
  challengeasks: (teamId) => [{ _id: `${teamId}:2026-10-05`, teamId, askedAt: now }],
  settingchanges: (teamId) => [
    { _id: `S${teamId}`, teamId, byId: 'UANN', at: now, version: 1, fields: [], followAt: tomorrow },
  ],
  runs: (teamId) => [{ _id: `R${teamId}`, teamId, nextStepAt: tomorrow }],
  participants: (teamId) => [{ _id: `R${teamId}:UANN`, teamId, nextNudgeAt: tomorrow }],
  channels: (teamId) => [{ _id: `${teamId}:C1`, teamId, lookAt: tomorrow }],
  pendingreactions: (teamId) => [{ _id: `${teamId}:C1:1.1:UANN:trophy`, teamId, dueAt: tomorrow }],
};

/** Workspaces where nothing is due, by the thousand: straight into the collections, which is four times as fast. */
const addIdleWorkspaces = async ({ connection }: TestDatabase, from: number, to: number): Promise<void> => {
  const teamIds = Array.from({ length: to - from }, (_, index) => `T${from + index}`);
  for (const [name, of] of Object.entries(idle))
    await connection.collection<{ _id: string }>(name).insertMany(teamIds.flatMap(of));
};

/** The same database through a connection whose commands are noted. */
const watch = async ({ connection }: TestDatabase) => {
  const { hosts, dbName } = connection.getClient().options;
  const builtIn = `mongodb://${hosts.map((host) => encodeURIComponent(String(host))).join(',')}/${dbName}?directConnection=true`;
  const watched = await mongoose
    .createConnection(process.env.MONGODB_URI || builtIn, {
      monitorCommands: true,
      autoIndex: false,
      autoCreate: false,
    })
    .asPromise();
  const commands: Record<string, unknown>[] = [];
  watched.getClient().on('commandStarted', ({ command }) => commands.push({ ...command }));
  return { watched, commands };
};

describe('an idle minute', () => {
  let database: TestDatabase;
  let watched: Connection;
  let commands: Record<string, unknown>[];
  let models: Models;
  before(async () => {
    database = await openTestDatabase();
    ({ watched, commands } = await watch(database));
    models = createModels(watched);
  });
  after(async () => {
    await watched.close();
    await database.close();
  });

  /** What a tick asks, and the workspaces that it finds. */
  const tick = async () => {
    commands.length = 0;
    const due = await Promise.all(Object.values(createJobs()).map(({ dueTeams }) => dueTeams(models, now)));
    return { due: due.flat(), asked: [...commands] };
  };

  it('costs the same number of queries for one workspace as for a thousand', async () => {
    await addIdleWorkspaces(database, 0, 1);
    const one = await tick();

    await addIdleWorkspaces(database, 1, 1_000);
    const thousand = await tick();

    expect([one.due, thousand.due]).to.deep.equal([[], []]);
    expect(one.asked).to.have.length.above(0);
    expect(thousand.asked).to.have.length(one.asked.length);
  });

  it('goes by an index in each of them', async () => {
    const { asked } = await tick();

    for (const { distinct, key, query } of asked) {
      const { queryPlanner } = await database.connection.db!.command({
        explain: { distinct, key, query },
        verbosity: 'queryPlanner',
      });
      const plan = JSON.stringify(queryPlanner.winningPlan);
      expect(plan, JSON.stringify(query)).to.contain('IXSCAN').and.not.to.contain('COLLSCAN');
    }
  });
});
