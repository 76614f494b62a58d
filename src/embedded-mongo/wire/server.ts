import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Engine } from '../engine.ts';
import { MongoError } from '../errors.ts';
import type { Doc } from '../values/bson-document.ts';
import { errorReply, runCommand } from './dispatch.ts';
import { encodeReply, FrameReader, parseRequest, type Request } from './wire.ts';

/** A client that begins a message and does not end it is cut off. */
const STALLED_MS = 30_000;

interface MongoServer {
  close(): Promise<void>;
}

export async function listen(engine: Engine, socketPath: string): Promise<MongoServer> {
  const sockets = new Set<Socket>();
  let lastConnectionId = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(engine, socket, ++lastConnectionId);
  });
  rmSync(socketPath, { force: true });
  await listening(server, socketPath);
  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function listening(server: Server, socketPath: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  chmodSync(socketPath, 0o600);
}

function serve(engine: Engine, socket: Socket, connectionId: number): void {
  const reader = new FrameReader();
  let turn = Promise.resolve();
  socket.on('error', () => socket.destroy()).on('timeout', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const frame of reader.push(chunk)) {
        const request = parseRequest(frame);
        // A client's messages are answered one after the other, in their order.
        turn = turn.then(() => answer(engine, socket, request, connectionId));
      }
    } catch {
      socket.destroy();
    }
    socket.setTimeout(reader.partial ? STALLED_MS : 0);
  });
}

async function answer(engine: Engine, socket: Socket, request: Request, connectionId: number): Promise<void> {
  const reply = await runCommand(engine, request.command, connectionId).catch(errorReply);
  if (request.silent || socket.destroyed) return;
  const flushed = socket.write(fittingReply(request, reply));
  if (!flushed)
    await new Promise<void>((resolve) => socket.once('drain', resolve).once('close', () => resolve()));
}

/** A reply may be more than one BSON document can hold, such as all distinct values of long texts. */
function fittingReply(request: Request, reply: Doc | Uint8Array): Buffer {
  try {
    return encodeReply(request, reply);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return encodeReply(request, errorReply(new MongoError(10334, `The reply is too large: ${reason}`)));
  }
}
