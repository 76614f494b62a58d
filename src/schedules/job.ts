import type { Deps } from '../deps.ts';
import type { Models } from '../models/index.ts';

/** Something that is done for workspaces when it is due there. What is due is stored, and found by an index. */
export interface Job {
  /** The workspaces where there is something to do, in a number of queries that does not depend on how many there are. */
  dueTeams: (models: Models, now: Date) => Promise<readonly string[]>;
  /** Does it for one of them. It may have been done meanwhile, by another replica say. */
  run: (deps: Deps, now: Date) => Promise<void>;
}
