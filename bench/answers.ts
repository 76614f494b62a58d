import { once } from 'node:events';
import { createServer } from 'node:http';
import type { OnEnd } from './cleanup.ts';

export interface Answers {
  /** A response_url for the command with this number. */
  url: (n: number) => string;
  /** Whether this command was answered. */
  has: (n: number) => boolean;
}

/** Takes what the bot says at the response_url of each command. */
export const listenForAnswers = async (onEnd: OnEnd): Promise<Answers> => {
  const answered = new Set<string>();
  const server = createServer((incoming, response) => {
    incoming.resume().once('end', () => {
      answered.add(incoming.url ?? '');
      response.end('ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onEnd(async () => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const path = (n: number) => `/commands/${n}`;
  return { url: (n) => `http://127.0.0.1:${port}${path(n)}`, has: (n) => answered.has(path(n)) };
};
