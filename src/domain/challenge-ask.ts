import type { RunDay } from './challenge.ts';
import type { ChallengePack } from './challenge-pack.ts';

/** What the managers' answer to the question before Customer Service Week has come to. */
export type AskOutcome =
  | { kind: 'started' | 'called-off'; by: string; pack: ChallengePack; days: readonly RunDay[] }
  | { kind: 'declined'; by: string }
  | { kind: 'too-late' };
