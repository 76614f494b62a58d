/** Whether `/brag` is acknowledged as fast while two hundred screens show the wall. */
import { createHash, randomBytes } from 'node:crypto';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import mongoose from 'mongoose';
import { listenForAnswers } from './answers.ts';
import { type Benchmark, print } from './benchmark.ts';
import { buildBot } from './bot.ts';
import { commandIn } from './brag-commands.ts';
import { type OnEnd, withCleanup } from './cleanup.ts';
import { type ClockedBot, startClockedBot } from './clocked-bot.ts';
import { type Latency, latencyCells, latencyOf, ratioCells, table } from './latency.ts';
import { runLoad } from './load.ts';
import { placeIn, untilWelcomed } from './place.ts';
import { sendCommand } from './slash-command.ts';
import { becomesTrue, startWorkspace, type Workspace, wallOf } from './workspace.ts';

/** Of what it takes without screens; the machine itself makes more of a difference than that from one run to another. */
const TARGET_RATIO = 1.5;
const SHOWN_LIMIT_MS = 30_000;
/** For the wall to show all that was acknowledged, so that one part is not measured with the work of another. */
const WALL_LIMIT_MS = 60_000;

interface Size {
  screens: number;
  perSecond: number;
  seconds: number;
}

const sizeOf = (smoke: boolean): Size =>
  smoke ? { screens: 200, perSecond: 10, seconds: 4 } : { screens: 200, perSecond: 20, seconds: 15 };

/** Writes down a screen like one that a manager made. */
const seedScreen = async (workspace: Workspace, bot: ClockedBot): Promise<string> => {
  const state = await workspace.state();
  const token = randomBytes(16).toString('base64url');
  const client = await new mongoose.mongo.MongoClient(bot.mongodbUri).connect();
  try {
    await client
      .db()
      .collection<{ _id: string }>('screens')
      .insertOne({
        _id: `${state.team.id}:0`,
        teamId: state.team.id,
        name: 'bench',
        nameKey: 'bench',
        tokenHash: createHash('sha256').update(token).digest('hex'),
        madeBy: 'UBENCH',
        madeAt: new Date(bot.nowMs()),
        wallChannelId: wallOf(state).shown[0]?.channel ?? '',
        isForPrivate: true,
      } as { _id: string });
  } finally {
    await client.close();
  }
  return token;
};

interface OpenScreen {
  states: number;
  isOver: boolean;
  close(): void;
}

const openScreen = (port: number, token: string): Promise<OpenScreen> =>
  new Promise((resolve, reject) => {
    const take = (response: IncomingMessage): void => {
      if (response.statusCode !== 200) reject(new Error(`A screen was answered ${response.statusCode}`));
      const screen: OpenScreen = { states: 0, isOver: false, close: () => request.destroy() };
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        screen.states += chunk.split('event: state').length - 1;
      });
      response.once('close', () => {
        screen.isOver = true;
      });
      response.on('error', () => undefined);
      resolve(screen);
    };
    const path = `/screen/${token}/events`;
    const request: ClientRequest = get({ host: 'localhost', port, path, agent: false }, take);
    request.once('error', reject);
  });

interface Measured {
  before: Latency;
  during: Latency;
  after: Latency;
  errors: string[];
  lost: number;
  states: number;
  shownMs: number | undefined;
  megabytes: { before: number; during: number };
}

const measure = (size: Size, signal: AbortSignal): Promise<Measured> =>
  withCleanup(async (onEnd: OnEnd) => {
    await buildBot(signal);
    const workspace = await startWorkspace(onEnd, signal);
    const { PORT = '', SLACK_SIGNING_SECRET = '' } = workspace.botEnv;
    workspace.botEnv.PUBLIC_URL = `http://localhost:${PORT}`;
    const answers = await listenForAnswers(onEnd);
    const bot = await startClockedBot(workspace, onEnd);
    await untilWelcomed(workspace, signal);
    const receiver = { port: Number(PORT), signingSecret: SLACK_SIGNING_SECRET };
    const command = commandIn(await placeIn(workspace, answers.url));
    const errors: string[] = [];
    let sentBefore = 0;
    const load = async (): Promise<Latency> => {
      const count = size.perSecond * size.seconds;
      const first = sentBefore;
      sentBefore += count;
      const send = (n: number) => sendCommand(receiver, command(first + n));
      const sent = await runLoad({ count, perSecond: size.perSecond, send, signal });
      errors.push(...sent.flatMap(({ error }) => error ?? []));
      const isOnWall = async () => wallOf(await workspace.state()).wins.length >= sentBefore - errors.length;
      await becomesTrue(isOnWall, WALL_LIMIT_MS, signal);
      return latencyOf(sent.map(({ latencyMs }) => latencyMs));
    };
    await load();
    const before = await load();
    const megabytesBefore = await bot.residentMegabytes();
    const token = await seedScreen(workspace, bot);
    const startMs = performance.now();
    const screens = await Promise.all(
      Array.from({ length: size.screens }, () => openScreen(receiver.port, token)),
    );
    onEnd(async () => {
      for (const screen of screens) screen.close();
    });
    const isShown = async () => screens.every(({ states }) => states > 0);
    const shownMs = (await becomesTrue(isShown, SHOWN_LIMIT_MS, signal))
      ? performance.now() - startMs
      : undefined;
    const during = await load();
    const megabytesDuring = await bot.residentMegabytes();
    const lost = screens.filter(({ isOver }) => isOver).length;
    const states = Math.min(...screens.map((screen) => screen.states));
    for (const screen of screens) screen.close();
    const after = await load();
    const megabytes = { before: megabytesBefore, during: megabytesDuring };
    return { before, during, after, errors, lost, states, shownMs, megabytes };
  });

const faultsIn = ({ before, during, after, errors, lost, shownMs }: Measured, smoke: boolean): string[] => {
  const base = Math.max(before.medianMs, after.medianMs);
  const checks: [boolean, string][] = [
    [errors.length > 0, `${errors.length} commands failed: ${errors[0]}`],
    [lost > 0, `${lost} screens were let go of`],
    [shownMs === undefined, 'not every screen showed something'],
    [
      !smoke && during.medianMs > base * TARGET_RATIO,
      `the median is more than ${TARGET_RATIO} times that without screens`,
    ],
  ];
  return checks.flatMap(([isFault, fault]) => (isFault ? [fault] : []));
};

export const screens: Benchmark = async ({ smoke, signal }) => {
  const size = sizeOf(smoke);
  print(
    `${size.perSecond} /brag a second for ${size.seconds} s: before, with ${size.screens} screens open, and after`,
  );
  print(`target: a median of at most ${TARGET_RATIO} times that without\n`);
  const measured = await measure(size, signal);
  const { before, during, after, states, shownMs, megabytes } = measured;
  print(
    table([
      ['', 'median', 'p95', 'p99', 'max'],
      ['before', ...latencyCells(before)],
      [`with ${size.screens} screens`, ...latencyCells(during)],
      ['after', ...latencyCells(after)],
      ['ratio to before', ...ratioCells(during, before)],
      ['ratio to after', ...ratioCells(during, after)],
    ]),
  );
  print(
    `\nall screens showed the wall after ${shownMs?.toFixed(0) ?? '-'} ms, and heard of ${states} states or more`,
  );
  print(`resident memory: ${megabytes.before} MB before, ${megabytes.during} MB with the screens`);
  return faultsIn(measured, smoke);
};
