import type { DeliveryKind } from '../../domain/delivery.ts';
import { isExceptional } from '../../domain/nomination.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { Win } from '../../models/win.ts';
import { messageLink } from '../../views/message.ts';
import { exceptionalAnnouncement, praise } from '../../views/nomination-announcement.ts';
import { type ComposeDeps, type Composed, type Composer, directMessage, skip } from '../delivery/composer.ts';
import { winMessage } from './win-message.ts';

const nominatorNames = async ({ people }: ComposeDeps, win: Win): Promise<string[]> => {
  const { people: known } = await people.findAll(win.nominatorIds);
  return win.nominatorIds.map((userId) => known.get(userId)?.name ?? 'someone');
};

const winOf = async ({ models }: ComposeDeps, delivery: Delivery): Promise<Win | undefined> => {
  if (!delivery.winId) return undefined;
  const win = await models.wins.find(delivery.teamId, delivery.winId);
  return win && !win.withdrawn?.at ? win : undefined;
};

/** Enough people may nominate a message before its win is on the wall, and some take it back before that is said. */
const notYet: Composed = { kind: 'wait', why: 'the win is not on the wall, or not exceptional, yet' };

/** What is said about a win. */
export const winComposers = {
  async win(deps, delivery) {
    const win = await winOf(deps, delivery);
    if (!win) return skip('the win was taken down before it was posted');
    if (win.wall) return skip('the win is on the wall');
    const channelId = await deps.models.workspaces.wallChannelId(delivery.teamId);
    if (!channelId) return { kind: 'wait', why: 'there is no wall' };
    return { kind: 'send', channelId, message: winMessage(deps, win), revision: win.revision };
  },

  async exceptional(deps, delivery) {
    const win = await winOf(deps, delivery);
    if (!win) return skip('the win was taken down');
    if (!win.wall || !isExceptional(win.nominationCount)) return notYet;
    return {
      kind: 'send',
      channelId: win.wall.channelId,
      threadTs: win.wall.ts,
      message: exceptionalAnnouncement(win.heroIds, await nominatorNames(deps, win)),
    };
  },

  async praise(deps, delivery) {
    const win = await winOf(deps, delivery);
    if (!win || !delivery.userId) return skip('the win was taken down');
    if (!win.wall || !isExceptional(win.nominationCount)) return notYet;
    const link = messageLink(deps.installation.url, win.wall);
    return directMessage(delivery.userId, praise(await nominatorNames(deps, win), link));
  },
} satisfies Partial<Record<DeliveryKind, Composer>>;
