import {
  isTouched,
  isWorkedOn,
  mayTakeBack,
  mayWorkOn,
  type RecoveryReader,
  type RecoveryRefusal,
  type RecoveryStep,
} from '../../domain/recovery.ts';
import type { Recovery } from '../../models/recovery.ts';
import { type FollowDeps, followSoon } from './follow-recovery.ts';
import { type OpenedRecovery, recoveryFor, recoveryToChange } from './recovery-access.ts';

export type WorkDeps = FollowDeps;

/** What became of it, and how the recovery stands, for whoever may see it. */
export type WorkOutcome =
  | { kind: 'changed'; opened: OpenedRecovery }
  | { kind: 'refused'; why: RecoveryRefusal; opened?: OpenedRecovery };

interface Work {
  write: (by: RecoveryReader) => Promise<Recovery | null>;
  /** Why that changed nothing, of one that somebody may still work on. */
  why: (recovery: Recovery) => RecoveryRefusal;
}

const refusalAfter = async (
  deps: WorkDeps,
  recoveryId: string,
  userId: string,
  why: Work['why'],
): Promise<WorkOutcome> => {
  const opened = await recoveryFor(deps, recoveryId, userId);
  if (opened === 'hidden') return { kind: 'refused', why: opened };
  if (!isWorkedOn(opened.recovery)) return { kind: 'refused', why: 'over', opened };
  return { kind: 'refused', why: why(opened.recovery), opened };
};

const workOn = async (
  deps: WorkDeps,
  { recoveryId, userId }: { recoveryId: string; userId: string },
  { write, why }: Work,
  now: Date,
): Promise<WorkOutcome> => {
  const opened = await recoveryToChange(deps, recoveryId, userId, mayWorkOn, 'not-team');
  if (opened === 'over') return refusalAfter(deps, recoveryId, userId, why);
  if (typeof opened === 'string') return { kind: 'refused', why: opened };
  const recovery = await write(opened.reader);
  if (!recovery) return refusalAfter(deps, recoveryId, userId, why);
  followSoon(deps, recovery, now);
  return { kind: 'changed', opened: { ...opened, recovery } };
};

export interface StepRef {
  recoveryId: string;
  step: RecoveryStep;
  userId: string;
}

/** A step is done: once, whoever else says so at the same moment. */
export const tickStep = (deps: WorkDeps, ref: StepRef, now: Date): Promise<WorkOutcome> =>
  workOn(
    deps,
    ref,
    {
      write: (by) => deps.store.recoveries.tick(ref.recoveryId, ref.step, by, now),
      why: ({ steps }) => (steps[ref.step] ? 'done-before' : 'hidden'),
    },
    now,
  );

/** It was not done after all. */
export const untickStep = (deps: WorkDeps, ref: StepRef, now: Date): Promise<WorkOutcome> =>
  workOn(
    deps,
    ref,
    {
      write: (by) => deps.store.recoveries.untick(ref.recoveryId, ref.step, by, now),
      why: ({ steps }) => (steps[ref.step] ? 'hidden' : 'undone-before'),
    },
    now,
  );

type WordRef = Omit<StepRef, 'step'>;

/** They were told once how it stands. */
export const sayWord = (deps: WorkDeps, ref: WordRef, now: Date): Promise<WorkOutcome> =>
  workOn(
    deps,
    ref,
    {
      write: (by) => deps.store.recoveries.say(ref.recoveryId, by, now),
      why: ({ update }) => (update?.sentAt ? 'done-before' : 'changed'),
    },
    now,
  );

export const unsayWord = (deps: WorkDeps, ref: WordRef, now: Date): Promise<WorkOutcome> =>
  workOn(
    deps,
    ref,
    {
      write: (by) => deps.store.recoveries.unsay(ref.recoveryId, by, now),
      why: ({ update }) => (update?.sentAt ? 'hidden' : 'undone-before'),
    },
    now,
  );

const whyNotBack = (recovery: Recovery, userId: string): RecoveryRefusal => {
  if (recovery.openedBy !== userId) return 'not-opener';
  return isTouched(recovery) ? 'touched' : 'too-late';
};

/** It was opened by mistake: whoever opened it takes it back, as long as nothing was done. */
export const takeBackRecovery = async (
  deps: WorkDeps,
  { recoveryId, userId }: WordRef,
  now: Date,
): Promise<WorkOutcome> => {
  const opened = await recoveryToChange(deps, recoveryId, userId, (recovery) => recovery !== undefined);
  const why: Work['why'] = (recovery) => whyNotBack(recovery, userId);
  if (opened === 'over') return refusalAfter(deps, recoveryId, userId, why);
  if (typeof opened === 'string') return { kind: 'refused', why: opened };
  if (!mayTakeBack(opened.recovery, userId, now))
    return { kind: 'refused', why: why(opened.recovery), opened };
  const recovery = await deps.store.recoveries.takeBack(recoveryId, userId, now);
  if (!recovery) return refusalAfter(deps, recoveryId, userId, why);
  // Somebody else can open one in its place.
  if (opened.recovery.originWinId) await deps.store.voices.followAgain(opened.recovery.originWinId, now);
  followSoon(deps, recovery, now);
  return { kind: 'changed', opened: { ...opened, recovery } };
};
