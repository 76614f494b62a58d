import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type EmbeddedMongo, startEmbeddedMongo } from 'embedded-mongo';
import { connectDatabase, type Database } from '../../src/database/connect.ts';
import { addDays, dayOf, instantOf, mondayOf, weekOf } from '../../src/domain/calendar.ts';
import { createModels } from '../../src/models/index.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

const zone = 'America/New_York';

describe('a digest whose time passed while the bot was down', () => {
  let dataDir: string;
  let server: EmbeddedMongo;
  let database: Database;
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(60_000);
    dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
    server = await startEmbeddedMongo({ dataDir, databaseName: 'bragwall' });
    database = await connectDatabase({ mongodbUri: server.uri, dataDir });
    sandbox = await startSandbox({ env: { MONGODB_URI: server.uri } });
  });
  after(async () => {
    await sandbox.stop();
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is stored and can be read, comes in the note, and is recorded as skipped on the wall', async () => {
    const { now } = await sandbox.state();
    const monday = addDays(mondayOf(dayOf(new Date(now), zone)), 7);
    const at = (days: number, time: string) => instantOf(addDays(monday, days), time, zone);
    const week = weekOf(at(2, '10:00'), zone);
    await sandbox.nameManagers('ann', 'ann', 'kai');
    await sandbox.moveClock({ now: at(2, '10:00').toISOString() });
    await sandbox.brag('jo', 'waited with a customer for the bus');
    await sandbox.waitForWin('waited with a customer');
    const { deliveries, noteParts } = createModels(database.connection);
    const states = async () => {
      const found = [
        ...(await deliveries.model.find({ week }).lean()),
        ...(await noteParts.model.find({ week }).lean()),
      ];
      return found.map(({ kind, state, why }) => `${kind} ${state}: ${why}`);
    };

    await sandbox.act('/bot', { action: 'stop' });
    await sandbox.moveClock({ now: at(10, '12:00').toISOString() });
    await sandbox.act('/bot', { action: 'start' });

    // What is for managers can be read for a week.
    await sandbox.moveToMorningOf('kai');
    const late = ['digest skipped: too late', ...Array(2).fill('manager-digest told: undefined')];
    await waitFor('the digest to be skipped', async () => (await states()).join() === late.join());
    await sandbox.brag('jo', `digest ${week}`);
    const shown = await sandbox.lastEphemeral('jo', 'The week on the wall');
    expect(shown.text).to.contain('waited with a customer for the bus');
    await sandbox.settled();
    const keys = (await sandbox.state()).messages.map(({ metadata }) => metadata?.event_payload.key ?? '');
    expect(keys.filter((key) => key.includes('digest:'))).to.deep.equal([]);
    expect(await sandbox.violations()).to.deep.equal([]);
  }).timeout(60_000);
});
