import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { createVisitLimits } from './limit/visit-limit.ts';
import { tooManyMade } from './refusal.ts';
import { safeHeaders } from './safe-headers.ts';
import { createWebApp, webParts } from './web-app.ts';
import type { WebDeps } from './web-part.ts';

/** Nothing is told to whoever did not come for these pages. */
const refuse = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-length': 0, connection: 'close' });
  response.end();
};

/** A flood costs as little as can be: nothing is looked up, logged or made for it. */
const tellToWait = (response: ServerResponse, seconds: number): void => {
  response.writeHead(tooManyMade.status, { ...tooManyMade.headers, 'retry-after': String(seconds) });
  response.end(tooManyMade.text);
};

/** Requests without a body, but for the two that browsers' own `Request` does not know. */
const isBare = (method: string): boolean => ['GET', 'HEAD', 'TRACE', 'CONNECT'].includes(method);

/** The server's stand-in for a request is none that hono could copy with what was read of its body. */
const copied = (request: Request): Request => {
  const { method, headers, body, signal } = request;
  return new Request(request.url, { method, headers, body, signal, duplex: 'half' });
};

/** Answers whatever comes to the pages, on the server that Slack's requests come to or on one of their own. */
export const createWebListener = (deps: WebDeps, parts = webParts): RequestListener => {
  const log = deps.logger.child({ feature: 'web' });
  const publicHost = new URL(deps.publicUrl).host;
  let hasWarned = false;

  /**
   * Only the public address is answered, whatever a proxy says of another: links with secrets in them and forms are made
   * for that one.
   */
  const refusalOf = ({ headers, url = '' }: IncomingMessage): number | undefined => {
    if (!url.startsWith('/')) return 400;
    if (headers.host?.toLowerCase() === publicHost) return undefined;
    if (!hasWarned)
      log.warn(
        'a request for another host than that of PUBLIC_URL was refused: let the proxy before the bot pass the header Host on',
      );
    hasWarned = true;
    return 421;
  };

  const limits = createVisitLimits(deps, parts);
  const app = createWebApp(deps, parts, limits);
  const answer = getRequestListener(
    (request, env) => app.fetch(isBare(request.method) ? request : copied(request), env as HttpBindings),
    {
      // Slack's client goes by the built-in ones.
      overrideGlobalObjects: false,
      errorHandler: () => new Response(null, { status: 400 }),
    },
  );
  return (request, response) => {
    for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
    const status = refusalOf(request);
    if (status !== undefined) {
      deps.measure.page('none', status);
      log.debug({ page: 'none', status }, 'page');
      return refuse(response, status);
    }
    const blocked = limits.blocked(request);
    if (blocked) {
      deps.measure.page(blocked.name, tooManyMade.status);
      return tellToWait(response, blocked.seconds);
    }
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a page could not be answered');
      response.destroy();
    });
  };
};
