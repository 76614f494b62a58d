import type { App } from '@slack/bolt';
import { ConfigError } from '../errors.ts';
import type { HttpTransport } from './http-receiver.ts';
import type { SocketTransport } from './socket-receiver.ts';

const listenFaults: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) =>
    `PORT ${port} is in use by another program: end that one, or set PORT to another number.`,
  EACCES: (port) => `PORT ${port} may not be used by this user: set PORT to a number above 1023.`,
  EADDRNOTAVAIL: (_, host) =>
    `HOST ${host} is not an address of this machine: leave it out to listen on all of them.`,
  ENOTFOUND: (_, host) =>
    `HOST ${host} cannot be looked up: give an address of this machine, or leave it out to listen on all of them.`,
};

/** What keeps an address from being listened at, in words for who runs the bot; any other error as it is. */
export const listenError = (error: unknown, { port, host }: { port: number; host?: string | undefined }) => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fault = listenFaults[code];
  return fault ? new ConfigError([fault(port, host ?? '')]) : error;
};

/** Begins to listen to Slack. */
export const listen = async (app: App, transport: SocketTransport | HttpTransport): Promise<void> => {
  try {
    await app.start();
  } catch (error) {
    throw transport.kind === 'http' ? listenError(error, transport) : error;
  }
};
