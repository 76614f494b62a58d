/**
 * The built-in database beside a plain Map, on collections of two sizes.
 * `node --import tsx bench/embedded-mongo.ts [documents …]`, by default 100000 1000000.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../src/index.ts';

interface Order {
  _id: string;
  shopId: string;
  customerId: string;
  week: number;
  at: Date;
  count: number;
  text: string;
}

type Orders = mongoose.mongo.Collection<Order>;

const PER_WEEK = 500;
const CUSTOMERS = 500;
const START = Date.UTC(2016, 0, 4);
const BATCH = 5000;
const ROUNDS = 300;

const POINT = 'point read by _id';
const RANGE = 'range of 100 by a compound index';
const INSERT = 'insert, alone, durable';
const INSERTS = 'insert, 50 in flight, each';
const UPDATE = 'findOneAndUpdate';
const GROUP = "group of one week's 500";

const order = (n: number): Order => ({
  _id: `order-${n}`,
  shopId: 'T1',
  customerId: `U${n % CUSTOMERS}`,
  week: Math.floor(n / PER_WEEK),
  at: new Date(START + n * 60_000),
  count: n % 7,
  text: `To be left with the neighbour if nobody answers: parcel number ${n} of this week.`,
});

async function fill(orders: Orders, size: number): Promise<void> {
  await orders.createIndex({ shopId: 1, customerId: 1, at: -1 });
  await orders.createIndex({ shopId: 1, week: 1 });
  for (let n = 0; n < size; n += BATCH) {
    await orders.insertMany(Array.from({ length: Math.min(BATCH, size - n) }, (_, i) => order(n + i)));
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

async function measure(orders: Orders, size: number): Promise<Record<string, number>> {
  let next = size;
  const recent = (round: number) => ({
    shopId: 'T1',
    customerId: `U${round % CUSTOMERS}`,
    at: { $gte: new Date(START) },
  });
  const week = (round: number) => someone(round, Math.floor(size / PER_WEEK));
  const group = { $group: { _id: '$customerId', orders: { $sum: 1 }, count: { $sum: '$count' } } };
  return {
    [POINT]: await median(ROUNDS, (r) => orders.findOne({ _id: `order-${someone(r, size)}` })),
    [RANGE]: await median(ROUNDS, (r) => orders.find(recent(r)).sort({ at: -1 }).limit(100).toArray()),
    [INSERT]: await median(ROUNDS, () => orders.insertOne(order(next++))),
    [INSERTS]:
      (await median(40, () =>
        Promise.all(Array.from({ length: 50 }, () => orders.insertOne(order(next++)))),
      )) / 50,
    [UPDATE]: await median(ROUNDS, (r) =>
      orders.findOneAndUpdate({ _id: `order-${someone(r, size)}` }, { $inc: { count: 1 } }),
    ),
    [GROUP]: await median(50, (r) =>
      orders.aggregate([{ $match: { shopId: 'T1', week: week(r) } }, group]).toArray(),
    ),
  };
}

/** The floor: the same on Maps in this process, which keep nothing and share nothing. */
async function measureMaps(size: number): Promise<Record<string, number>> {
  const byId = new Map<string, Order>();
  const [byCustomer, byWeek] = [new Map<string, Order[]>(), new Map<number, Order[]>()];
  const add = (one: Order) => {
    byId.set(one._id, one);
    byCustomer.set(one.customerId, [...(byCustomer.get(one.customerId) ?? []).slice(-1000), one]);
    byWeek.set(one.week, [...(byWeek.get(one.week) ?? []), one]);
  };
  for (let n = 0; n < size; n++) add(order(n));
  let next = size;
  const group = (week: number) => {
    const counts = new Map<string, number>();
    for (const { customerId, count } of byWeek.get(week) ?? [])
      counts.set(customerId, (counts.get(customerId) ?? 0) + count);
    return counts;
  };
  return {
    [POINT]: await median(ROUNDS, async (r) => byId.get(`order-${someone(r, size)}`)),
    [RANGE]: await median(ROUNDS, async (r) =>
      byCustomer
        .get(`U${r % CUSTOMERS}`)
        ?.slice(-100)
        .reverse(),
    ),
    [INSERT]: await median(ROUNDS, async () => add(order(next++))),
    [INSERTS]: await median(ROUNDS, async () => add(order(next++))),
    [UPDATE]: await median(ROUNDS, async (r) =>
      Object.assign(byId.get(`order-${someone(r, size)}`) ?? {}, { count: r }),
    ),
    [GROUP]: await median(ROUNDS, async (r) => group(someone(r, Math.floor(size / PER_WEEK)))),
  };
}

/** How long the program's own event loop stands still while the database reads everything. */
async function holdDuringScan(orders: Orders): Promise<{ holdMs: number; scanMs: number; pointMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  const scan = orders.countDocuments({ text: { $regex: 'no such text' } });
  const pointMs = await median(20, (r) => orders.findOne({ _id: `order-${r}` }));
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

async function connected<T>(dataDir: string, use: (orders: Orders) => Promise<T>): Promise<T> {
  const server = await startEmbeddedMongo({ dataDir, databaseName: 'app' });
  const client = await new mongoose.mongo.MongoClient(server.uri).connect();
  const result = await use(client.db().collection<Order>('orders'));
  await client.close();
  await server.stop();
  return result;
}

/** Fills a directory in a process of its own, so that its memory does not count. */
function load(dataDir: string, size: number): void {
  const started = performance.now();
  const args = [...process.execArgv, fileURLToPath(import.meta.url), '--load', dataDir, String(size)];
  execFileSync(process.execPath, args, { stdio: 'inherit' });
  log(`${size} documents loaded in ${Math.round((performance.now() - started) / 1000)} s`);
}

async function run(size: number): Promise<Record<string, number>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    load(dataDir, size);
    const starting = performance.now();
    return await connected(dataDir, async (orders) => {
      await orders.findOne({ _id: 'order-1' });
      log(`cold start to the first answer: ${Math.round(performance.now() - starting)} ms; ${memory()}`);
      const results = await measure(orders, size);
      log(`after the measurements: ${memory()}`);
      const { holdMs, scanMs, pointMs } = await holdDuringScan(orders);
      const hold = `event loop held at most ${holdMs.toFixed(1)} ms; point reads meanwhile ${pointMs.toFixed(2)} ms`;
      log(`a scan of everything: ${Math.round(scanMs)} ms; ${hold}; ${memory()}`);
      return results;
    });
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

const log = (line: string) => process.stdout.write(`${line}\n`);

const [first, dataDir = '', count] = process.argv.slice(2);
if (first === '--load') {
  await connected(dataDir, (orders) => fill(orders, Number(count)));
} else {
  const sizes = process.argv.slice(2).map(Number);
  const [small = 100_000, large = 1_000_000] = sizes;
  const at = await run(small);
  const then: Record<string, number> = sizes.length === 1 ? {} : await run(large);
  const floor = await measureMaps(small);
  log(`\n| median, ms | Map | ${small} | ${large} | ratio |\n|---|---|---|---|---|`);
  for (const [name, ms] of Object.entries(at)) {
    const larger = then[name];
    const ratio = larger === undefined ? '' : (larger / ms).toFixed(2);
    log(
      `| ${name} | ${floor[name]?.toFixed(4)} | ${ms.toFixed(3)} | ${larger?.toFixed(3) ?? ''} | ${ratio} |`,
    );
  }
}
