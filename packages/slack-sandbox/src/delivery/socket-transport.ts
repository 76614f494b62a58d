import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { isObject, objectIn, parseJson, stringIn } from '../json.ts';
import { ACK_TIMEOUT_MS, type Outcome } from './outcome.ts';
import type { Envelope, Transport } from './transport.ts';

export interface SocketTransport extends Transport {
  /** A ticket for one connection, part of the address that apps.connections.open answers. */
  newTicket(): string;
  onConnect(listener: () => void): void;
  /** Asks the bot to connect anew, as Slack does every few hours. */
  refresh(): void;
}

interface Pending {
  startedMs: number;
  timeout: NodeJS.Timeout;
  settle(outcome: Outcome): void;
}

type Connection = { socket: WebSocket; pending: Map<string, Pending>; isLeaving: boolean };

const PING_MS = 10_000;
const CLOSE_TIMEOUT_MS = 500;
export const SOCKET_PATH = '/link/';

const acknowledge = (connection: Connection, data: RawData) => {
  const message = parseJson(Buffer.isBuffer(data) ? data.toString('utf8') : '');
  const envelopeId = stringIn(objectIn(message).envelope_id) ?? '';
  const pending = connection.pending.get(envelopeId);
  if (!pending) return;
  const { payload } = objectIn(message);
  const hasPayload = isObject(payload) && Object.keys(payload).length > 0;
  pending.settle({
    status: 'ok',
    ackMs: Date.now() - pending.startedMs,
    ...(hasPayload && { body: payload }),
  });
};

const sendOver = (connection: Connection, { type, payload, retry }: Envelope): Promise<Outcome> =>
  new Promise((resolve) => {
    const envelopeId = randomUUID();
    const settle = (outcome: Outcome) => {
      clearTimeout(pending.timeout);
      connection.pending.delete(envelopeId);
      resolve(outcome);
    };
    const pending: Pending = {
      startedMs: Date.now(),
      timeout: setTimeout(() => settle({ status: 'operation_timeout', ackMs: null }), ACK_TIMEOUT_MS),
      settle,
    };
    connection.pending.set(envelopeId, pending);
    const frame = {
      envelope_id: envelopeId,
      payload,
      type,
      accepts_response_payload: type !== 'events_api',
      ...(type === 'events_api' && {
        retry_attempt: retry?.attempt ?? 0,
        retry_reason: retry?.reason.replace('http_', '') ?? '',
      }),
    };
    connection.socket.send(JSON.stringify(frame));
  });

/** A connection that is merely cut would leave the bot's client waiting. */
const closeSocket = async (socket: WebSocket): Promise<void> => {
  const closed = once(socket, 'close');
  const impatience = setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS);
  socket.close(1001);
  await closed;
  clearTimeout(impatience);
};

const hello = (appId: string, connections: number) => ({
  type: 'hello',
  num_connections: connections,
  debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18060 },
  connection_info: { app_id: appId },
});

export const createSocketTransport = (server: Server, appId: () => string): SocketTransport => {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections = new Set<Connection>();
  const listeners: (() => void)[] = [];
  let turn = 0;

  const welcome = (socket: WebSocket) => {
    const connection: Connection = { socket, pending: new Map(), isLeaving: false };
    const pings = setInterval(() => socket.ping(), PING_MS);
    connections.add(connection);
    socket.on('message', (data) => acknowledge(connection, data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pings);
      connections.delete(connection);
      for (const pending of connection.pending.values()) {
        pending.settle({ status: 'connection_lost', ackMs: null });
      }
    });
    socket.send(JSON.stringify(hello(appId(), connections.size)));
    for (const listener of listeners) listener();
  };

  const upgrade = (
    request: IncomingMessage,
    stream: Parameters<typeof sockets.handleUpgrade>[1],
    head: Buffer,
  ) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const ticket = url.searchParams.get('ticket') ?? '';
    if (url.pathname !== SOCKET_PATH || !tickets.delete(ticket)) {
      stream.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, welcome);
  };
  server.on('upgrade', upgrade);

  const open = () =>
    [...connections].filter(({ socket, isLeaving }) => socket.readyState === socket.OPEN && !isLeaving);

  return {
    newTicket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    onConnect: (listener) => listeners.push(listener),
    refresh() {
      for (const connection of open()) {
        connection.isLeaving = true;
        connection.socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      }
    },
    isConnected: () => Promise.resolve(open().length > 0),
    send(envelope) {
      const available = open();
      turn += 1;
      const connection = available[turn % Math.max(1, available.length)];
      if (!connection) return Promise.resolve({ status: 'not_connected', ackMs: null });
      return sendOver(connection, envelope);
    },
    async close() {
      await Promise.all([...connections].map(({ socket }) => closeSocket(socket)));
      sockets.close();
    },
  };
};
