import type { Deps } from '../deps.ts';
import { winIdOf } from '../domain/delivery.ts';
import { type SendDeliveryDeps, sendDelivery } from './send-delivery.ts';

export type OutboxDeps = SendDeliveryDeps & Pick<Deps, 'background' | 'refreshWallMessage'>;

const batchSize = 20;
/** Cron wakes the outbox every minute anyway. */
const longestWaitMs = 60_000;

/** Sends what is due. One in a process; replicas each have theirs and share the deliveries. */
export interface Outbox {
  /** Sends this delivery if it is due, or waits for whoever in this process is sending it. */
  deliver(key: string): Promise<void>;
  /** Sends everything that is due now, and comes back by itself when something is due within the minute. */
  deliverDue(): Promise<void>;
  stop(): void;
}

export const createOutbox = (deps: OutboxDeps): Outbox => {
  const { models, installation, clock, background } = deps;
  const { teamId } = installation;
  // A lease may seem to have run out when the clock was set: this process knows what it is sending.
  const sending = new Map<string, Promise<void>>();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const send = async (key: string): Promise<void> => {
    await sendDelivery(deps, key);
    const winId = winIdOf(key);
    if (winId !== undefined) await deps.refreshWallMessage(winId);
  };

  const deliver = (key: string): Promise<void> => {
    const current = sending.get(key);
    if (current) return current;
    const work = send(key).finally(() => sending.delete(key));
    sending.set(key, work);
    return work;
  };

  const scheduleNext = async (): Promise<void> => {
    const next = await models.deliveries.nextDueAt(teamId);
    clearTimeout(timer);
    if (!next || isStopped) return;
    const waitMs = Math.max(next.getTime() - clock.now().getTime(), 50);
    if (waitMs > longestWaitMs) return;
    timer = setTimeout(() => background.run('delivery', deliverDue), waitMs);
  };

  const deliverBatches = async (): Promise<void> => {
    for (;;) {
      const keys = (await models.deliveries.dueKeys(teamId, clock.now(), batchSize)).filter(
        (key) => !sending.has(key),
      );
      if (keys.length === 0 || isStopped) break;
      await Promise.all(keys.map(deliver));
    }
    await scheduleNext();
  };

  const deliverDue = (): Promise<void> => {
    running ??= deliverBatches().finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    deliver: async (key) => {
      await deliver(key);
      await scheduleNext();
    },
    deliverDue,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};
