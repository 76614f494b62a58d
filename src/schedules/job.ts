import type { Deps } from '../deps.ts';
import type { Models } from '../models/index.ts';

/** Something that is done for workspaces when it is due there. What is due is stored, and found by an index. */
export interface Job {
  /** The workspaces where there is something to do, in a number of queries that does not depend on how many there are. */
  dueTeams: (models: Models, now: Date) => Promise<readonly string[]>;
  /**
   * Does what is due for one of them. It asks again whether anything is: another replica may have done it, and every job
   * runs when a workspace is newly met.
   */
  run: (deps: Deps, now: Date) => Promise<unknown>;
  /** Any other job may make something due for it: it is run after them in the same tick. */
  followsOthers?: true;
}
