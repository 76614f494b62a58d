import type { DeliveryKind } from '../../domain/delivery.ts';
import type { Digest } from '../../domain/digest.ts';
import type { Delivery } from '../../models/delivery.ts';
import { digestMessage } from '../../views/digest/digest.ts';
import { managerDigest } from '../../views/digest/manager-digest.ts';
import { type ComposeDeps, type Composer, directMessage, skip } from '../delivery/composer.ts';
import { isManager } from './read-digest.ts';

const storedDigest = async ({ models }: ComposeDeps, { teamId, week }: Delivery): Promise<Digest | null> =>
  week ? models.digests.find(teamId, week) : null;

/** What is said about a closed week: always what was stored of it. */
export const digestComposers = {
  async digest(deps, delivery) {
    const digest = await storedDigest(deps, delivery);
    if (!digest) return skip('the week has no digest');
    const channelId = await deps.models.workspaces.wallChannelId(delivery.teamId);
    if (!channelId) return { kind: 'wait', why: 'there is no wall' };
    const view = { digest, workspaceUrl: deps.installation.url, isSoFar: false };
    return { kind: 'send', channelId, ...digestMessage(view) };
  },

  async 'manager-digest'(deps, delivery) {
    const digest = await storedDigest(deps, delivery);
    if (!digest || !delivery.userId) return skip('the week has no digest');
    if (!(await isManager(deps, delivery.userId))) return skip('the person is no longer an active admin');
    const view = { digest, workspaceUrl: deps.installation.url, isSoFar: false };
    return directMessage(delivery.userId, managerDigest(view));
  },
} satisfies Partial<Record<DeliveryKind, Composer>>;
