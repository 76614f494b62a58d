import type { Context, Hono } from 'hono';
import type { Process } from '../deps.ts';
import type { Workspaces } from '../workspaces.ts';

/** What pages work with. `workspaces.of` gives a team's `Deps`, for what follows an answer there. */
export type WebDeps = Process & {
  /** Where the pages are reached, without a slash at its end. */
  publicUrl: string;
  workspaces: Pick<Workspaces, 'of'>;
};

export interface WebEnv {
  Variables: {
    /** Names the request in the log and in figures, which must have nothing of its address. */
    page: string;
  };
}

export type WebContext = Context<WebEnv>;

/** The pages of one noun. */
export interface WebPart {
  /** Names its requests in the log and in figures; a route may say better (`context.set('page', …)`). */
  name: string;
  /** Where its addresses begin. What follows is the secret of a link. */
  path: `/${string}`;
  /**
   * Adds its routes, with paths below its own. HEAD is answered as GET, without what it shows; any other method than a
   * path's is refused.
   */
  register: (app: Hono<WebEnv>, deps: WebDeps) => void;
}
