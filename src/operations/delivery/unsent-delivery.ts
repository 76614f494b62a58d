import { WebAPIPlatformError } from '@slack/web-api';
import {
  type Addressee,
  accessDelayMs,
  failureOf,
  isFinal,
  lateAfterMs,
  refusedDelayMs,
  refusedForMs,
  retryDelayMs,
  type SendFailure,
  shapeRefusedForMs,
  silenceMs,
} from '../../domain/delivery.ts';
import { isTimeout, isUnreadable, pauseMs } from '../../errors.ts';
import type { Delivery } from '../../models/delivery.ts';
import { type DeliveryRow, rowOf, type Sendable, type SendDeliveryDeps } from './delivery-row.ts';

const failureFromCode = (why: string) => {
  const failure = failureOf(why);
  return failure === 'no-access' ? { failure, why, delayMs: accessDelayMs } : { failure, why };
};

const failureFrom = (error: unknown): { failure: SendFailure; why: string; delayMs?: number } => {
  const delayMs = pauseMs(error);
  if (delayMs !== undefined) return { failure: 'rate-limited', why: 'ratelimited', delayMs };
  if (error instanceof WebAPIPlatformError) return failureFromCode(error.data.error);
  if (isTimeout(error)) return { failure: 'maybe-sent', why: 'timeout', delayMs: silenceMs };
  if (isUnreadable(error)) return { failure: 'maybe-sent', why: 'unreadable answer', delayMs: silenceMs };
  return { failure: 'maybe-sent', why: error instanceof Error ? error.name : 'unknown' };
};

export const putBack = (
  { store, clock }: SendDeliveryDeps,
  delivery: Delivery,
  why: string,
  delayMs?: number,
) => {
  const dueAt = new Date(clock.now().getTime() + (delayMs ?? retryDelayMs(delivery.attempts)));
  return store.deliveries.putBack(delivery, dueAt, why);
};

/**
 * An attempt whose outcome nobody knew did not arrive. Whoever waits for it is told once that has gone on for long: then
 * something on the way to Slack may be keeping out this very message.
 */
export const tellOfSilence = async (deps: SendDeliveryDeps, delivery: Delivery): Promise<void> => {
  const { silentSince, why } = delivery;
  if (!silentSince || deps.clock.now().getTime() - silentSince.getTime() < lateAfterMs) return;
  await rowOf(deps, delivery)?.unsent?.(deps, delivery, { how: 'late', why: why ?? '' });
};

/** Ends it for good, although it is not sent. */
export const end = async (
  deps: SendDeliveryDeps,
  delivery: Delivery,
  how: 'failed' | 'unknown' | 'skipped',
  why: string,
): Promise<void> => {
  const { logger, store, installation } = deps;
  const { _id: key, kind } = delivery;
  const level = how === 'skipped' ? 'info' : 'error';
  logger[level]({ feature: 'delivery', teamId: installation.teamId, kind, key, how, why }, 'not sent');
  if (how !== 'skipped') await rowOf(deps, delivery)?.unsent?.(deps, delivery, { how, why });
  await store.deliveries.recordUnsent(delivery, how, why);
};

/** For how long it is tried again: what goes to the wall without end, unless not even its text alone is taken. */
const patienceMs = (row: DeliveryRow | undefined, why: string): number => {
  if (failureOf(why) === 'bad-shape') return shapeRefusedForMs;
  return row?.waitsForWall ? Number.POSITIVE_INFINITY : refusedForMs;
};

/** Slack refuses it for now: it is tried again, later each time. Whoever waits for it is told once that has lasted. */
export const waitOut = async (deps: SendDeliveryDeps, delivery: Delivery, why: string): Promise<void> => {
  const { clock, store, logger, installation } = deps;
  const { _id: key, kind, refused } = delivery;
  const now = clock.now();
  const refusedMs = now.getTime() - (refused?.since ?? now).getTime();
  const row = rowOf(deps, delivery);
  if (refusedMs >= patienceMs(row, why)) return end(deps, delivery, 'failed', why);
  const delayMs = refusedDelayMs((refused?.times ?? 0) + 1);
  logger.warn(
    { feature: 'delivery', teamId: installation.teamId, kind, key, why, delayMs },
    'refused for now',
  );
  await store.deliveries.putBackRefused(delivery, new Date(now.getTime() + delayMs), why, now);
  if (refusedMs >= lateAfterMs) await row?.unsent?.(deps, delivery, { how: 'late', why });
};

const isForNow = (failure: SendFailure): boolean => ['not-now', 'no-place', 'bad-shape'].includes(failure);

/** Nothing of this attempt can be in Slack: it went wrong before the message was sent, or while looking for an older one. */
export const handleUnsent = async (
  deps: SendDeliveryDeps,
  delivery: Delivery,
  error: unknown,
): Promise<void> => {
  const { failure, why, delayMs } = failureFrom(error);
  return isForNow(failure) ? waitOut(deps, delivery, why) : putBack(deps, delivery, why, delayMs);
};

/** What goes to the wall waits for one, unless that is another by now. */
const handleNoWall = async (deps: SendDeliveryDeps, delivery: Delivery, place: Sendable, why: string) => {
  const { store, workspace, giveUpWall } = deps;
  const { wallChannelId } = await workspace();
  if (wallChannelId !== undefined && wallChannelId !== place.channelId)
    return putBack(deps, delivery, why, 0);
  await giveUpWall(place.channelId, why);
  return store.deliveries.putAside(delivery, why);
};

const isPerson = (channelId: string): boolean => /^[UW]/.test(channelId);

const addresseeOf = ({ channelId, threadTs, onlyFor }: Sendable): Addressee => {
  if (onlyFor !== undefined) return 'onlooker';
  if (threadTs !== undefined) return 'thread';
  return isPerson(channelId) ? 'person' : 'channel';
};

export const handleFailedPost = async (
  deps: SendDeliveryDeps,
  delivery: Delivery,
  place: Sendable,
  error: unknown,
) => {
  const { failure, why, delayMs } = failureFrom(error);
  if (failure !== 'maybe-sent') await deps.store.deliveries.unmarkTried(delivery);
  if (failure === 'rate-limited')
    deps.pacer.pausePosts(place.channelId, delayMs ?? retryDelayMs(1), deps.clock.now());
  if (isFinal(addresseeOf(place), why)) return end(deps, delivery, 'failed', why);
  if (failure === 'no-place' && rowOf(deps, delivery)?.waitsForWall)
    return handleNoWall(deps, delivery, place, why);
  if (isForNow(failure)) return waitOut(deps, delivery, why);
  if (failure !== 'maybe-sent') return putBack(deps, delivery, why, delayMs);
  const now = deps.clock.now();
  const dueAt = new Date(now.getTime() + (delayMs ?? retryDelayMs(delivery.attempts)));
  return deps.store.deliveries.putBackSilent(delivery, dueAt, why, now);
};
