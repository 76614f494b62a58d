import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { listenError } from '../slack/listen.ts';

export interface WebServer {
  port: number;
  /** Takes no more requests, and resolves when those under way are answered. */
  stop(): Promise<void>;
}

/** A page's request is small: whoever takes longer to send one is not a browser. */
const requestTimeoutMs = 15_000;
/** A download on a slow line does not hold up the end of the program. */
const stopLimitMs = 3_000;

/** A server of our own for the pages, where Slack's requests do not come over HTTP. */
export const startWebServer = async (
  pages: RequestListener,
  { port, host }: { port: number; host?: string | undefined },
): Promise<WebServer> => {
  const server = createServer({ requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs }, pages);
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, { port, host });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      const limit = setTimeout(() => server.closeAllConnections(), stopLimitMs);
      await closed.finally(() => clearTimeout(limit));
    },
  };
};
