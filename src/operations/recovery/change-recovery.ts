import {
  helpersBeside,
  mayChangeTeam,
  mayWorkOn,
  planOf,
  type RecoveryPlan,
  type RecoveryReader,
  type RecoveryRefusal,
  type RecoveryTeam,
  type RecoveryWords,
} from '../../domain/recovery.ts';
import { dueAnew } from '../../domain/recovery-contact.ts';
import { type PlanFaults, planFaults, type WordsFaults, wordsFaults } from '../../domain/recovery-fault.ts';
import type { ReadRecovery, Recovery } from '../../models/recovery.ts';
import { workingTime } from './contact-due.ts';
import { followSoon } from './follow-recovery.ts';
import { isFaulty, type TeamFaults, teamFaultsOf } from './open-recovery.ts';
import { canOwn, type OpenedRecovery, recoveryToChange } from './recovery-access.ts';
import type { WorkDeps } from './work-on-recovery.ts';

/** A form that was read at an edition, and is sent by somebody. */
export interface ChangeRef extends ReadRecovery {
  userId: string;
}

export type ChangeOutcome<F = never> =
  | { kind: 'changed'; opened: OpenedRecovery }
  | { kind: 'refused'; why: RecoveryRefusal }
  | { kind: 'faulty'; faults: F }
  /** Somebody else changed it since the form was opened: as it is now. */
  | { kind: 'overtaken'; opened: OpenedRecovery };

const isOwner = ({ ownerId }: RecoveryTeam, { userId }: RecoveryReader): boolean => ownerId === userId;

type May = (recovery: Recovery, reader: RecoveryReader) => boolean;

/** Who changes what, and what they are told who do not. */
const planning: [May, RecoveryRefusal] = [mayWorkOn, 'not-team'];
const leading: [May, RecoveryRefusal] = [mayChangeTeam, 'not-owner'];
const owning: [May, RecoveryRefusal] = [isOwner, 'not-owner'];

/** Others may tick or reopen it at every attempt. */
const mostAttempts = 5;

const change = async <F>(
  deps: WorkDeps,
  { id, edition, userId }: ChangeRef,
  [may, refusal]: [May, RecoveryRefusal],
  attempt: (opened: OpenedRecovery) => Promise<Recovery | null | { faults: F }>,
  now: Date,
): Promise<ChangeOutcome<F>> => {
  for (let left = mostAttempts; ; left -= 1) {
    const opened = await recoveryToChange(deps, id, userId, may, refusal);
    if (typeof opened === 'string') return { kind: 'refused', why: opened };
    if (opened.recovery.edition !== edition || left === 0) return { kind: 'overtaken', opened };
    const changed = await attempt(opened);
    if (changed && 'faults' in changed) return { kind: 'faulty', faults: changed.faults };
    if (changed) {
      followSoon(deps, changed, now);
      return { kind: 'changed', opened: { ...opened, recovery: changed } };
    }
    // Somebody was quicker, or took them off it: the next look says which. A tick does not make the form an old one.
  }
};

/** What fits this person, and by when. */
export const planRecovery = (
  deps: WorkDeps,
  ref: ChangeRef,
  plan: RecoveryPlan,
  now: Date,
): Promise<ChangeOutcome<PlanFaults>> =>
  change(
    deps,
    ref,
    planning,
    async ({ recovery, reader }) => {
      const { zone } = await deps.workspace();
      const before = planOf(recovery);
      // Told meanwhile: there is no second word to plan.
      const meant = before.updateDueAt === 'said' ? { ...plan, updateDueAt: 'said' as const } : plan;
      const faults = planFaults(meant, before, { now, zone });
      if (Object.keys(faults).length > 0) return { faults };
      return deps.store.recoveries.plan(ref, meant, reader, now);
    },
    now,
  );

/** Who owns it and who helps. Whoever is on it already stays, whatever Slack says of them. */
export const changeTeam = (
  deps: WorkDeps,
  ref: ChangeRef,
  { ownerId, helperIds }: RecoveryTeam,
  now: Date,
): Promise<ChangeOutcome<TeamFaults>> =>
  change(
    deps,
    ref,
    leading,
    async ({ recovery, reader }) => {
      const team = { ownerId, helperIds: helpersBeside(helperIds, ownerId) };
      const faults = await teamFaultsOf(deps, team, [recovery.ownerId, ...recovery.helperIds]);
      if (isFaulty(faults)) return { faults };
      return deps.store.recoveries.changeTeam(ref, team, reader, now);
    },
    now,
  );

/** What went wrong, written anew by its owner. With it goes by when they are to be called. */
export const rewriteRecovery = (
  deps: WorkDeps,
  ref: ChangeRef,
  words: RecoveryWords,
  now: Date,
): Promise<ChangeOutcome<WordsFaults>> =>
  change(
    deps,
    ref,
    owning,
    async ({ recovery }) => {
      const faults = wordsFaults(words);
      if (Object.keys(faults).length > 0) return { faults };
      const { severity, doesCustomerKnow, contactDueAt: dueBefore } = recovery;
      // Other words alone change nothing.
      const isSame = words.severity === severity && words.doesCustomerKnow === doesCustomerKnow;
      const contactDueAt = isSame ? dueBefore : dueAnew(recovery, words, await workingTime(deps), now);
      return deps.store.recoveries.rewrite(recovery, { ...words, contactDueAt }, ref.userId, now);
    },
    now,
  );

/**
 * Somebody who leads the team owns it from now on, in place of whoever cannot any more. Whoever comes second, or when the
 * owner is back, takes it from nobody.
 */
export const takeOverRecovery = async (
  deps: WorkDeps,
  { recoveryId, userId }: { recoveryId: string; userId: string },
  now: Date,
): Promise<ChangeOutcome<TeamFaults>> => {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const opened = await recoveryToChange(
      deps,
      recoveryId,
      userId,
      (recovery, { isManager }) => isManager || recovery.ownerId === userId,
      'not-owner',
    );
    if (typeof opened === 'string') return { kind: 'refused', why: opened };
    const { edition, ownerId, helperIds } = opened.recovery;
    if (ownerId === userId) return { kind: 'changed', opened };
    if (await canOwn(deps, ownerId)) return { kind: 'refused', why: 'owned' };
    const team = { ownerId: userId, helperIds };
    const outcome = await changeTeam(deps, { id: recoveryId, edition, userId }, team, now);
    if (outcome.kind !== 'overtaken') return outcome;
  }
  return { kind: 'refused', why: 'changed' };
};
