import pTimeout from 'p-timeout';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Measure } from '../measure.ts';

export interface DeliveryCounts {
  due: number;
  late: number;
  waiting: number;
}

/** What is looked up when figures are asked for. */
export interface Lookups {
  isReady: () => boolean;
  /** How many of the bot's messages are to be sent; undefined before the database is there. */
  deliveries: () => Promise<DeliveryCounts> | undefined;
}

export interface Metrics extends Measure {
  databaseCommand: (name: string, isDone: boolean, durationMs: number) => void;
  contentType: string;
  text(): Promise<string>;
}

const lookupLimitMs = 2_000;
const outcomeOf = (isDone: boolean) => (isDone ? 'ok' : 'failed');

const createLookups = (registers: [Registry], lookups: Lookups): void => {
  new Gauge({
    name: 'bragwall_ready',
    help: '1 while /ready says so of the start and of Slack',
    registers,
    collect() {
      this.set(lookups.isReady() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'bragwall_deliveries',
    help: 'What the bot is to say on its own account: due now, late (due for five minutes), waiting for a wall; 10,000 at most',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      // Figures are asked for when the database is away, too.
      const found = await pTimeout(Promise.resolve(lookups.deliveries()), {
        milliseconds: lookupLimitMs,
      }).catch(() => undefined);
      for (const [state, number] of Object.entries(found ?? {})) this.set({ state }, number);
    },
  });
};

/** The figures of this process, for Prometheus. No label names a workspace or a person. */
export const createMetrics = (lookups: Lookups): Metrics => {
  const registry = new Registry();
  const registers: [Registry] = [registry];
  collectDefaultMetrics({ register: registry });
  createLookups(registers, lookups);
  const pages = new Counter({
    name: 'bragwall_page_requests_total',
    help: 'Requests to the pages for people without Slack',
    labelNames: ['page', 'status'],
    registers,
  });
  const calls = new Counter({
    name: 'bragwall_slack_calls_total',
    help: 'Calls of the bot to Slack',
    labelNames: ['method', 'outcome'],
    registers,
  });
  const requests = new Histogram({
    name: 'bragwall_slack_request_seconds',
    help: 'How long requests of Slack took until all was done that they asked for',
    labelNames: ['outcome'],
    buckets: [0.05, 0.2, 1, 3, 10],
    registers,
  });
  const jobs = new Histogram({
    name: 'bragwall_job_seconds',
    help: 'How long jobs of the schedule took for one workspace',
    labelNames: ['job', 'outcome'],
    buckets: [0.05, 0.5, 5, 60],
    registers,
  });
  const tick = new Gauge({
    name: 'bragwall_last_tick_timestamp_seconds',
    help: 'When the schedule last woke; once a minute',
    registers,
  });
  const database = new Histogram({
    name: 'bragwall_database_command_seconds',
    help: 'How long commands to the database took',
    labelNames: ['command', 'outcome'],
    buckets: [0.005, 0.05, 0.5, 5],
    registers,
  });
  return {
    page: (page, status) => pages.inc({ page, status }),
    slackCall: (method, outcome) => calls.inc({ method, outcome }),
    slackRequest: (isHandled, ms) => requests.observe({ outcome: outcomeOf(isHandled) }, ms / 1000),
    job: (job, isDone, ms) => jobs.observe({ job, outcome: outcomeOf(isDone) }, ms / 1000),
    tick: (at) => tick.set(at.getTime() / 1000),
    databaseCommand: (command, isDone, ms) =>
      database.observe({ command, outcome: outcomeOf(isDone) }, ms / 1000),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
};
