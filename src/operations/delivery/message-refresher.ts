import type { Deps } from '../../deps.ts';
import { pauseMs } from '../../errors.ts';
import { deliveryArguments, type Message } from '../../views/message.ts';
import { createCoalescer } from '../coalesce.ts';

export type MessageRefresherDeps = Pick<
  Deps,
  'store' | 'slack' | 'clock' | 'logger' | 'background' | 'pacer'
>;

/** Shows something else in place of what a delivery said. Nothing happens when it was never sent. */
export const updateDelivered = async (
  { store, slack }: MessageRefresherDeps,
  key: string,
  message: Message,
): Promise<void> => {
  const delivery = await store.deliveries.find(key);
  const { channelId, ts } = delivery?.sentTo ?? {};
  if (!channelId || !ts) return;
  await slack.chat.update({ channel: channelId, ts, ...message, ...deliveryArguments(key) });
};

/**
 * Keeps messages equal to what they are about, by key. Calls that come while one is being shown are answered by one
 * more showing. `show` says in how many milliseconds it is to be shown again, 0 for at once; undefined when it is done.
 * A rate limit is waited for; what fails otherwise is logged, and left to the next change or tick.
 */
export const createMessageRefresher = (
  { clock, logger, background, pacer }: Pick<Deps, 'clock' | 'logger' | 'background' | 'pacer'>,
  feature: string,
  show: (key: string) => Promise<number | undefined>,
): ((key: string) => Promise<void>) => {
  const later = new Set<string>();

  const showInTurn = async (key: string): Promise<number | undefined> =>
    pacer.takeUpdate(clock.now()) || show(key);

  const refreshIn = (waitMs: number, key: string): void => {
    if (later.has(key)) return;
    later.add(key);
    setTimeout(() => {
      later.delete(key);
      background.run(feature, () => refresh(key));
    }, waitMs).unref();
  };

  const refresh = createCoalescer(async (key: string) => {
    try {
      let waitMs: number | undefined = 0;
      while (waitMs === 0) waitMs = await showInTurn(key);
      if (waitMs !== undefined) refreshIn(waitMs, key);
    } catch (error) {
      logger.warn({ feature, key, err: error }, 'a message could not be refreshed yet');
      const delayMs = pauseMs(error);
      if (delayMs === undefined) return;
      pacer.pauseUpdates(delayMs, clock.now());
      refreshIn(delayMs, key);
    }
  });

  return refresh;
};
