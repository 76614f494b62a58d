import type { Deps } from '../../deps.ts';
import {
  mayChangeTeam,
  maySeeRecovery,
  mayTakeBack,
  mayWorkOn,
  type RecoveryReader,
} from '../../domain/recovery.ts';
import { isTold, mayEnd, mayUndoEnd } from '../../domain/recovery-end.ts';
import type { Recovery } from '../../models/recovery.ts';
import type { Message } from '../../views/message.ts';
import {
  recoveryCard,
  recoveryForManagers,
  recoveryLeft,
  recoveryTakenBack,
} from '../../views/recovery/recovery-card.ts';
import type { StepsShown } from '../../views/recovery/recovery-steps.ts';

export type CardDeps = Pick<Deps, 'workspace'>;

/** What every view of a recovery goes by. */
export const shownOf = async ({ workspace }: CardDeps, recovery: Recovery): Promise<StepsShown> => {
  const { zone, recoveryBudget: budget } = await workspace();
  return { recovery, zone, budget };
};

/** The one source of all copies of a card: what it says to this reader now. */
export const cardFor = async (
  deps: CardDeps,
  recovery: Recovery,
  reader: RecoveryReader,
  now: Date,
): Promise<Message> => {
  if (!maySeeRecovery(recovery, reader)) return recoveryLeft(recovery);
  if (recovery.state === 'taken-back') return recoveryTakenBack(recovery);
  return recoveryCard({
    ...(await shownOf(deps, recovery)),
    mayWork: mayWorkOn(recovery, reader),
    mayChangeTeam: mayChangeTeam(recovery, reader),
    isOwner: recovery.ownerId === reader.userId,
    mayTakeBack: mayTakeBack(recovery, reader.userId, now),
    mayTell: recovery.ownerId === reader.userId && !isTold(recovery),
    mayEnd: mayEnd(recovery, reader),
    mayUndoEnd: mayUndoEnd(recovery, reader.userId, now),
  });
};

/** Of the same source, what those who lead the team read in their note. */
export const summaryFor = async (deps: CardDeps, recovery: Recovery): Promise<Message> =>
  recovery.state === 'taken-back'
    ? recoveryTakenBack(recovery)
    : recoveryForManagers(await shownOf(deps, recovery));
