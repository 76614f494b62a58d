/** How long the board of all time takes to be answered, with a million nominations in the workspace. */
import mongoose from 'mongoose';
import type { CallRecord } from 'slack-sandbox';
import { type Benchmark, print } from './benchmark.ts';
import { buildBot } from './bot.ts';
import { type OnEnd, withCleanup } from './cleanup.ts';
import { type ClockedBot, startClockedBot } from './clocked-bot.ts';
import { type Latency, latencyCells, latencyOf, ratioCells, table } from './latency.ts';
import { untilWelcomed } from './place.ts';
import { NOMINATORS, seedNominated } from './seed-nominated.ts';
import { becomesTrue, startWorkspace, type Workspace } from './workspace.ts';

const TARGET_MS = 100;
const PEOPLE = 200;
const ANSWER_LIMIT_MS = 10_000;
const MINUTE_MS = 60_000;
const MOST_MINUTES = 60;

interface Size {
  wins: number;
  readings: number;
}

const sizeOf = (smoke: boolean): Size =>
  smoke ? { wins: 200, readings: 10 } : { wins: 100_000, readings: 100 };

interface Scene {
  workspace: Workspace;
  bot: ClockedBot;
  signal: AbortSignal;
}

/** The minutes that the bot needs to count what it has not counted yet. */
const countAll = async ({ bot, signal }: Scene): Promise<number> => {
  const client = await new mongoose.mongo.MongoClient(bot.mongodbUri).connect();
  try {
    const wins = client.db().collection('wins');
    for (let minutes = 0; minutes < MOST_MINUTES; minutes += 1) {
      signal.throwIfAborted();
      if (!(await wins.findOne({ isTallyStale: true }))) return minutes;
      await bot.moveTo(bot.nowMs() + MINUTE_MS);
    }
    throw new Error(`Not everything is counted after ${MOST_MINUTES} minutes`);
  } finally {
    await client.close();
  }
};

/** From the command to the answer in Slack, by the clock of the sandbox. */
const ask = async ({ workspace, signal }: Scene, user: string, text: string): Promise<number> => {
  const since = (await workspace.look<CallRecord[]>('calls?since=0')).at(-1)?.n ?? 0;
  const startMs = Date.now();
  await workspace.act('command', { user, channel: 'general', command: '/brag', text });
  let answer: CallRecord | undefined;
  const isThere = async () => {
    const calls = await workspace.look<CallRecord[]>(`calls?since=${since}`);
    answer = calls.find(({ method, ok }) => method.includes('response_url') && ok);
    return answer !== undefined;
  };
  if (!(await becomesTrue(isThere, ANSWER_LIMIT_MS, signal)) || !answer)
    throw new Error(`\`/brag ${text}\` was not answered`);
  return Date.parse(answer.realAt) + answer.ms - startMs;
};

const askOften = async (scene: Scene, readings: number, text: string): Promise<Latency> => {
  const { users } = await scene.workspace.state();
  const names = users.map(({ name }) => name).filter((name) => name.startsWith('person-'));
  const measured: number[] = [];
  for (let n = 0; n < readings; n += 1) measured.push(await ask(scene, names[n % names.length] ?? '', text));
  return latencyOf(measured);
};

const measure = ({ wins, readings }: Size, signal: AbortSignal) =>
  withCleanup(async (onEnd: OnEnd) => {
    await buildBot(signal);
    const workspace = await startWorkspace(onEnd, signal, { people: PEOPLE });
    const bot = await startClockedBot(workspace, onEnd);
    const scene: Scene = { workspace, bot, signal };
    await untilWelcomed(workspace, signal);
    await seedNominated(scene, wins);
    const minutes = await countAll(scene);
    await askOften(scene, 3, 'top all');
    return {
      minutes,
      help: await askOften(scene, readings, 'help'),
      all: await askOften(scene, readings, 'top all'),
      month: await askOften(scene, readings, 'top'),
    };
  });

export const board: Benchmark = async ({ smoke, signal }) => {
  const size = sizeOf(smoke);
  print(
    `${size.readings} boards of all time: ${PEOPLE} people, ${size.wins} wins of two years, ${NOMINATORS} nominations each`,
  );
  print(`target: median under ${TARGET_MS} ms longer than help, which reads nothing\n`);
  const { minutes, help, all, month } = await measure(size, signal);
  print(
    table([
      ['', 'median', 'p95', 'p99', 'max'],
      ['help', ...latencyCells(help)],
      ['top all', ...latencyCells(all)],
      ['  to help', ...ratioCells(all, help)],
      ['top', ...latencyCells(month)],
    ]),
  );
  print(`\nall wins were counted in ${minutes} ticks`);
  const isMet = all.medianMs - help.medianMs < TARGET_MS;
  return smoke || isMet ? [] : [`the median is not under ${TARGET_MS} ms`];
};
