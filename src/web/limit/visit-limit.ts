import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Process } from '../../deps.ts';
import { type CountVisit, type VisitLimit, waitMsOf } from '../../models/visit-count.ts';
import { tooMany } from '../refusal.ts';
import type { WebContext, WebDeps, WebEnv, WebPart } from '../web-part.ts';
import { clientAddress, isThisMachine, networkOf } from './client-address.ts';
import { createVisitorPrint } from './visitor-print.ts';

const usual = { address: 60, link: 60 };
const perSeconds = 60;
/** The name of what no part answers. */
const nowhere = 'none';

/**
 * Counts in this process first: more than a limit's worth never gets to the database. There all replicas count together;
 * while it is away, each for itself.
 */
const createCounter = (
  { models, logger }: Pick<Process, 'models' | 'logger'>,
  limit: VisitLimit,
): CountVisit => {
  const own = new RateLimiterMemory({ points: limit.most, duration: limit.perSeconds });
  const shared = models.visitCounts.counter(limit);
  return async (key) => {
    const wait = await waitMsOf(own.consume(key));
    if (wait !== undefined) return wait;
    try {
      return await shared(key);
    } catch (error) {
      logger.debug({ feature: 'web', err: error }, 'a visit was counted by this process alone');
      return undefined;
    }
  };
};

const originOf = ({ socket, headers }: IncomingMessage) => ({
  peer: socket.remoteAddress,
  // Several of one name come joined.
  forwardedFor: headers['x-forwarded-for']?.toString(),
});

const isBelow = (url: string, path: string): boolean =>
  url.startsWith(path) && ['/', '?', undefined].includes(url[path.length]);

/** What follows the beginning of the part's addresses. */
const linkOf = ({ req }: WebContext, path: string): string | undefined =>
  req.path.slice(path.length).split('/').find(Boolean);

/** Addresses that have had their share: more than that many at once are refused like everybody, only not as cheaply. */
const mostBlocked = 10_000;

export interface VisitLimits {
  /** For what a part answers. */
  of: (part: WebPart) => MiddlewareHandler<WebEnv>;
  /** For what no part answers. Resolves with the refusal, if it is one. */
  elsewhere: (context: WebContext) => Promise<Response | undefined>;
  /** Of whose pages an address has had its share already, and for how long. Costs next to nothing. */
  blocked: (request: IncomingMessage) => { name: string; seconds: number } | undefined;
}

const secondsOf = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

export const createVisitLimits = (deps: WebDeps, parts: readonly WebPart[]): VisitLimits => {
  const { logger, trustedProxies } = deps;
  const print = createVisitorPrint(deps);
  const blocked = new LRUCache<string, true>({ max: mostBlocked });
  let hasWarned = false;

  const addressOf = (request: IncomingMessage): string => {
    const origin = originOf(request);
    if (!hasWarned && origin.forwardedFor && trustedProxies === undefined && !isThisMachine(origin.peer)) {
      hasWarned = true;
      logger.warn(
        { feature: 'web' },
        'requests come through a proxy on another machine: set TRUSTED_PROXIES, or all visitors count as one',
      );
    }
    return networkOf(clientAddress(origin, trustedProxies));
  };

  const counter = (name: string, most: number) => createCounter(deps, { name, most, perSeconds });

  const byAddress = (name: string, most: number) => {
    const count = counter(name, most);
    return async (context: WebContext): Promise<Response | undefined> => {
      const address = addressOf(context.env.incoming);
      const waitMs = await count(await print(address));
      if (waitMs === undefined) return undefined;
      blocked.set(`${name} ${address}`, true, { ttl: Math.max(1, waitMs) });
      return tooMany(context, secondsOf(waitMs));
    };
  };

  return {
    elsewhere: byAddress(nowhere, usual.address),

    of({ name, path, perMinute = usual }) {
      const refuseAddress = byAddress(name, perMinute.address);
      const countLink = counter(`${name}-link`, perMinute.link);
      const refuseLink = async (context: WebContext): Promise<Response | undefined> => {
        const link = linkOf(context, path);
        const waitMs = link === undefined ? undefined : await countLink(await print(link));
        return waitMs === undefined ? undefined : tooMany(context, secondsOf(waitMs));
      };
      return async (context, next) => (await refuseAddress(context)) ?? (await refuseLink(context)) ?? next();
    },

    blocked(request) {
      if (blocked.size === 0) return undefined;
      const name = parts.find(({ path }) => isBelow(request.url ?? '', path))?.name ?? nowhere;
      const leftMs = blocked.getRemainingTTL(`${name} ${addressOf(request)}`);
      return leftMs > 0 ? { name, seconds: secondsOf(leftMs) } : undefined;
    },
  };
};
