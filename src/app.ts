import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { App } from '@slack/bolt';
import dotenv from 'dotenv';
import type { Logger } from 'pino';
import { type Clock, runInUtc, systemClock } from './clock.ts';
import { type Config, readConfig, secretsIn } from './config.ts';
import { loadContent } from './content/index.ts';
import { connectDatabase } from './database/connect.ts';
import type { Installation, Process } from './deps.ts';
import { registerHandlers } from './handlers/index.ts';
import { createRoutes } from './handlers/routes.ts';
import { registerFarewell } from './handlers/workspace/farewell-event.ts';
import { type Health, startHealth } from './health/health.ts';
import { createLogger } from './logger.ts';
import { createModels, prepareModels } from './models/index.ts';
import { takeOver } from './operations/delivery/take-over.ts';
import { createPictures } from './picture/pictures.ts';
import { endOnUncaughtErrors, endWith, stopOnSignals } from './program-end.ts';
import { createRedactor } from './redact.ts';
import { createJobs } from './schedules/index.ts';
import { createTicker } from './schedules/ticker.ts';
import { createAnswerLater } from './slack/answer-later.ts';
import { createBackground } from './slack/background.ts';
import { createBoltApp } from './slack/bolt-app.ts';
import { identify } from './slack/identify.ts';
import { listen } from './slack/listen.ts';
import { untilReached } from './slack/reach.ts';
import { registerRequestLog } from './slack/request-log.ts';
import { apology } from './views/apology.ts';
import { startWebServer } from './web/server.ts';
import { createWebListener } from './web/web-listener.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

export interface RunningApp {
  /** Does what is due now, and resolves when it is done. */
  wake(): Promise<void>;
  /** Stops taking work, finishes what was acknowledged, and closes everything. */
  stop(): Promise<void>;
}

const drainLimitMs = 6_000;

interface Surroundings {
  clock: Clock;
  logger: Logger;
  signal: AbortSignal;
  health: Health;
}

const connectSlack = (
  config: Config,
  installation: Installation,
  shared: Process,
  workspaces: Workspaces,
  { pages, signal, health }: Pick<Surroundings, 'signal' | 'health'> & { pages: RequestListener | undefined },
): App => {
  const { clock, logger, background, measure } = shared;
  const app = createBoltApp({
    transport: config.transport,
    slackApiUrl: config.slackApiUrl,
    authorize: async () => ({ botToken: config.botToken, ...installation }),
    logger,
    ...(pages && { pages }),
    signal,
    onListening: health.setListening,
    onCall: measure.slackCall,
  });
  registerRequestLog(app, { clock, logger, background, apology, measure });
  registerHandlers(createRoutes(app, (teamId, heardAt) => workspaces.hear(teamId, heardAt)));
  registerFarewell(app, { leave: (teamId, at) => workspaces.leave(teamId, at), clock });
  return app;
};

/**
 * Starts the bot with a configuration; resolves when it listens to Slack, which is tried until it succeeds or until the
 * signal.
 */
const startBot = async (
  config: Config,
  { clock, logger, signal, health }: Surroundings,
): Promise<RunningApp> => {
  const content = loadContent();
  const database = await connectDatabase(config, {
    onWarning: (line) => logger.warn({ feature: 'database', line }, 'the database said'),
    onCommand: health.onCommand,
  });
  try {
    const models = createModels(database.connection);
    await prepareModels(models, clock.now());
    health.watch({ ping: database.ping, deliveries: () => models.deliveries.counts(clock.now()) });
    const instanceId = randomUUID();
    if (database.isOwn) await takeOver(models, instanceId, clock.now());
    const installation = await untilReached(() => identify({ ...config, logger }), { logger, signal });
    const { teamId } = installation;
    // Slack has just taken its token.
    await models.workspaces.of(teamId).recordInstalled(clock.now());
    const background = createBackground(logger);
    const shared: Process = {
      clock,
      logger,
      models,
      ...content,
      background,
      instanceId,
      answerLater: createAnswerLater(logger),
      publicUrl: config.pages?.publicUrl,
      measure: health.measure,
      pictures: createPictures(logger),
    };
    const workspaces = createWorkspaces(shared, {
      // The database may know another workspace, whose token was here before.
      findInstallation: async (id) =>
        id === teamId ? { ...installation, botToken: config.botToken } : undefined,
      slackApiUrl: config.slackApiUrl,
      wallChannelId: config.wallChannelId,
    });
    const stopping = new AbortController();
    const pages =
      config.pages &&
      createWebListener({ ...shared, ...config.pages, workspaces, stopping: stopping.signal });
    const app = connectSlack(config, installation, shared, workspaces, { pages, signal, health });
    // Over HTTP the pages are where Slack's requests arrive.
    const isApart = config.transport.kind === 'socket';
    const web = config.pages && pages && isApart ? await startWebServer(pages, config.pages) : undefined;
    await listen(app, config.transport);
    const ticker = createTicker({ ...shared, workspaces }, createJobs());
    background.run('schedule', async () => {
      // The tick meets it again if it could not be met now.
      await workspaces.meet(teamId).catch(() => undefined);
      await ticker.tick();
    });
    health.setStarted();
    return {
      async wake() {
        await ticker.tick();
        await background.drain(drainLimitMs);
      },
      async stop() {
        health.setStopping();
        stopping.abort();
        workspaces.stop();
        await ticker.stop();
        // A socket carries the acknowledgements of what is under way, so it closes after a short wait.
        if (config.transport.kind === 'socket') await background.drain(1_000);
        await Promise.all([app.stop(), web?.stop()]);
        await background.drain(drainLimitMs);
        await shared.pictures.stop();
        await database.close();
        await health.stop();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};

const startApp = async (config: Config, surroundings: Omit<Surroundings, 'health'>): Promise<RunningApp> => {
  const health = await startHealth(config.health);
  try {
    return await startBot(config, { ...surroundings, health });
  } catch (error) {
    await health.stop();
    throw error;
  }
};

/**
 * Runs the program: configuration from the environment and `.env`, one line when it is ready, a clean stop on SIGTERM
 * and SIGINT. A fault that the operator can mend is told in plain words and ends the process with code 1.
 */
export const runApp = async ({ clock = systemClock }: { clock?: Clock } = {}): Promise<RunningApp> => {
  runInUtc();
  dotenv.config({ quiet: true });
  const interrupt = new AbortController();
  let redact = createRedactor();
  try {
    const config = readConfig(process.env);
    redact = createRedactor(secretsIn(config));
    const logger = createLogger(config.logLevel, redact);
    endOnUncaughtErrors(logger);
    const starting = startApp(config, { clock, logger, signal: interrupt.signal });
    stopOnSignals(starting, { clock, logger, interrupt });
    const app = await starting;
    if (!interrupt.signal.aborted) logger.info({ transport: config.transport.kind }, 'Brag Wall is ready');
    return app;
  } catch (error) {
    // The signal's handler ends the process.
    if (interrupt.signal.aborted) return new Promise(() => {});
    return endWith(error, redact);
  }
};
