import { randomUUID } from 'node:crypto';
import type { App } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import dotenv from 'dotenv';
import type { Logger } from 'pino';
import { type Clock, systemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { loadContent } from './content/index.ts';
import { connectDatabase } from './database/connect.ts';
import type { Installation, Process } from './deps.ts';
import { ConfigError, slackErrorCode } from './errors.ts';
import { registerHandlers } from './handlers/index.ts';
import { createRoutes } from './handlers/routes.ts';
import { createLogger } from './logger.ts';
import { createModels, prepareModels } from './models/index.ts';
import { takeOver } from './operations/delivery/take-over.ts';
import { createJobs } from './schedules/index.ts';
import { createTicker } from './schedules/ticker.ts';
import { createAnswerLater } from './slack/answer-later.ts';
import { createBackground } from './slack/background.ts';
import { createBoltApp } from './slack/bolt-app.ts';
import { interactiveOptions } from './slack/clients.ts';
import { registerRequestLog } from './slack/request-log.ts';
import { apology } from './views/apology.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

export interface RunningApp {
  /** Does what is due now, and resolves when it is done. */
  wake(): Promise<void>;
  /** Stops taking work, finishes what was acknowledged, and closes everything. */
  stop(): Promise<void>;
}

const drainLimitMs = 6_000;
const stopLimitMs = 9_500;

const refusedTokens: Record<string, string> = {
  invalid_auth: 'it is not a valid token',
  not_authed: 'it is not a valid token',
  account_inactive: 'the app was removed from the workspace',
  token_revoked: 'it was revoked',
  token_expired: 'it has expired',
};

const identify = async ({ botToken, slackApiUrl }: Config, logger: Logger): Promise<Installation> => {
  const slack = new WebClient(botToken, interactiveOptions({ slackApiUrl, logger }));
  try {
    const answer = await slack.auth.test();
    const { team_id: teamId, enterprise_id: enterpriseId, user_id: botUserId, bot_id: botId, url } = answer;
    if (!teamId || !botUserId || !botId || !url) throw new Error('auth.test did not say who the bot is');
    return { teamId, ...(enterpriseId && { enterpriseId }), botUserId, botId, url };
  } catch (error) {
    const reason = refusedTokens[slackErrorCode(error) ?? ''];
    if (!reason) throw error;
    throw new ConfigError([
      `Slack refuses SLACK_BOT_TOKEN: ${reason}. Install the app again and copy the Bot User OAuth Token from "OAuth & Permissions".`,
    ]);
  }
};

const connectSlack = (
  config: Config,
  installation: Installation,
  { clock, logger, background }: Process,
  workspaces: Workspaces,
): App => {
  const app = createBoltApp({
    transport: config.transport,
    slackApiUrl: config.slackApiUrl,
    authorize: async () => ({ botToken: config.botToken, ...installation }),
    logger,
  });
  registerRequestLog(app, { clock, logger, background, apology });
  registerHandlers(createRoutes(app, (teamId) => workspaces.of(teamId)));
  return app;
};

/** Starts the bot with a configuration; resolves when it listens to Slack. */
export const startApp = async (config: Config, clock: Clock, logger: Logger): Promise<RunningApp> => {
  const content = loadContent();
  const database = await connectDatabase(config, (line) =>
    logger.warn({ feature: 'database', line }, 'the database said'),
  );
  try {
    const models = createModels(database.connection);
    await prepareModels(models, clock.now());
    const instanceId = randomUUID();
    if (database.isOwn) await takeOver(models, instanceId, clock.now());
    const installation = await identify(config, logger);
    const { teamId } = installation;
    const background = createBackground(logger);
    const shared: Process = {
      clock,
      logger,
      models,
      ...content,
      background,
      instanceId,
      answerLater: createAnswerLater(logger),
    };
    const workspaces = createWorkspaces(shared, {
      // The database may know another workspace, whose token was here before.
      findInstallation: async (id) =>
        id === teamId ? { ...installation, botToken: config.botToken } : undefined,
      slackApiUrl: config.slackApiUrl,
      wallChannelId: config.wallChannelId,
    });
    const app = connectSlack(config, installation, shared, workspaces);
    await app.start();
    const ticker = createTicker({ ...shared, workspaces }, createJobs());
    background.run('schedule', async () => {
      // The tick meets it again if it could not be met now.
      await workspaces.meet(teamId).catch(() => undefined);
      await ticker.tick();
    });
    return {
      async wake() {
        await ticker.tick();
        await background.drain(drainLimitMs);
      },
      async stop() {
        workspaces.stop();
        await ticker.stop();
        // A socket carries the acknowledgements of what is under way, so it closes after a short wait.
        if (config.transport.kind === 'socket') await background.drain(1_000);
        await app.stop();
        await background.drain(drainLimitMs);
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};

/** Ctrl-C reaches a program under npm twice: from the terminal, and from npm. */
const sameCtrlCMs = 100;

const stopOnSignals = (app: RunningApp, clock: Clock, logger: Logger): void => {
  let stoppingSince: number | undefined;
  const stop = async (signal: string): Promise<void> => {
    const now = clock.now().getTime();
    if (stoppingSince !== undefined) {
      if (signal === 'SIGINT' && now - stoppingSince < sameCtrlCMs) return;
      process.exit(1);
    }
    stoppingSince = now;
    logger.info({ signal }, 'stopping');
    // Whatever is not finished by then is written down, and is done at the next start.
    setTimeout(() => process.exit(0), stopLimitMs).unref();
    await app.stop();
    logger.info('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
};

/**
 * Runs the program: configuration from the environment and `.env`, one line when it is ready, a clean stop on SIGTERM
 * and SIGINT. A fault that the operator can mend is told in plain words and ends the process with code 1.
 */
export const runApp = async ({ clock = systemClock }: { clock?: Clock } = {}): Promise<RunningApp> => {
  dotenv.config({ quiet: true });
  try {
    const config = readConfig(process.env);
    const logger = createLogger(config.logLevel);
    const app = await startApp(config, clock, logger);
    stopOnSignals(app, clock, logger);
    logger.info({ transport: config.transport.kind }, 'Brag Wall is ready');
    return app;
  } catch (error) {
    const faults =
      error instanceof ConfigError ? error.faults : [`Brag Wall could not start: ${String(error)}`];
    process.stderr.write(`${faults.join('\n')}\n`);
    process.exit(1);
  }
};
