import type { Deps } from '../deps.ts';
import type { DeliveryKind } from '../domain/delivery.ts';
import type { Delivery } from '../models/delivery.ts';
import type { Win } from '../models/win.ts';
import { exceptionalAnnouncement, praise, wallLost, wallWelcome } from '../views/announcement.ts';
import { type Message, messageLink } from '../views/message.ts';
import { winMessage } from './win-message.ts';

export type ComposeDeps = Pick<Deps, 'models' | 'installation' | 'people' | 'slack'>;

/** What to send and where; or why there is nothing to send, or nowhere to send it yet. */
export type Composed =
  | { kind: 'send'; channelId: string; threadTs?: string; message: Message; revision?: number }
  | { kind: 'wait'; why: string }
  | { kind: 'skip'; why: string };

type Composer = (deps: ComposeDeps, delivery: Delivery) => Promise<Composed>;

const skip = (why: string): Composed => ({ kind: 'skip', why });

const directMessage = async ({ slack }: ComposeDeps, userId: string, message: Message): Promise<Composed> => {
  const { channel } = await slack.conversations.open({ users: userId });
  return channel?.id
    ? { kind: 'send', channelId: channel.id, message }
    : skip('Slack opened no direct message');
};

const nominatorNames = async ({ people }: ComposeDeps, win: Win): Promise<string[]> => {
  const { people: known } = await people.findAll(win.nominatorIds);
  return win.nominatorIds.map((userId) => known.get(userId)?.name ?? 'someone');
};

const winOf = async ({ models }: ComposeDeps, delivery: Delivery): Promise<Win | undefined> => {
  if (!delivery.winId) return undefined;
  const win = await models.wins.find(delivery.teamId, delivery.winId);
  return win && !win.withdrawn?.at ? win : undefined;
};

const composers: Record<DeliveryKind, Composer> = {
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
    if (!win?.wall) return skip('the win is not on the wall');
    return {
      kind: 'send',
      channelId: win.wall.channelId,
      threadTs: win.wall.ts,
      message: exceptionalAnnouncement(win.heroIds, await nominatorNames(deps, win)),
    };
  },

  async praise(deps, delivery) {
    const win = await winOf(deps, delivery);
    if (!win?.wall || !delivery.userId) return skip('the win is not on the wall');
    const link = messageLink(deps.installation.url, win.wall);
    return directMessage(deps, delivery.userId, praise(await nominatorNames(deps, win), link));
  },

  async 'wall-welcome'(_deps, delivery) {
    if (!delivery.channelId) return skip('no channel');
    return { kind: 'send', channelId: delivery.channelId, message: wallWelcome() };
  },

  async 'wall-lost'(deps, delivery) {
    const lost = await deps.models.workspaces.lostWall(delivery.teamId);
    if (!lost?.channelId) return skip('there is a wall again');
    const admin = await deps.people.findAdmin();
    if (!admin) return skip('the workspace has no active admin');
    return directMessage(deps, admin.userId, wallLost(lost.channelId, lost.why ?? ''));
  },
};

/** Composes what a delivery says from what is stored now, so that it is never older than the moment it is sent. */
export const composeDelivery = (deps: ComposeDeps, delivery: Delivery): Promise<Composed> => {
  const composer = composers[delivery.kind as DeliveryKind];
  return composer ? composer(deps, delivery) : Promise.resolve(skip(`unknown kind ${delivery.kind}`));
};
