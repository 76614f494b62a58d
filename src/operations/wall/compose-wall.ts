import type { DeliveryKind } from '../../domain/delivery.ts';
import { wallLost, wallWelcome } from '../../views/wall.ts';
import { type Composer, directMessage, skip } from '../delivery/composer.ts';

/** What is said about the wall. */
export const wallComposers = {
  async 'wall-welcome'(deps, delivery) {
    const wallChannelId = await deps.models.workspaces.wallChannelId(delivery.teamId);
    if (!delivery.channelId || delivery.channelId !== wallChannelId) return skip('it is not the wall');
    return { kind: 'send', channelId: delivery.channelId, message: wallWelcome() };
  },

  async 'wall-lost'(deps, delivery) {
    const lost = await deps.models.workspaces.lostWall(delivery.teamId);
    if (!lost?.channelId) return skip('there is a wall again');
    const [admin] = await deps.people.findAdmins();
    if (!admin) return skip('the workspace has no active admin');
    return directMessage(admin.userId, wallLost(lost.channelId, lost.why ?? ''));
  },
} satisfies Partial<Record<DeliveryKind, Composer>>;
