import type { Problem, RecoveryStep } from './recovery.ts';

/** How a step is done, and words for it. */
export interface StepGuide {
  how: string;
  say: readonly string[];
}

/** What stands ready before anything breaks: content/recovery.yml. */
export interface RecoveryGuide {
  steps: Readonly<Record<RecoveryStep, StepGuide>>;
  /** What can be offered, by what went wrong: the smallest first. */
  remedies: Readonly<Record<Problem, readonly string[]>>;
}
