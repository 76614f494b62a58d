import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { connectDatabase } from '../../src/database/connect.ts';
import { addDays, dayOf, instantOf, mondayOf, weekOf } from '../../src/domain/calendar.ts';
import { deliveryKey } from '../../src/domain/delivery-key.ts';
import { createModels } from '../../src/models/index.ts';
import { driveChallenge } from '../support/challenge.ts';
import { watchPosts } from '../support/post-watch.ts';
import { type Replicas, startReplicas } from '../support/replica.ts';
import { type Message, type Sandbox, type State, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

/** The workspace's own: its owner lives there. */
const zone = 'America/New_York';
/** Where the participants are. */
const zones = ['Pacific/Auckland', 'Asia/Kolkata', 'Europe/London', 'America/New_York', 'Pacific/Honolulu'];
const replicaCount = 3;

const random = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 31;
};

type Person = State['users'][number];

describe('three replicas on one database', function () {
  this.timeout(90_000);
  const next = random(1066);
  let dataDir: string;
  let database: ChildProcess;
  let mongodbUri: string;
  let sandbox: Sandbox;
  let challenge: ReturnType<typeof driveChallenge>;
  let replicas: Replicas;
  let participants: Person[];
  /** The Monday on which the challenge starts. */
  let monday: string;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
    database = fork('test/support/database-process.ts', [dataDir], { execArgv: ['--import', 'tsx'] });
    sandbox = await startSandbox({ args: ['--no-bot', '--people', '80', '--seed', '7'] });
    const [{ uri }] = (await once(database, 'message')) as [{ uri: string }];
    mongodbUri = uri;
    replicas = await startReplicas(replicaCount, { ...sandbox.botEnv, MONGODB_URI: mongodbUri });
    challenge = driveChallenge(sandbox);
    await waitFor('the bot on its wall', async () => (await sandbox.messagesIn('brag-wall')).length > 0);
    const { now, users } = await sandbox.state();
    monday = addDays(mondayOf(dayOf(new Date(now), zone)), 14);
    participants = (users as Person[]).filter(({ tz, deleted }) => zones.includes(tz) && !deleted);
    await moveTo(instantOf(addDays(monday, -7), '10:00', zone).getTime());
  });
  after(async () => {
    await replicas?.stop();
    await sandbox?.stop();
    database.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  const moveTo = async (nowMs: number): Promise<void> => {
    await sandbox.act('/clock', { now: new Date(nowMs).toISOString() });
    await replicas.moveTo(nowMs);
  };
  const nowMs = async () => Date.parse((await sandbox.state()).now);
  /** A challenge with everybody in it, who joined at one moment. The first test that needs it makes it. */
  let joining: Promise<Message> | undefined;
  const joined = (): Promise<Message> => {
    joining ??= (async () => {
      await challenge.start('ann', monday);
      await moveTo(instantOf(addDays(monday, -3), '09:00', zone).getTime());
      const invitation = await challenge.onWall('challenge-invite');
      await Promise.all(participants.map(({ name }) => challenge.press(name, invitation, 'challenge.join')));
      await waitFor('an answer to each', async () => {
        const { ephemerals } = await sandbox.state();
        return ephemerals.filter(({ text }) => text.includes('You are in.')).length === participants.length;
      });
      return invitation;
    })();
    return joining;
  };
  /** Gives whoever comes next another minute each time, until everything was said. */
  const untilSaid = (keys: readonly string[]) =>
    waitFor(`${keys[0]} and ${keys.length - 1} more to be said`, async () => {
      const said = new Set((await challenge.posts()).map(({ key }) => key));
      if (keys.every((key) => said.has(key))) return true;
      await moveTo((await nowMs()) + 60_000);
      return false;
    });

  /** Kills a replica, and starts another, each time when Slack has taken as many messages more as chance wants. */
  const killWhile = async (kills: number, mostPosts: number, work: () => Promise<void>): Promise<void> => {
    let killing: Promise<void> = Promise.resolve();
    let left = kills;
    const chosen = () => 1 + Math.floor(next() * mostPosts);
    let postsToGo = chosen();
    const unwatch = await watchPosts(sandbox, () => {
      postsToGo -= 1;
      if (postsToGo > 0 || left === 0) return;
      left -= 1;
      postsToGo = chosen();
      const index = Math.floor(next() * replicaCount);
      killing = killing.then(() => replicas.killOne(index));
    });
    await work();
    await killing;
    unwatch();
    expect(left).to.equal(0);
    expect(replicas.runningCount()).to.equal(replicaCount);
  };

  /** Deliveries that are still to be sent, or failed. A test that runs alone steps over times at which others were due. */
  const unsent = async () => {
    const opened = await connectDatabase({ mongodbUri, dataDir });
    const { deliveries } = createModels(opened.connection);
    const found = await deliveries.model.find({ state: { $ne: 'sent' }, why: { $ne: 'too late' } }).lean();
    await opened.close();
    return found.map(({ _id, state, why }) => ({ _id, state, why }));
  };

  it('make one win of twenty identical /brag at one moment', async () => {
    const text = 'stayed late to find a lost parcel';

    const acknowledged = await Promise.all(Array.from({ length: 20 }, () => sandbox.brag('jo', text)));

    expect(acknowledged.map(({ status }) => status)).to.deep.equal(Array(20).fill('ok'));
    await sandbox.waitForWin(text);
    // Whoever is answered before the other replica has posted it hears that it will be there in a moment.
    await waitFor('twenty answers', async () => {
      const { ephemerals } = await sandbox.state();
      return (
        ephemerals.filter((answer) => /On the wall for|Your win is stored/.test(answer.text)).length === 20
      );
    });
    expect(await sandbox.wall()).to.have.length(1);
  });

  it('invite once, and take in everybody who joins through any of them', async () => {
    const invitation = await joined();

    await challenge.updated(invitation, `${participants.length} people are in.`);
    expect(await challenge.postsOf('challenge-invite')).to.have.length(1);
  });

  it('nudge everybody once a day, though one after the other is killed while sending', async () => {
    await joined();
    const { team } = await sandbox.state();
    const days = Array.from({ length: 5 }, (_, day) => addDays(monday, day));
    const dueTimes = days.flatMap((day) =>
      participants.map(({ id, tz }) => ({
        key: deliveryKey.note(team.id, id, day),
        day,
        tz,
        dueMs: instantOf(day, '09:00', tz).getTime(),
      })),
    );
    const instants = [...new Set(dueTimes.map(({ dueMs }) => dueMs))].sort((a, b) => a - b);

    await killWhile(6, 25, async () => {
      for (const instant of instants) {
        await moveTo(instant);
        await untilSaid(dueTimes.filter(({ dueMs }) => dueMs === instant).map(({ key }) => key));
      }
    });

    const nudges = (await challenge.posts()).filter(({ text }) => text.includes(':sunrise: *Day'));
    expect(nudges.map(({ key }) => key)).to.have.members(dueTimes.map(({ key }) => key));
    const dayTold = new Map(nudges.map(({ key, at }) => [key, new Date(at)]));
    for (const { key, day, tz } of dueTimes) expect(dayOf(dayTold.get(key)!, tz)).to.equal(day);
    const [{ name }] = participants as [(typeof participants)[number]];
    await challenge.done(name, await challenge.lastTo(name, 'nudge'));
  });

  it("say Monday's digest and the manager's edition once, though one of them is killed", async () => {
    await joined();
    const { team, users } = await sandbox.state();
    const week = weekOf(instantOf(monday, '12:00', zone), zone);
    const digestDay = addDays(monday, 7);
    const dueAt = instantOf(digestDay, '09:00', zone);
    // She invited the bot. Whose morning was before that is told in the next one.
    const notes = users
      .filter(({ name }) => name === 'ann')
      .map(({ id, tz }) => {
        const day = addDays(digestDay, instantOf(digestDay, '09:00', tz) < dueAt ? 1 : 0);
        return { key: deliveryKey.note(team.id, id, day), dueMs: instantOf(day, '09:00', tz).getTime() };
      })
      .sort((a, b) => a.dueMs - b.dueMs);
    const keys = [deliveryKey.digest(team.id, week), ...notes.map(({ key }) => key)];
    await moveTo(instantOf(addDays(monday, 4), '16:00', zone).getTime());

    await killWhile(1, 2, async () => {
      await moveTo(dueAt.getTime());
      await untilSaid([deliveryKey.digest(team.id, week)]);
      for (const { key, dueMs } of notes) {
        await moveTo(Math.max(await nowMs(), dueMs));
        await untilSaid([key]);
      }
    });

    const said = (await challenge.posts()).map(({ key }) => key);
    expect(said.filter((key) => keys.includes(key))).to.have.members(keys);
  });

  it('lose nothing and say nothing twice', async () => {
    await joined();
    await moveTo(Math.max(await nowMs(), instantOf(addDays(monday, 4), '16:00', zone).getTime()));

    await waitFor('every delivery to be recorded as sent', async () => {
      await moveTo((await nowMs()) + 60_000);
      return (await unsent()).length === 0;
    });

    const said = (await challenge.posts()).map(({ key }) => key);
    expect(new Set(said).size).to.equal(said.length);
    expect(said.filter((key) => key.startsWith('challenge-closing:'))).to.have.length(1);
  });
});
