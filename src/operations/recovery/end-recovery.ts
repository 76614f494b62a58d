import type { Deps } from '../../deps.ts';
import { dueAgain } from '../../domain/recovery-contact.ts';
import {
  changeFault,
  type EndRefusal,
  mayEnd,
  type RecoveryEnd,
  timesReopened,
  undoEndWithinMs,
} from '../../domain/recovery-end.ts';
import { askAgainAt } from '../../domain/recovery-follow.ts';
import type { Recovery } from '../../models/recovery.ts';
import { workingTime } from './contact-due.ts';
import { type FollowDeps, followSoon } from './follow-recovery.ts';
import { type OpenedRecovery, recoveryFor } from './recovery-access.ts';

export type EndDeps = FollowDeps & Pick<Deps, 'store' | 'people' | 'workspace'>;

export interface EndRef {
  recoveryId: string;
  userId: string;
}

export type EndOutcome =
  | { kind: 'changed'; opened: OpenedRecovery }
  /** With how it stands, for whoever may see it. */
  | { kind: 'refused'; why: EndRefusal; opened?: OpenedRecovery }
  | { kind: 'faulty'; fault: 'blank' | 'too-long' };

/** Why one that somebody may see cannot be closed now. */
const whyNotRight = (recovery: Recovery): EndRefusal => {
  if (recovery.state === 'closed') return 'closed-before';
  if (recovery.state === 'taken-back') return 'taken-back';
  return timesReopened(recovery) > 0 ? 'reopened-before' : 'not-fixed';
};

const refuse = (why: EndRefusal, opened: OpenedRecovery): EndOutcome => ({ kind: 'refused', why, opened });

/** One that somebody may say of how the customer is. */
const toEnd = async (
  deps: EndDeps,
  { recoveryId, userId }: EndRef,
): Promise<{ opened: OpenedRecovery } | { refused: EndOutcome }> => {
  const opened = await recoveryFor(deps, recoveryId, userId);
  if (opened === 'hidden') return { refused: { kind: 'refused', why: opened } };
  if (!mayEnd(opened.recovery, opened.reader)) return { refused: refuse('not-owner', opened) };
  return { opened };
};

const changed = (deps: EndDeps, { reader }: OpenedRecovery, recovery: Recovery, now: Date): EndOutcome => {
  followSoon(deps, recovery, now);
  return { kind: 'changed', opened: { recovery, reader } };
};

/** How it stands for whoever came too late. */
const after = async (
  deps: EndDeps,
  { userId, recoveryId }: EndRef,
  why: (recovery: Recovery) => EndRefusal,
): Promise<EndOutcome> => {
  const opened = await recoveryFor(deps, recoveryId, userId);
  return opened === 'hidden' ? { kind: 'refused', why: opened } : refuse(why(opened.recovery), opened);
};

/** One that can be closed now, for its form. */
export const recoveryToClose = async (deps: EndDeps, ref: EndRef): Promise<EndOutcome> => {
  const found = await toEnd(deps, ref);
  if ('refused' in found) return found.refused;
  const { opened } = found;
  return opened.recovery.state === 'right'
    ? { kind: 'changed', opened }
    : refuse(whyNotRight(opened.recovery), opened);
};

/** All is right again, says its owner. The form sent twice is one answer. */
export const closeRecovery = async (
  deps: EndDeps,
  { formId, times, ...ref }: EndRef & { formId: string; times: number },
  end: RecoveryEnd,
  now: Date,
): Promise<EndOutcome> => {
  const fault = changeFault(end.change);
  if (fault) return { kind: 'faulty', fault };
  const found = await toEnd(deps, ref);
  if ('refused' in found) return found.refused;
  const { opened } = found;
  const target = { id: ref.recoveryId, times, formId };
  const recovery = await deps.store.recoveries.close(target, end, opened.reader, now);
  if (recovery) return changed(deps, opened, recovery, now);
  const late = await after(deps, ref, (each) =>
    each.state === 'right' ? 'reopened-before' : whyNotRight(each),
  );
  const isSameForm = late.kind === 'refused' && late.opened?.recovery.closeFormId === formId;
  return isSameForm && late.opened ? { kind: 'changed', opened: late.opened } : late;
};

/** Others may tick a step at every attempt. */
const mostAttempts = 5;

/**
 * It is not right after all: it begins again with another call, and those who lead the team are told. Pressed twice at once
 * it is one answer; who closes it at the same moment decided first.
 */
export const reopenRecovery = async (deps: EndDeps, ref: EndRef, now: Date): Promise<EndOutcome> => {
  let before: Recovery | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const found = await toEnd(deps, ref);
    if ('refused' in found) return found.refused;
    const { opened } = found;
    const { state, reopened } = opened.recovery;
    const isOwn = before && reopened?.at(-1)?.byId === ref.userId;
    if (before && isOwn && timesReopened(opened.recovery) > timesReopened(before))
      return { kind: 'changed', opened };
    if (state !== 'right' && state !== 'closed') return refuse(whyNotRight(opened.recovery), opened);
    before ??= opened.recovery;
    if (state !== before.state) return refuse(state === 'closed' ? 'closed-before' : 'changed', opened);
    const dueAgainAt = dueAgain(opened.recovery, await workingTime(deps), now);
    const recovery = await deps.store.recoveries.reopen(opened.recovery, opened.reader, dueAgainAt, now);
    if (recovery) return changed(deps, opened, recovery, now);
  }
  return after(deps, ref, (each) => (each.state === 'right' ? 'changed' : whyNotRight(each)));
};

/** It was not over yet: whoever closed it has it as it was. */
export const uncloseRecovery = async (deps: EndDeps, ref: EndRef, now: Date): Promise<EndOutcome> => {
  const found = await toEnd(deps, ref);
  if ('refused' in found) return found.refused;
  const recovery = await deps.store.recoveries.unclose(ref.recoveryId, ref.userId, now);
  if (recovery) return changed(deps, found.opened, recovery, now);
  return after(deps, ref, () => 'not-undone');
};

/** It is right: whoever reopened it by mistake has it as it was, unless somebody has put it right since. */
export const unreopenRecovery = async (deps: EndDeps, ref: EndRef, now: Date): Promise<EndOutcome> => {
  const found = await toEnd(deps, ref);
  if ('refused' in found) return found.refused;
  const { opened } = found;
  const last = opened.recovery.reopened?.at(-1);
  const isTheirs = last?.byId === ref.userId && now.getTime() - last.at.getTime() < undoEndWithinMs;
  if (!last || !isTheirs || opened.recovery.state !== 'open') return refuse('not-undone', opened);
  const recovery = await deps.store.recoveries.unreopen(opened.recovery, last, now);
  return recovery ? changed(deps, opened, recovery, now) : after(deps, ref, () => 'changed');
};

/** Nobody has asked the customer yet. */
export const askRecoveryLater = async (deps: EndDeps, ref: EndRef, now: Date): Promise<EndOutcome> => {
  const found = await toEnd(deps, ref);
  if ('refused' in found) return found.refused;
  const { opened } = found;
  if (opened.recovery.ownerId !== ref.userId) return refuse('not-owner', opened);
  const { zone } = await deps.workspace();
  const isLater = await deps.store.recoveries.askLater(
    ref.recoveryId,
    ref.userId,
    askAgainAt(now, zone),
    now,
  );
  if (!isLater) return after(deps, ref, whyNotRight);
  followSoon(deps, opened.recovery, now);
  return { kind: 'changed', opened };
};
