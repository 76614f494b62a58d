import pLimit from 'p-limit';
import type { Deps } from '../../deps.ts';
import { winIdOf } from '../../domain/delivery.ts';
import { type SendDeliveryDeps, type Sent, sendDelivery } from './send-delivery.ts';

export type OutboxDeps = SendDeliveryDeps & Pick<Deps, 'background' | 'refreshWallMessage'>;

const batchSize = 100;
/** Sends under way at once: enough to hide Slack's latency, few enough to stay bounded. */
const maxSending = 6;
/** Coming back sooner than this would be spinning. */
const shortestWaitMs = 50;
/** Cron wakes the outbox every minute anyway. */
const longestWaitMs = 60_000;

/** Sends what is due. One in a process; replicas each have theirs and share the deliveries. */
export interface Outbox {
  /**
   * Sends this delivery if it is due, or waits for whoever in this process is sending it. Resolves with where the
   * message is, if it was sent now.
   */
  deliver(key: string): Promise<Sent | undefined>;
  /** Sends everything that is due now, and comes back by itself when something is due within the minute. */
  deliverDue(): Promise<void>;
  stop(): void;
}

export const createOutbox = (deps: OutboxDeps): Outbox => {
  const { models, installation, clock, background, pacer } = deps;
  const { teamId } = installation;
  // A lease may seem to have run out when the clock was set: this process knows what it is sending.
  const sending = new Map<string, Promise<Sent | undefined>>();
  const turns = pLimit(maxSending);
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const send = async (key: string): Promise<Sent | undefined> => {
    const sent = await sendDelivery(deps, key);
    const winId = winIdOf(key);
    if (sent?.isStale && winId !== undefined) await deps.refreshWallMessage(winId);
    return sent;
  };

  const deliver = (key: string): Promise<Sent | undefined> => {
    const current = sending.get(key);
    if (current) return current;
    const work = turns(() => send(key)).finally(() => sending.delete(key));
    sending.set(key, work);
    return work;
  };

  const comeBackIn = (waitMs: number): void => {
    clearTimeout(timer);
    if (isStopped || waitMs > longestWaitMs) return;
    timer = setTimeout(() => background.run('delivery', deliverDue), Math.max(waitMs, shortestWaitMs));
  };

  const scheduleNext = async (): Promise<void> => {
    const next = await models.deliveries.nextDueAt(teamId);
    if (next) comeBackIn(next.getTime() - clock.now().getTime());
  };

  /** Starts what is due, as fast as Slack takes messages. The wait until there is more to do; undefined when all is done. */
  const startDue = async (underWay: Set<Promise<unknown>>): Promise<number | undefined> => {
    const due = await models.deliveries.dueKeys(teamId, clock.now(), batchSize);
    const keys = due.filter((key) => !sending.has(key));
    if (keys.length === 0) return undefined;
    for (const key of keys) {
      if (isStopped) return undefined;
      const waitMs = pacer.takeFanOut(clock.now());
      if (waitMs > 0) return waitMs;
      const work = deliver(key);
      underWay.add(work);
      void work.finally(() => underWay.delete(work)).catch(() => undefined);
      // One turn stays free for what a person waits for.
      if (underWay.size >= maxSending - 1) await Promise.race(underWay);
    }
    return 0;
  };

  /**
   * Wins have an author who waits, and the wall's own rate: one that Slack turned away for a moment does not queue
   * behind a fan-out. The first that is not sent ends the turn.
   */
  const deliverWins = async (): Promise<void> => {
    for (const key of await models.deliveries.dueKeys(teamId, clock.now(), batchSize, 'win'))
      if (isStopped || !(await deliver(key))) return;
  };

  /** The wait until there is more to do; undefined when all is done. */
  const fanOut = async (): Promise<number | undefined> => {
    const underWay = new Set<Promise<unknown>>();
    let waitMs: number | undefined = 0;
    while (waitMs === 0 && !isStopped) {
      waitMs = await startDue(underWay);
      await Promise.all(underWay);
    }
    return waitMs;
  };

  const deliverAll = async (): Promise<void> => {
    // After a long downtime these may be many, and none of them is worth a turn of the pacer.
    await models.deliveries.skipTooLate(teamId, clock.now());
    const [waitMs] = await Promise.all([fanOut(), deliverWins()]);
    if (waitMs === undefined) await scheduleNext();
    else comeBackIn(waitMs);
  };

  const deliverDue = (): Promise<void> => {
    running ??= deliverAll().finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    deliver: async (key) => {
      const sent = await deliver(key);
      if (!sent) await scheduleNext();
      return sent;
    },
    deliverDue,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};
