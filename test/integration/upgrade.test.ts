import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { expect } from 'chai';
import { connectDatabase } from '../../src/database/connect.ts';
import { driveChallenge } from '../support/challenge.ts';
import {
  type FormerWorkspace,
  type Place,
  writeFormerWorkspace,
  writeFormerWorkspaceWithoutWall,
} from '../support/former-database.ts';
import { startReplicas } from '../support/replica.ts';
import { startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

const hourMs = 3_600_000;

/** Some lists are stored in no order that means anything. */
const comparable = (value: unknown): string =>
  JSON.stringify(
    Array.isArray(value) && value.every((each) => typeof each === 'string') ? [...value].sort() : value,
  );

/** The program of today, started on what the version before wrote. */
const upgrade = async <T extends Pick<FormerWorkspace, 'documents' | 'stoppedAt'>>(
  write: (...args: Parameters<typeof writeFormerWorkspace>) => Promise<T>,
  startsAt: string,
) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
  const server = fork('test/support/database-process.ts', [dataDir], { execArgv: ['--import', 'tsx'] });
  const sandbox = await startSandbox({ args: ['--no-bot'] });
  const [{ uri: mongodbUri }] = (await once(server, 'message')) as [{ uri: string }];
  const database = await connectDatabase({ mongodbUri, dataDir });
  const slack = new WebClient(sandbox.botEnv.SLACK_BOT_TOKEN, { slackApiUrl: sandbox.botEnv.SLACK_API_URL! });
  const former = await write(database.connection, slack, sandbox);
  await sandbox.act('/clock', { now: startsAt });
  const env = { ...sandbox.botEnv, MONGODB_URI: mongodbUri };
  const replicas = await startReplicas(1, env, Date.parse(startsAt));
  const find = (name: string, _id: string | number) =>
    database.connection.collection<{ _id: string | number }>(name).findOne({ _id });
  const moveTo = async (nowMs: number): Promise<void> => {
    await sandbox.act('/clock', { now: new Date(nowMs).toISOString() });
    await replicas.moveTo(nowMs);
  };

  return {
    sandbox,
    former,
    find,

    /** Hour by hour, with the minute after each in which something that was put back is tried again. */
    async moveThrough(from: string, to: string): Promise<void> {
      for (let at = Date.parse(from); at <= Date.parse(to); at += hourMs)
        for (const minutes of [0, 6]) await moveTo(at + minutes * 60_000);
    },

    async lost(): Promise<string[]> {
      const lost: string[] = [];
      for (const [name, stored] of Object.entries(former.documents))
        for (const { _id } of stored) if (!(await find(name, _id))) lost.push(`${name} ${_id}`);
      // A text is claimed only until the same text is another win.
      return lost.filter((each) => !each.startsWith('submissions'));
    },

    /** What of these collections was stored and is another now. */
    async changed(names: readonly string[], mayChange: readonly string[] = []): Promise<string[]> {
      const changed: string[] = [];
      for (const name of names)
        for (const before of former.documents[name] ?? []) {
          const now: Record<string, unknown> | null = await find(name, before._id);
          for (const [field, value] of Object.entries(before))
            if (!mayChange.includes(field) && comparable(now?.[field]) !== comparable(value))
              changed.push(`${name} ${before._id} ${field}`);
        }
      return changed;
    },

    /** How often the bot has written this to somebody since then, in messages of their own or inside others. */
    async timesTold(user: string, words: RegExp): Promise<number> {
      const messages = await sandbox.directMessages(user);
      const since = messages.filter(({ ts }) => Number(ts) * 1000 > former.stoppedAt.getTime());
      const texts = since.map(({ text }) => text).join('\n');
      return texts.match(new RegExp(words, 'g'))?.length ?? 0;
    },

    async close() {
      await replicas.stop();
      await sandbox.stop();
      await database.close();
      server.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

describe('a workspace of the version before this one, in the middle of a challenge', function () {
  this.timeout(180_000);
  let upgraded: Awaited<ReturnType<typeof upgrade<FormerWorkspace>>>;
  let at: ReturnType<typeof driveChallenge>;
  before(async () => {
    upgraded = await upgrade(writeFormerWorkspace, '2027-09-14T14:00:00Z');
    at = driveChallenge(upgraded.sandbox);
  });
  after(() => upgraded?.close());
  afterEach(async () => {
    expect(await upgraded.sandbox.violations()).to.deep.equal([]);
  });

  const messageAt = async ({ ts }: Place) =>
    (await upgraded.sandbox.state()).messages.find((message) => message.ts === ts)!;
  const until = (place: Place, words: string) =>
    waitFor(`"${words}" on the message`, async () => {
      const { text, blocks } = await messageAt(place);
      return JSON.stringify([text, blocks]).includes(words);
    });
  const press = (user: string, { channelId, ts }: Place, actionId: string) =>
    at.press(user, { channel: channelId, ts }, actionId);

  const choose = (user: string, { channelId, ts }: Place, value: string) =>
    upgraded.sandbox.act('/click', { user, channel: channelId, ts, actionId: 'win.more', value });

  it('loses nothing, and says once what was due', async () => {
    await upgraded.moveThrough('2027-09-14T14:00:00Z', '2027-09-16T02:00:00Z');

    expect(await upgraded.lost()).to.deep.equal([]);
    expect(
      await upgraded.changed(['wins', 'nominations', 'digests', 'migrations', 'challengeasks']),
    ).to.deep.equal([]);
    expect(await upgraded.changed(['runs'], ['nextStepAt'])).to.deep.equal([]);
    const turns = ['reconciledAt', 'channelsListedAt', 'installedAt'];
    expect(await upgraded.changed(['workspaces'], turns)).to.deep.equal([]);
    const due: [user: string, what: string, words: RegExp][] = [
      ['lee', 'praise', /What you did for a customer is exceptional/],
      ['ann', "the managers' digest", /For managers: 6 to 12 September 2027/],
      ['ann', 'the question', /Customer Service Week begins/],
      ['jo', 'the day that was due', /Day 2 of 5: Love your own house first/],
      ['sam', 'the day that was put back', /Day 2 of 5: Love your own house first/],
      ['ria', 'the reminder', /Love your own house first/],
      ['mia', 'the day that was not planned yet', /Day 2 of 5: Love your own house first/],
      ['tom', 'the certificate', /did all 5 days/],
      ['jo', 'the day after', /Day 3 of 5: Share your attention fairly/],
      ['kai', 'the day after', /Day 3 of 5: Share your attention fairly/],
    ];
    const told: [string, string, number][] = [];
    for (const [user, what, words] of due) told.push([user, what, await upgraded.timesTold(user, words)]);
    expect(told).to.deep.equal(due.map(([user, what]) => [user, what, 1]));
  });

  it('takes the answers to what was said before', async () => {
    const { nudgeOfMia, askOfKai, digestOfKai, invitation, parcel, phone } = upgraded.former.said;

    await at.done('mia', { channel: nudgeOfMia.channelId, ts: nudgeOfMia.ts }, { note: 'rang three back' });
    await until(nudgeOfMia, 'Done: rang three back');
    await press('kai', digestOfKai, 'nomination.toggle');
    await until(phone, '1 nomination');
    await press('ria', parcel, 'nomination.toggle');
    await until(parcel, '4 nominations');
    await press('tom', invitation, 'challenge.join');
    await at.told('tom', 'You are in.');
    await press('kai', askOfKai, 'challenge_ask.decline');
    await waitFor('the answer', async () => {
      const ask = await upgraded.find('challengeasks', `${upgraded.former.teamId}:2027-10-04`);
      return JSON.stringify(ask).includes('not-this-year');
    });

    expect(JSON.stringify((await messageAt(nudgeOfMia)).blocks)).not.to.contain('challenge.done');
  });

  it('counts on the board what was there before, and says who nominated it', async () => {
    const { sandbox, former } = upgraded;
    const { parcel } = former.said;
    const wins: (Record<string, unknown> | null)[] = await Promise.all(
      former.documents.wins!.map(({ _id }) => upgraded.find('wins', _id)),
    );
    const count = wins.reduce((sum, win) => sum + Number(win?.nominationCount), 0);
    const { _id: winId } = former.documents.wins!.find(({ text }) => /parcel/.test(String(text)))!;

    await sandbox.brag('ria', 'top all');
    const board = await sandbox.lastEphemeral('ria', 'The team');
    await choose('ria', parcel, `who:${winId}`);
    const { view } = await sandbox.openView('ria');

    expect(board.text).to.contain(`${wins.length} wins`).and.to.contain(`${count} nominations`);
    for (const user of ['kai', 'sam', 'mia', 'ria'])
      expect(JSON.stringify(view)).to.contain(await sandbox.userId(user));
  });

  it('puts back with its nominations what the version before had posted', async () => {
    const { sandbox, former } = upgraded;
    const { _id: winId } = former.documents.wins!.find(({ text }) => /parcel/.test(String(text)))!;
    const { ts } = former.said.parcel;
    await choose('jo', former.said.parcel, `take-down:${winId}`);
    const { id: viewId } = await sandbox.openView('jo');
    await sandbox.act('/submit', { user: 'jo', viewId, values: {} });
    await waitFor('the win to go', async () => !(await sandbox.wall()).some((each) => each.ts === ts));

    await sandbox.act('/click-view', { user: 'jo', viewId, actionId: 'win.put_back' });

    const back = await sandbox.waitForWin('drove the lost parcel over');
    expect(back.ts).not.to.equal(ts);
    expect(back.text).to.contain('4 nominations');
  });

  it('leaves managing to whoever did, and shows what was stored', async () => {
    const { sandbox } = upgraded;

    await sandbox.brag('jo', 'digest 2027-W36');
    const toJo = await sandbox.lastEphemeral('jo', 'The week on the wall');
    await sandbox.brag('ann', 'digest 2027-W36');
    const toAnn = await sandbox.lastEphemeral('ann', 'The week on the wall');
    await press('ann', { channelId: 'general', ts: toAnn.ts }, 'digest.managers');
    const edition = await sandbox.lastEphemeral('ann', 'For managers: 6 to 12 September 2027');
    await sandbox.brag('kai', 'challenge start');
    const { view } = await sandbox.openView('kai');

    const isOffered = (answer: object) => JSON.stringify(answer).includes('digest.managers');
    expect([isOffered(toJo), isOffered(toAnn)]).to.deep.equal([false, true]);
    expect(toJo.text).to.contain('answered every call by noon');
    expect(edition.text).to.contain('Sam: stayed on the phone').and.to.contain('Lee and Ria');
    expect(view).to.have.property('callback_id', 'challenge.start');
  });
});

describe('a workspace of the version before this one, without a wall', function () {
  this.timeout(180_000);
  let upgraded: Awaited<ReturnType<typeof upgrade<Pick<FormerWorkspace, 'documents' | 'stoppedAt'>>>>;
  before(async () => {
    upgraded = await upgrade(writeFormerWorkspaceWithoutWall, '2027-09-14T14:00:30Z');
  });
  after(() => upgraded?.close());

  it('has its first manager told once of that, and what waits posted once', async () => {
    const { sandbox } = upgraded;
    await upgraded.moveThrough('2027-09-14T15:00:00Z', '2027-09-15T14:00:00Z');

    const told = await upgraded.timesTold('ann', /archived/);
    await sandbox.act('/channel', { action: 'unarchive', channel: 'brag-wall' });
    await upgraded.moveThrough('2027-09-15T15:00:00Z', '2027-09-15T17:00:00Z');

    expect(await upgraded.lost()).to.deep.equal([]);
    expect(told).to.equal(1);
    const posted = (await sandbox.wall()).filter(({ text }) => text.includes('climbed onto the roof'));
    expect(posted).to.have.length(1);
    expect(await sandbox.violations()).to.deep.equal([]);
  });
});
