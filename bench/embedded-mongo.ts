/**
 * The built-in database beside a plain Map, on collections of two sizes.
 * `node --import tsx bench/embedded-mongo.ts [documents …]`, by default 100000 1000000.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../src/embedded-mongo/index.ts';

interface Win {
  _id: string;
  teamId: string;
  authorId: string;
  week: number;
  at: Date;
  count: number;
  text: string;
}

type Wins = mongoose.mongo.Collection<Win>;

const PER_WEEK = 500;
const AUTHORS = 500;
const START = Date.UTC(2016, 0, 4);
const BATCH = 5000;
const ROUNDS = 300;

const win = (n: number): Win => ({
  _id: `win-${n}`,
  teamId: 'T1',
  authorId: `U${n % AUTHORS}`,
  week: Math.floor(n / PER_WEEK),
  at: new Date(START + n * 60_000),
  count: n % 7,
  text: `Calmed an upset customer and found the parcel number ${n} within the hour.`,
});

async function fill(wins: Wins, size: number): Promise<void> {
  await wins.createIndex({ teamId: 1, authorId: 1, at: -1 });
  await wins.createIndex({ teamId: 1, week: 1 });
  for (let n = 0; n < size; n += BATCH) {
    await wins.insertMany(Array.from({ length: Math.min(BATCH, size - n) }, (_, i) => win(n + i)));
  }
}

/** The median in milliseconds. */
async function median(rounds: number, run: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await run(round);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

const someone = (round: number, size: number) => (round * 7919) % size;

async function measure(wins: Wins, size: number): Promise<Record<string, number>> {
  let next = size;
  const recent = (round: number) => ({
    teamId: 'T1',
    authorId: `U${round % AUTHORS}`,
    at: { $gte: new Date(START) },
  });
  const week = (round: number) => someone(round, Math.floor(size / PER_WEEK));
  const group = { $group: { _id: '$authorId', wins: { $sum: 1 }, count: { $sum: '$count' } } };
  return {
    'point read by _id': await median(ROUNDS, (r) => wins.findOne({ _id: `win-${someone(r, size)}` })),
    'range of 100 by a compound index': await median(ROUNDS, (r) =>
      wins.find(recent(r)).sort({ at: -1 }).limit(100).toArray(),
    ),
    'insert, alone, durable': await median(ROUNDS, () => wins.insertOne(win(next++))),
    'insert, 50 in flight, each':
      (await median(40, () => Promise.all(Array.from({ length: 50 }, () => wins.insertOne(win(next++)))))) /
      50,
    findOneAndUpdate: await median(ROUNDS, (r) =>
      wins.findOneAndUpdate({ _id: `win-${someone(r, size)}` }, { $inc: { count: 1 } }),
    ),
    "group of one week's 500": await median(50, (r) =>
      wins.aggregate([{ $match: { teamId: 'T1', week: week(r) } }, group]).toArray(),
    ),
  };
}

/** The floor: the same on a Map in this process, which keeps nothing. */
async function measureMap(size: number): Promise<Record<string, number>> {
  const map = new Map(Array.from({ length: size }, (_, n) => [`win-${n}`, win(n)]));
  return { 'point read by _id': await median(ROUNDS, async (r) => map.get(`win-${someone(r, size)}`)) };
}

/** How long the program's own event loop stands still while the database reads everything. */
async function holdDuringScan(wins: Wins): Promise<{ holdMs: number; scanMs: number; pointMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  const scan = wins.countDocuments({ text: { $regex: 'no such text' } });
  const pointMs = await median(20, (r) => wins.findOne({ _id: `win-${r}` }));
  await scan;
  delay.disable();
  return { holdMs: delay.max / 1e6, scanMs: performance.now() - start, pointMs };
}

function memory(): string {
  const status = readFileSync('/proc/self/status', 'utf8');
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return `${megabytes('VmRSS')} MB resident, ${megabytes('RssAnon')} MB of it not the mapped file`;
}

async function run(size: number): Promise<Record<string, number>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
  const open = async () => {
    const server = await startEmbeddedMongo({ dataDir });
    const client = await new mongoose.mongo.MongoClient(server.uri).connect();
    return { server, client, wins: client.db().collection<Win>('wins') };
  };
  try {
    const first = await open();
    const loading = performance.now();
    await fill(first.wins, size);
    log(`${size} documents loaded in ${Math.round((performance.now() - loading) / 1000)} s`);
    await first.client.close();
    await first.server.stop();
    const starting = performance.now();
    const { server, client, wins } = await open();
    await wins.findOne({ _id: 'win-1' });
    log(`cold start to the first answer: ${Math.round(performance.now() - starting)} ms; ${memory()}`);
    const results = await measure(wins, size);
    log(`after the measurements: ${memory()}`);
    const { holdMs, scanMs, pointMs } = await holdDuringScan(wins);
    log(
      `a scan of everything: ${Math.round(scanMs)} ms; event loop held at most ${holdMs.toFixed(1)} ms; point reads meanwhile ${pointMs.toFixed(2)} ms`,
    );
    log(`after the scan: ${memory()}`);
    await client.close();
    await server.stop();
    return results;
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

const log = (line: string) => process.stdout.write(`${line}\n`);

const sizes = process.argv.slice(2).map(Number);
const [small = 100_000, large = 1_000_000] = sizes;
const floor = await measureMap(small);
const [at, then] = [await run(small), sizes.length === 1 ? {} : await run(large)] as Record<string, number>[];
log('\n| median, ms | Map | small | large | ratio |\n|---|---|---|---|---|');
for (const [name, ms] of Object.entries(at ?? {})) {
  const larger = then?.[name];
  const ratio = larger === undefined ? '' : (larger / ms).toFixed(2);
  log(
    `| ${name} | ${floor[name]?.toFixed(4) ?? ''} | ${ms.toFixed(3)} | ${larger?.toFixed(3) ?? ''} | ${ratio} |`,
  );
}
