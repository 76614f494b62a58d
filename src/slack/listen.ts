import { once } from 'node:events';
import type { Server } from 'node:http';
import type { App } from '@slack/bolt';
import { ConfigError } from '../errors.ts';
import type { HttpTransport } from './http-receiver.ts';
import type { SocketTransport } from './socket-receiver.ts';

interface Address {
  port: number;
  host?: string | undefined;
  /** The variables that they come from. */
  portName?: string;
  hostName?: string;
}

const listenFaults: Readonly<Record<string, (address: Required<Address>) => string>> = {
  EADDRINUSE: ({ port, portName }) =>
    `${portName} ${port} is in use by another program: end that one, or set ${portName} to another number.`,
  EACCES: ({ port, portName }) =>
    `${portName} ${port} may not be used by this user: set ${portName} to a number above 1023.`,
  EADDRNOTAVAIL: ({ host, hostName }) =>
    `${hostName} ${host} is not an address of this machine: give one that is, or leave it out.`,
  ENOTFOUND: ({ host, hostName }) =>
    `${hostName} ${host} cannot be looked up: give an address of this machine, or leave it out.`,
};

/** What keeps an address from being listened at, in words for who runs the bot; any other error as it is. */
const listenError = (error: unknown, { port, host = '', portName = 'PORT', hostName = 'HOST' }: Address) => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fault = listenFaults[code];
  return fault ? new ConfigError([fault({ port, host, portName, hostName })]) : error;
};

/** Begins to listen to Slack. */
export const listen = async (app: App, transport: SocketTransport | HttpTransport): Promise<void> => {
  try {
    await app.start();
  } catch (error) {
    throw transport.kind === 'http' ? listenError(error, transport) : error;
  }
};

/** Has a server of our own listen; resolves when it does. */
export const listenAt = async (server: Server, address: Address): Promise<void> => {
  try {
    server.listen(address.port, address.host);
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, address);
  }
};
