import { setTimeout as wait } from 'node:timers/promises';
import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import pTimeout from 'p-timeout';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import { createCheckedFetch } from './checked-fetch.ts';
import { guardFrames } from './frames.ts';
import { retryDelayMs, untilReached } from './reach.ts';
import { throwIfRefused } from './refused-token.ts';

export interface SocketTransport {
  kind: 'socket';
  appToken: string;
}

interface SocketOptions {
  slackApiUrl: string | undefined;
  logger: Logger;
  /** Ends the attempts to connect. */
  signal: AbortSignal;
  onListening?: ((isListening: boolean) => void) | undefined;
}

const connectionOptions = (slackApiUrl: string | undefined): WebClientOptions => ({
  ...(slackApiUrl !== undefined && { slackApiUrl }),
  fetch: createCheckedFetch(slackApiUrl),
  timeout: 10_000,
  // Trying again is ours: see `untilReached`.
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
});

const drop = ({ client }: SocketModeReceiver): void => {
  client.removeAllListeners();
  void client.disconnect();
};

/** Slack says hello within a second. */
const helloLimitMs = 30_000;
/** A connection that held so long is no failure when it ends: Slack renews each every few hours. */
const settledMs = 60_000;
/** How often to see whether a token that was refused is taken again. */
const refusedDelayMs = 5 * 60_000;

/**
 * Bolt's receiver for Socket Mode, a new one for each connection. One that connects again by itself leaves a promise
 * that nobody catches when that fails, which would end the process.
 */
export const createSocketReceiver = (
  { appToken }: SocketTransport,
  { slackApiUrl, logger, signal, onListening = () => undefined }: SocketOptions,
): Receiver => {
  const log = logger.child({ feature: 'slack' });
  const stopping = new AbortController();
  const until = AbortSignal.any([signal, stopping.signal]);
  let app: App | undefined;
  let current: SocketModeReceiver | undefined;
  /** Connections in a row that ended before they had settled. */
  let shortLived = 0;

  const createReceiver = (): SocketModeReceiver => {
    const receiver = new SocketModeReceiver({
      appToken,
      autoReconnectEnabled: false,
      // What goes wrong with a connection is told once, here.
      logger: boltLogger(logger, { quiet: true }),
      installerOptions: { clientOptions: connectionOptions(slackApiUrl) },
      // What handlers throw is caught around them: what arrives here, Bolt could not read.
      async processEventErrorHandler({ error }) {
        log.warn({ err: error }, 'a request could not be read');
        return false;
      },
    });
    guardFrames(receiver.client, log);
    if (app) receiver.init(app);
    return receiver;
  };

  const connect = async (): Promise<void> => {
    const receiver = createReceiver();
    try {
      await pTimeout(receiver.start(), { milliseconds: helloLimitMs });
    } catch (error) {
      drop(receiver);
      throwIfRefused(error, 'SLACK_APP_TOKEN');
      throw error;
    }
    if (until.aborted) return drop(receiver);
    current = receiver;
    onListening(true);
    watch(receiver);
  };

  const watch = (receiver: SocketModeReceiver): void => {
    const settled = setTimeout(() => {
      shortLived = 0;
    }, settledMs).unref();
    receiver.client.on('error', (error: unknown) =>
      log.warn({ err: error }, 'the connection to Slack failed'),
    );
    receiver.client.once('disconnected', () => {
      clearTimeout(settled);
      drop(receiver);
      onListening(false);
      if (until.aborted) return;
      log.info('the connection to Slack ended and is made anew');
      void reconnect();
    });
  };

  const reconnect = async (): Promise<void> => {
    try {
      if (shortLived > 0) await wait(retryDelayMs(undefined, shortLived), undefined, { signal: until });
      shortLived += 1;
      await untilReached(connect, { logger, signal: until });
    } catch (error) {
      if (until.aborted) return;
      log.error({ err: error }, 'Slack cannot be listened to, which is tried again in five minutes');
      await wait(refusedDelayMs, undefined, { signal: until }).catch(() => undefined);
      if (!until.aborted) await reconnect();
    }
  };

  return {
    init(given) {
      app = given;
    },
    start: () => untilReached(connect, { logger, signal: until }),
    async stop() {
      stopping.abort();
      await current?.stop();
    },
  };
};
