import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import pTimeout from 'p-timeout';
import { type Measure, noMeasure } from '../measure.ts';
import { listenAt } from '../slack/listen.ts';
import { serverLimits } from '../slack/server-limits.ts';
import { createMetrics, type DeliveryCounts, type Metrics } from './metrics.ts';

export interface HealthAddress {
  port: number;
  host: string;
}

/** What is to be looked at, once it is there. */
export interface Watched {
  ping: () => Promise<void>;
  deliveries: () => Promise<DeliveryCounts>;
}

export interface Health {
  measure: Measure;
  /** Notes how long a command to the database took; undefined where nobody asks. */
  onCommand: Metrics['databaseCommand'] | undefined;
  watch: (watched: Watched) => void;
  setListening: (isListening: boolean) => void;
  setStarted: () => void;
  setStopping: () => void;
  stop: () => Promise<void>;
}

const pingLimitMs = 2_000;

/** For who runs the bot without it. */
const noHealth: Health = {
  measure: noMeasure,
  onCommand: undefined,
  watch: () => undefined,
  setListening: () => undefined,
  setStarted: () => undefined,
  setStopping: () => undefined,
  stop: async () => undefined,
};

/** Where the program stands. */
const createStanding = () => {
  const standing = { isStarted: false, isListening: false, isStopping: false };
  let watched: Watched | undefined;

  const faultOfDatabase = async (): Promise<string | undefined> => {
    if (!watched) return undefined;
    try {
      await pTimeout(watched.ping(), { milliseconds: pingLimitMs });
      return undefined;
    } catch {
      return 'the database does not answer';
    }
  };

  return {
    standing,
    watch: (given: Watched) => {
      watched = given;
    },
    isReady: () => standing.isStarted && standing.isListening && !standing.isStopping,
    deliveries: () => watched?.deliveries(),
    /** Why it cannot do its work now. */
    async faults(): Promise<string[]> {
      if (standing.isStopping) return ['it is stopping'];
      const fault = await faultOfDatabase();
      return [
        ...(fault ? [fault] : []),
        ...(!watched ? ['it is starting: the database is not ready yet'] : []),
        ...(watched && !standing.isListening ? ['it is not connected to Slack'] : []),
        ...(standing.isListening && !standing.isStarted ? ['it is starting'] : []),
      ];
    },
  };
};

type Standing = ReturnType<typeof createStanding>;

const healthApp = (standing: Standing, metrics: Metrics): Hono => {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  app.get('/live', (context) => context.text('alive\n'));
  app.get('/ready', async (context) => {
    const found = await standing.faults();
    return found.length === 0
      ? context.text('ready\n')
      : context.text(`${found.map((fault) => `not ready: ${fault}`).join('\n')}\n`, 503);
  });
  app.get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  app.notFound((context) => context.text('There are /live, /ready and /metrics.\n', 404));
  app.onError((_, context) => context.text('That could not be looked up.\n', 500));
  return app;
};

/** Says how the program is, on a port of its own, from before its start until its end. */
export const startHealth = async (address: HealthAddress | undefined): Promise<Health> => {
  if (!address) return noHealth;
  const whole = createStanding();
  const { standing } = whole;
  const metrics = createMetrics(whole);
  const answer = getRequestListener(healthApp(whole, metrics).fetch, { overrideGlobalObjects: false });
  const server = createServer(serverLimits, (request, response) => void answer(request, response));
  await listenAt(server, { ...address, portName: 'HEALTH_PORT', hostName: 'HEALTH_HOST' });
  return {
    measure: metrics,
    onCommand: metrics.databaseCommand,
    watch: whole.watch,
    setListening: (isListening) => {
      standing.isListening = isListening;
    },
    setStarted: () => {
      standing.isStarted = true;
    },
    setStopping: () => {
      standing.isStopping = true;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
