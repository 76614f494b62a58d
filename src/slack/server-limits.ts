import type { Server, ServerOptions } from 'node:http';

/**
 * Whoever takes longer to send a request than this is broken, or wants to hold the bot up. All that Slack and pages send
 * is small.
 */
export const serverLimits: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

/** A connection on which nothing has gone to or fro for so long is given up. */
const idleLimitMs = 60_000;

export const endIdleConnections = (server: Server): Server => server.setTimeout(idleLimitMs);

/** A download on a slow line, or a page that listens, does not hold up the end of the program. */
const stopLimitMs = 3_000;
/** How often to end what was answered meanwhile and is kept for more. */
const endIdleEveryMs = 50;

/** Waits for what is under way on a server that is being closed, and then for nothing more. */
export const closedInTime = async (server: Server, closed: Promise<unknown>): Promise<void> => {
  const limit = setTimeout(() => server.closeAllConnections(), stopLimitMs);
  const idle = setInterval(() => server.closeIdleConnections(), endIdleEveryMs);
  await closed.finally(() => {
    clearTimeout(limit);
    clearInterval(idle);
  });
};
