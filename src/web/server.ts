import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { listenAt } from '../slack/listen.ts';
import { closedInTime, endIdleConnections, serverLimits } from '../slack/server-limits.ts';

export interface WebServer {
  port: number;
  /** Takes no more requests, and resolves when those under way are answered. */
  stop(): Promise<void>;
}

/** A server of our own for the pages, where Slack's requests do not come over HTTP. */
export const startWebServer = async (
  pages: RequestListener,
  { port, host }: { port: number; host?: string | undefined },
  limits = serverLimits,
): Promise<WebServer> => {
  const server = endIdleConnections(createServer(limits, pages));
  await listenAt(server, { port, host });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      await closedInTime(server, closed);
    },
  };
};
