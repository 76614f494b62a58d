import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { Place } from '../../models/win-schema.ts';

export type ShowWinDeps = Pick<Deps, 'store' | 'installation' | 'outbox'>;

/**
 * Where a win is: on the wall, on its way there, held up or refused for good by Slack, or waiting for a wall, which
 * there may never have been.
 */
export type Whereabouts = Place | 'soon' | 'held-up' | 'refused' | 'no-wall' | 'never-had-wall';

/** Longer than posting usually takes; after it the author is told that the win is on its way. */
const postingLimitMs = 3_000;

/** For a win that was not posted just now. */
const whereabouts = async ({ store }: ShowWinDeps, winId: string): Promise<Whereabouts> => {
  const win = await store.wins.find(winId);
  if (win?.wall) return win.wall;
  const { wallChannelId, lostWall } = await store.workspace.read();
  if (wallChannelId === undefined) return lostWall ? 'no-wall' : 'never-had-wall';
  const delivery = await store.deliveries.find(deliveryKey.win(winId));
  if (delivery?.state === 'failed') return 'refused';
  return delivery?.state === 'due' && delivery.refused ? 'held-up' : 'soon';
};

/** Puts a stored win on the wall, and says where it is after as long as its author can wait. */
export const showWin = async (deps: ShowWinDeps, winId: string): Promise<Whereabouts> => {
  const sending = deps.outbox.deliver(deliveryKey.win(winId));
  const sent = await pTimeout(sending, { milliseconds: postingLimitMs, fallback: () => undefined });
  return sent ?? whereabouts(deps, winId);
};
