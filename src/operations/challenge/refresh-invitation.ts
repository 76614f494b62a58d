import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import {
  createMessageRefresher,
  type MessageRefresherDeps,
  updateDelivered,
} from '../delivery/message-refresher.ts';
import { type ChallengeDeps, findChallenge } from './challenge.ts';
import { invitationMessage } from './challenge-message.ts';

/** Keeps the number on a run's invitation equal to who is in, however many join at once. */
export const createInvitationRefresher = (
  deps: ChallengeDeps & MessageRefresherDeps,
): Deps['refreshInvitation'] =>
  createMessageRefresher(deps, 'challenge', async (runId) => {
    const challenge = await findChallenge(deps, runId);
    if (!challenge?.run.invitedFor) return undefined;
    const key = deliveryKey['challenge-invite'](runId, challenge.run.invitedFor);
    await updateDelivered(deps, key, { message: await invitationMessage(deps, challenge, deps.clock.now()) });
    return undefined;
  });
