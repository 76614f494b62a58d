import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../commands/engine.ts';
import { MongoError } from '../errors.ts';
import type { Doc } from '../values/bson-document.ts';
import { errorReply, runCommand } from './dispatch.ts';
import { encodeReply, FrameReader, parseRequest, type Request } from './wire.ts';

/** A client that begins a message and does not end it is cut off. */
const STALLED_MS = 30_000;
/** Messages of one client that wait for their turn before it has to wait as well. */
const MOST_WAITING = 16;
const LONGEST_FINISH_MS = 5_000;

interface MongoServer {
  close(): Promise<void>;
}

export async function listen(engine: Engine, socketPath: string): Promise<MongoServer> {
  const connections = new Map<Socket, Connection>();
  let lastConnectionId = 0;
  const server = createServer((socket) => {
    connections.set(socket, serve(engine, socket, ++lastConnectionId));
    socket.on('close', () => connections.delete(socket));
  });
  rmSync(socketPath, { force: true });
  await listening(server, socketPath);
  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.race([
        Promise.all([...connections.values()].map((connection) => connection.finish())),
        sleep(LONGEST_FINISH_MS, undefined, { ref: false }),
      ]);
      for (const socket of connections.keys()) socket.destroy();
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

interface Connection {
  /** Takes no further messages, and resolves when those taken are answered. */
  finish(): Promise<void>;
}

function serve(engine: Engine, socket: Socket, connectionId: number): Connection {
  const reader = new FrameReader();
  let turn = Promise.resolve();
  let [waiting, isFinishing] = [0, false];
  const take = (request: Request): void => {
    // A client's messages are answered one after the other, in their order.
    waiting++;
    turn = turn.then(() => answer(engine, socket, request, connectionId)).finally(resumeWhenFew);
  };
  const resumeWhenFew = (): void => {
    waiting--;
    if (waiting > 0 || isFinishing || !socket.isPaused()) return;
    watchForStall();
    socket.resume();
  };
  const watchForStall = (): void => void socket.setTimeout(reader.partial ? STALLED_MS : 0);
  socket.on('error', () => socket.destroy()).on('timeout', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const frame of reader.push(chunk)) take(parseRequest(frame));
    } catch {
      socket.destroy();
    }
    watchForStall();
    if (waiting <= MOST_WAITING) return;
    // Who sends faster than is answered waits, and is not cut off meanwhile.
    socket.pause().setTimeout(0);
  });
  return {
    finish() {
      isFinishing = true;
      socket.pause();
      return turn;
    },
  };
}

async function answer(engine: Engine, socket: Socket, request: Request, connectionId: number): Promise<void> {
  const reply = await runCommand(engine, request.command, connectionId).catch(errorReply);
  if (request.silent || socket.destroyed) return;
  if (socket.write(fittingReply(request, reply))) return;
  const either = new AbortController();
  const flushed = ['drain', 'close'].map((event) => once(socket, event, { signal: either.signal }));
  await Promise.race(flushed).catch(() => {
    // The connection failed: there is nobody to wait for.
  });
  either.abort();
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
