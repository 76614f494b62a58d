import { App, type AuthorizeResult, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import { interactiveOptions } from './clients.ts';

export interface BoltAppOptions {
  transport: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string; port: number };
  slackApiUrl: string | undefined;
  authorize: () => Promise<AuthorizeResult>;
  logger: Logger;
}

const createReceiver = ({ transport, slackApiUrl, logger }: BoltAppOptions): Receiver => {
  if (transport.kind === 'http') {
    return new HTTPReceiver({
      signingSecret: transport.signingSecret,
      port: transport.port,
      logger: boltLogger(logger),
    });
  }
  return new SocketModeReceiver({
    appToken: transport.appToken,
    logger: boltLogger(logger),
    // Reconnecting keeps the library's own patience: with no retries a failed reconnect would end the process.
    installerOptions: { clientOptions: slackApiUrl === undefined ? {} : { slackApiUrl } },
  });
};

/** A Bolt app that knows who it is, so that it asks Slack nothing before handling an event. */
export const createBoltApp = (options: BoltAppOptions): App =>
  new App({
    receiver: createReceiver(options),
    // Bolt writes the person and the enterprise into it: a shared one would give everybody the first request's.
    authorize: async () => ({ ...(await options.authorize()) }),
    logger: boltLogger(options.logger),
    clientOptions: interactiveOptions(options),
    convoStore: false,
    // The bot must see what happens to its own messages, such as their deletion.
    ignoreSelf: false,
    extendedErrorHandler: true,
  });
