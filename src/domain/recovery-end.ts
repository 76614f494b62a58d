import { isUnseen } from './human-text.ts';
import {
  type Cause,
  isTouched,
  type RecoveryProgress,
  type RecoveryReader,
  type RecoveryTeam,
  takeBackWithinMs,
} from './recovery.ts';

/** In UTF-16 code units, as Slack counts in a form. */
export const maxChangeUnits = 500;
/** Whoever was cut short in telling one as a story has had time enough to be done. */
export const storyWithinMs = 5 * 60_000;

/** So long whoever closed or reopened one can undo it. */
export const undoEndWithinMs = 24 * 3_600_000;

/** What it came of, and what is changed so that it does not come again. */
export interface RecoveryEnd {
  cause: Cause;
  change: string;
}

/** How often it was not right after all: the customer was let down twice, or more. */
export const timesReopened = ({ reopened }: Pick<RecoveryProgress, 'reopened'>): number =>
  reopened?.length ?? 0;

/** Its owner says how the customer is, and so can those who lead the team. */
export const mayEnd = ({ ownerId }: RecoveryTeam, { userId, isManager }: RecoveryReader): boolean =>
  isManager || ownerId === userId;

/** Whoever closed it by mistake has it back within a day. */
export const mayUndoEnd = (
  { state, closedBy, closedAt }: { state: string; closedBy?: string | null; closedAt?: Date | null },
  userId: string,
  now: Date,
): boolean =>
  state === 'closed' &&
  closedBy === userId &&
  closedAt !== undefined &&
  closedAt !== null &&
  now.getTime() - closedAt.getTime() < undoEndWithinMs;

/** The win that tells it stands. Once that is taken down, it can be told anew. */
export const isTold = ({
  storyWinId,
  isStoryDown,
}: {
  storyWinId?: string | null | undefined;
  isStoryDown?: boolean | null | undefined;
}): boolean => Boolean(storyWinId) && !isStoryDown;

/** When a card offers less than before, though nobody has done anything: what can be undone can be for so long. */
export const offerEndsAt = (
  recovery: RecoveryProgress & { openedAt: Date; closedAt?: Date | null | undefined },
): Date | undefined => {
  const { state, openedAt, closedAt } = recovery;
  if (state === 'open' && !isTouched(recovery)) return new Date(openedAt.getTime() + takeBackWithinMs);
  return state === 'closed' && closedAt ? new Date(closedAt.getTime() + undoEndWithinMs) : undefined;
};

export const changeFault = (change: string): 'blank' | 'too-long' | undefined => {
  if (isUnseen(change)) return 'blank';
  return change.length > maxChangeUnits ? 'too-long' : undefined;
};

/** Why one was not closed, reopened or told, or that was not undone. */
export type EndRefusal =
  /** Not theirs, or there is none: they are told the same. */
  | 'hidden'
  | 'not-owner'
  /** It is being worked on. */
  | 'not-fixed'
  /** It is being worked on again: somebody said that it is not right. */
  | 'reopened-before'
  | 'closed-before'
  /** Somebody has gone on with it, or it is too long ago. */
  | 'not-undone'
  /** Others changed it at the same moment. */
  | 'changed'
  | 'taken-back';
