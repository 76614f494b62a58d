import type { ChallengePack } from '../domain/challenge-pack.ts';
import { loadChallengePacks } from './challenge-packs.ts';

/** Everything that content/ says. */
export interface Content {
  /** The challenges that a run can be of, by id. */
  packs: ReadonlyMap<string, ChallengePack>;
}

/** Reads all of content/. Throws a ConfigError with every fault in it. */
export const loadContent = (): Content => ({ packs: loadChallengePacks() });
