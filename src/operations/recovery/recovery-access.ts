import type { Deps } from '../../deps.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { ineligibility } from '../../domain/person.ts';
import {
  isInTeam,
  isWorkedOn,
  maySeeRecovery,
  type RecoveryReader,
  type RecoveryRefusal,
} from '../../domain/recovery.ts';
import type { Recovery } from '../../models/recovery.ts';
import { managesWorkspace } from '../workspace/manager.ts';

export type AccessDeps = Pick<Deps, 'store' | 'people' | 'workspace'>;

/** One that somebody may see, and what they are to it. */
export interface OpenedRecovery {
  recovery: Recovery;
  reader: RecoveryReader;
}

/**
 * What somebody is to a recovery. Whoever works on it does so while Slack cannot say who leads the team; of anybody else
 * nobody guesses, and it throws.
 */
export const readerOf = async (
  deps: Pick<Deps, 'people' | 'workspace'>,
  recovery: Recovery,
  userId: string,
): Promise<RecoveryReader> => {
  if (recovery.ownerId === userId) return { userId, isManager: false };
  const leads = managesWorkspace(deps, userId);
  const isKnown = isInTeam(recovery, userId) || recovery.openedBy === userId;
  return { userId, isManager: await (isKnown ? leads.catch(() => false) : leads) };
};

/**
 * The one rule of who sees a recovery: its owner, its helpers, whoever opened it, and those who lead the team. Everybody
 * else is told what they are told of one that does not exist.
 */
export const recoveryFor = async (
  deps: AccessDeps,
  recoveryId: string,
  userId: string,
): Promise<OpenedRecovery | 'hidden'> => {
  const recovery = await deps.store.recoveries.find(recoveryId);
  if (!recovery) return 'hidden';
  const reader = await readerOf(deps, recovery, userId);
  return maySeeRecovery(recovery, reader) ? { recovery, reader } : 'hidden';
};

/** The same for what is done to one, by whoever may do it, as long as it is not over. */
export const recoveryToChange = async (
  deps: AccessDeps,
  recoveryId: string,
  userId: string,
  may: (recovery: Recovery, reader: RecoveryReader) => boolean,
  refusal: RecoveryRefusal = 'hidden',
): Promise<OpenedRecovery | RecoveryRefusal> => {
  const opened = await recoveryFor(deps, recoveryId, userId);
  if (opened === 'hidden') return opened;
  if (!may(opened.recovery, opened.reader)) return refusal;
  return isWorkedOn(opened.recovery) ? opened : 'over';
};

/** Whether somebody owns what is theirs: whoever is gone, or had their data deleted, does not. */
export const canOwn = async ({ people }: Pick<Deps, 'people'>, ownerId: string): Promise<boolean> =>
  !isStandIn(ownerId) && ineligibility(await people.find(ownerId)) === undefined;

/** Which of these people cannot work on one, and whom Slack says nothing of just now. */
export const whoCannotWork = async (
  { people }: Pick<Deps, 'people'>,
  userIds: readonly string[],
): Promise<{ ineligible: string[]; unasked: string[] }> => {
  const { people: found, unasked } = await people.findAll([...new Set(userIds)], 1_000);
  const asked = userIds.filter((userId) => !unasked.includes(userId));
  return { ineligible: asked.filter((userId) => ineligibility(found.get(userId))), unasked };
};
