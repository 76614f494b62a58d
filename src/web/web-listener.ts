import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { safeHeaders } from './safe-headers.ts';
import { createWebApp, webParts } from './web-app.ts';
import type { WebDeps } from './web-part.ts';

/** Nothing is told to whoever did not come for these pages. */
const refuse = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-length': 0, connection: 'close' });
  response.end();
};

/**
 * Only the public address is answered, whatever a proxy says of another: links with secrets in them and forms are made
 * for that one.
 */
const refusalOf = ({ headers, url = '' }: IncomingMessage, publicHost: string): number | undefined => {
  if (!url.startsWith('/')) return 400;
  return headers.host?.toLowerCase() === publicHost ? undefined : 421;
};

/** Answers whatever comes to the pages, on the server that Slack's requests come to or on one of their own. */
export const createWebListener = (deps: WebDeps, parts = webParts): RequestListener => {
  const log = deps.logger.child({ feature: 'web' });
  const publicHost = new URL(deps.publicUrl).host;
  const answer = getRequestListener(createWebApp(deps, parts).fetch, {
    // Slack's client goes by the built-in ones.
    overrideGlobalObjects: false,
    errorHandler: () => new Response(null, { status: 400 }),
  });
  return (request, response) => {
    for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
    const refusal = refusalOf(request, publicHost);
    if (refusal !== undefined) {
      log.info({ page: 'none', status: refusal }, 'page');
      return refuse(response, refusal);
    }
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a page could not be answered');
      response.destroy();
    });
  };
};
