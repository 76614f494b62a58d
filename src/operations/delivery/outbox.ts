import pLimit from 'p-limit';
import type { Outbox, Sent } from '../../deps.ts';
import { createCoalescer } from '../coalesce.ts';
import type { SendDeliveryDeps } from './delivery-row.ts';
import { sendDelivery } from './send-delivery.ts';

const batchSize = 100;
/** Sends under way at once: enough to hide Slack's latency, few enough to stay bounded. */
const maxSending = 6;
/** Coming back sooner than this would be spinning. */
const shortestWaitMs = 50;
/** Cron wakes the outbox every minute anyway. */
const longestWaitMs = 60_000;

/** Sends what is due in a workspace: when somebody asks, and by itself when something is due within the minute. */
export const createOutbox = (deps: SendDeliveryDeps): Outbox => {
  const { store, clock, background, pacer, logger } = deps;
  const { teamId } = deps.installation;
  // A lease may seem to have run out when the clock was set: this process knows what it is sending.
  const sending = new Map<string, Promise<Sent | undefined>>();
  const turns = pLimit(maxSending);
  const awaitedKinds = Object.keys(deps.deliveries).filter((kind) => deps.deliveries[kind]?.isAwaited);
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const deliver = (key: string): Promise<Sent | undefined> => {
    const current = sending.get(key);
    if (current) return current;
    const work = turns(() => sendDelivery(deps, key)).finally(() => sending.delete(key));
    sending.set(key, work);
    return work;
  };

  const comeBackIn = (waitMs: number): void => {
    clearTimeout(timer);
    if (isStopped || waitMs > longestWaitMs) return;
    timer = setTimeout(() => background.run('delivery', deliverDue), Math.max(waitMs, shortestWaitMs));
  };

  const scheduleNext = async (): Promise<void> => {
    const next = await store.deliveries.nextDueAt();
    if (next) comeBackIn(next.getTime() - clock.now().getTime());
  };

  /** Starts what is due, as fast as Slack takes messages. The wait until there is more to do; undefined when all is done. */
  const startDue = async (underWay: Set<Promise<unknown>>): Promise<number | undefined> => {
    const due = await store.deliveries.dueKeys(clock.now(), batchSize);
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
   * A win has an author who waits, and the wall's own rate: one that Slack turned away for a moment does not queue
   * behind a fan-out. The first that is not sent ends the turn.
   */
  const deliverAwaited = async (): Promise<void> => {
    for (const key of await store.deliveries.dueKeys(clock.now(), batchSize, awaitedKinds))
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
    for (const late of await store.deliveries.skipTooLate(clock.now()))
      logger.info({ feature: 'delivery', teamId, ...late, how: 'skipped', why: 'too late' }, 'not sent');
    const [waitMs] = await Promise.all([fanOut(), deliverAwaited()]);
    if (waitMs === undefined) await scheduleNext();
    else comeBackIn(waitMs);
  };

  /** What became due while this was at it may have been overlooked: then it is done once more. */
  const coalesced = createCoalescer(deliverAll);
  const deliverDue = (): Promise<void> => coalesced('due');

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
