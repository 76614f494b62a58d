import type { ServerOptions } from 'node:http';
import { freePort } from 'slack-sandbox/testing';
import { startWebServer } from '../../src/web/server.ts';
import { webParts } from '../../src/web/web-app.ts';
import { createWebListener } from '../../src/web/web-listener.ts';
import type { WebDeps, WebPart } from '../../src/web/web-part.ts';
import type { TestBot } from './bot.ts';

/** As the program has it: fake Slack's stands in for it. */
const realFetch = globalThis.fetch;

/** The bot's pages on a port of their own, reached as from a browser. `deps` and `parts` in place of the bot's. */
export const openTestWeb = async (
  bot: TestBot,
  {
    deps = {},
    parts = webParts,
    limits,
    port: chosen,
  }: { deps?: Partial<WebDeps>; parts?: readonly WebPart[]; limits?: ServerOptions; port?: number } = {},
) => {
  const port = chosen ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const listener = createWebListener(
    {
      ...bot.shared,
      workspaces: bot.workspaces,
      publicUrl: url,
      stopping: new AbortController().signal,
      ...deps,
    },
    parts,
  );
  const server = await startWebServer(listener, { port, host: '127.0.0.1' }, limits);
  return {
    port,
    url,
    get: (path: string, init: RequestInit = {}) =>
      realFetch(`${url}${path}`, { redirect: 'manual', ...init }),
    /** A form as a browser sends it. */
    post: (path: string, fields: Record<string, string> = {}, init: RequestInit = {}) =>
      realFetch(`${url}${path}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams(fields),
        ...init,
      }),
    stop: () => server.stop(),
  };
};

export type TestWeb = Awaited<ReturnType<typeof openTestWeb>>;
