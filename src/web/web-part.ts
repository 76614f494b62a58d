import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Process } from '../deps.ts';
import type { Workspaces } from '../workspaces.ts';

/** What pages work with. `workspaces.of` gives a team's `Deps`, for what follows an answer there. */
export type WebDeps = Process & {
  /** Where the pages are reached, without a slash at its end. */
  publicUrl: string;
  workspaces: Pick<Workspaces, 'of'>;
  /** How many proxies stand before the bot; undefined: one if it is on this machine. */
  trustedProxies?: number | undefined;
  /** Aborted when the program ends: whatever stays open until then is to be closed. */
  stopping: AbortSignal;
};

export interface WebEnv {
  Bindings: HttpBindings;
  Variables: {
    /** Names the request in the log and in figures, which must have nothing of its address. */
    page: string;
  };
}

export type WebContext = Context<WebEnv>;

/** The pages of one noun. */
export interface WebPart {
  /** Names its requests in the log, in figures and in limits; a route may say better (`context.set('page', …)`). */
  name: string;
  /** Where its addresses begin. What follows is the secret of a link. */
  path: `/${string}`;
  /** How many requests are answered: of one address, and of one link from everywhere. 60 of each unless said. */
  perMinute?: { address: number; link: number };
  /**
   * Adds its routes, with paths below its own. HEAD is answered as GET, without what it shows; any other method than a
   * path's is refused.
   */
  register: (app: Hono<WebEnv>, deps: WebDeps) => void;
}
