import type { Deps } from '../../deps.ts';
import { growingDelayMs } from '../../domain/growing-delay.ts';
import { pauseMs, slackErrorCode } from '../../errors.ts';
import { createCoalescer } from '../coalesce.ts';
import { type MessageContent, sayInForms } from './message-form.ts';

export type MessageRefresherDeps = Pick<
  Deps,
  'store' | 'slack' | 'clock' | 'logger' | 'background' | 'pacer'
>;

/** Nothing can be shown any more where there is no message. */
const isGone = (error: unknown): boolean => slackErrorCode(error) === 'message_not_found';

/** Shows something else in place of what a delivery said. False when it was never sent. */
export const updateDelivered = async (
  deps: Pick<Deps, 'store' | 'slack' | 'logger'>,
  key: string,
  content: MessageContent,
): Promise<boolean> => {
  const { store, slack } = deps;
  const delivery = await store.deliveries.find(key);
  const { channelId, ts } = delivery?.sentTo ?? {};
  if (!channelId || !ts) return false;
  await sayInForms(deps, key, content, (form) =>
    slack.chat.update({ channel: channelId, ts, ...form }),
  ).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
  return true;
};

/** When what could not be shown is tried again: after a minute, then later each time, for about four hours. */
const usualRetriesMs = Array.from({ length: 9 }, (_, tries) => growingDelayMs(tries));

/**
 * Keeps messages equal to what they are about, by key. Calls that come while one is being shown are answered by one
 * more showing. `show` says in how many milliseconds it is to be shown again, 0 for at once; undefined when it is done.
 * A rate limit is waited for; what fails otherwise is logged, and tried again by itself while the process runs. Resolves
 * with whether it is shown by now.
 */
export const createReportingRefresher = (
  { clock, logger, background, pacer }: Pick<Deps, 'clock' | 'logger' | 'background' | 'pacer'>,
  feature: string,
  show: (key: string) => Promise<number | undefined>,
  retriesMs: readonly number[] = usualRetriesMs,
): ((key: string) => Promise<boolean>) => {
  const later = new Map<string, NodeJS.Timeout>();
  /** How often in a row a message could not be shown. */
  const failures = new Map<string, number>();

  const showInTurn = async (key: string): Promise<number | undefined> =>
    pacer.takeUpdate(clock.now()) || show(key);

  const refreshIn = (waitMs: number, key: string): void => {
    if (later.has(key)) return;
    const timer = setTimeout(() => {
      later.delete(key);
      background.run(feature, () => refresh(key));
    }, waitMs).unref();
    later.set(key, timer);
  };

  const succeed = (key: string): void => {
    if (failures.delete(key)) {
      clearTimeout(later.get(key));
      later.delete(key);
    }
  };

  const retry = (key: string): void => {
    // Another change may come before what is waited for, and is tried at once: it does not count.
    if (later.has(key)) return;
    const times = failures.get(key) ?? 0;
    const waitMs = retriesMs[times];
    if (waitMs === undefined) failures.delete(key);
    else {
      failures.set(key, times + 1);
      refreshIn(waitMs, key);
    }
  };

  const fail = (key: string, error: unknown): void => {
    logger.warn({ feature, key, err: error }, 'a message could not be refreshed yet');
    const delayMs = pauseMs(error);
    if (delayMs === undefined) retry(key);
    else {
      pacer.pauseUpdates(delayMs, clock.now());
      refreshIn(delayMs, key);
    }
  };

  const refresh = createCoalescer(async (key: string): Promise<boolean> => {
    try {
      let waitMs: number | undefined = 0;
      while (waitMs === 0) waitMs = await showInTurn(key);
      if (waitMs === undefined) succeed(key);
      else refreshIn(waitMs, key);
      return waitMs === undefined;
    } catch (error) {
      fail(key, error);
      return false;
    }
  });

  return refresh;
};

/** The same for whom it is enough that it is shown sooner or later. */
export const createMessageRefresher = (
  ...given: Parameters<typeof createReportingRefresher>
): ((key: string) => Promise<void>) => {
  const refresh = createReportingRefresher(...given);
  return async (key) => {
    await refresh(key);
  };
};
