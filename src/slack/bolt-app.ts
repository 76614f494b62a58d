import type { RequestListener } from 'node:http';
import { App, type AuthorizeResult, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import type { OnCall } from './checked-fetch.ts';
import { interactiveOptions } from './clients.ts';
import { createHttpReceiver, type HttpTransport } from './http-receiver.ts';
import { createSocketReceiver, type SocketTransport } from './socket-receiver.ts';

export interface BoltAppOptions {
  transport: SocketTransport | HttpTransport;
  slackApiUrl: string | undefined;
  authorize: () => Promise<AuthorizeResult>;
  logger: Logger;
  /** Over HTTP, answers what is not for Slack. */
  pages?: RequestListener;
  /** Ends the attempts to reach Slack. */
  signal?: AbortSignal;
  /** Hears whether Slack is listened to now. */
  onListening?: (isListening: boolean) => void;
  onCall?: OnCall;
}

const createReceiver = ({
  transport,
  slackApiUrl,
  logger,
  pages,
  signal,
  onListening,
}: BoltAppOptions): Receiver =>
  transport.kind === 'http'
    ? createHttpReceiver(transport, { logger, pages, onListening })
    : createSocketReceiver(transport, {
        slackApiUrl,
        logger,
        signal: signal ?? new AbortController().signal,
        onListening,
      });

/** A Bolt app that knows who it is, so that it asks Slack nothing before handling an event. */
export const createBoltApp = (options: BoltAppOptions): App => {
  const app = new App({
    receiver: createReceiver(options),
    // Bolt writes the person and the enterprise into it: a shared one would give everybody the first request's.
    authorize: async () => ({ ...(await options.authorize()) }),
    logger: boltLogger(options.logger),
    clientOptions: interactiveOptions(options),
    convoStore: false,
    // The bot must see what happens to its own messages, such as their deletion.
    ignoreSelf: false,
  });
  // Bolt's own would log it without its cause: the receiver logs it.
  app.error(async (error) => {
    throw error;
  });
  return app;
};
