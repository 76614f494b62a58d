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

/** Begins to listen to Slack; what keeps a port from being listened on is told in words for who runs the bot. */
export const listen = async (app: App, transport: SocketTransport | HttpTransport): Promise<void> => {
  try {
    await app.start();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const fault = listenFaults[code];
    if (transport.kind === 'socket' || !fault) throw error;
    throw new ConfigError([fault(transport.port, transport.host ?? '')]);
  }
};
