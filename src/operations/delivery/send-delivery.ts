import { WebAPIPlatformError } from '@slack/web-api';
import type { Deps, Sent } from '../../deps.ts';
import {
  accessDelayMs,
  failureOf,
  leaseMs,
  retryDelayMs,
  type SendFailure,
  silenceMs,
} from '../../domain/delivery.ts';
import { isTimeout, isUnreadable, pauseMs, slackErrorCode } from '../../errors.ts';
import type { Delivery } from '../../models/delivery.ts';
import { deliveryArguments } from '../../views/message.ts';
import type { Composed, DeliveryDeps, DeliveryRow, Destination, NotNow } from './delivery-row.ts';
import { findDelivered } from './find-delivered.ts';

/** The table of deliveries: what each kind is, and how it is said. */
export type DeliveryTable = Readonly<Record<string, DeliveryRow>>;

export type SendDeliveryDeps = DeliveryDeps &
  Pick<Deps, 'fanOut' | 'instanceId' | 'logger' | 'pacer'> & {
    deliveries: DeliveryTable;
    /** Slack does not let the bot post to the wall any more. */
    giveUpWall: (channelId: string, why: string) => Promise<void>;
    /** A message of the bot's is in this channel: the wall is alive, if it is that. */
    hearOfPost: (channelId: string, post: { triedAt: Date | undefined; isReply: boolean }) => Promise<void>;
  };

type Sendable = Extract<Destination, { kind: 'to' }> & Omit<Extract<Composed, { kind: 'send' }>, 'kind'>;

const rowOf = ({ deliveries }: SendDeliveryDeps, { kind }: Delivery): DeliveryRow | undefined =>
  deliveries[kind];

/** What a delivery says and where, from what is stored now. A kind that only a newer version knows is left to that one. */
const resolve = async (deps: SendDeliveryDeps, delivery: Delivery): Promise<Sendable | NotNow> => {
  const row = rowOf(deps, delivery);
  if (!row) return { kind: 'wait', why: `unknown kind ${delivery.kind}` };
  const composed = await row.compose(deps, delivery);
  if (composed.kind !== 'send') return composed;
  const destination = await row.to(deps, delivery);
  return destination.kind === 'to' ? { ...composed, ...destination } : destination;
};

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

const putBack = ({ store, clock }: SendDeliveryDeps, delivery: Delivery, why: string, delayMs?: number) => {
  const dueAt = new Date(clock.now().getTime() + (delayMs ?? retryDelayMs(delivery.attempts)));
  return store.deliveries.putBack(delivery, dueAt, why);
};

const recordSent = async (
  deps: SendDeliveryDeps,
  delivery: Delivery,
  place: Sent,
  shownRevision: number | undefined,
): Promise<Sent> => {
  await rowOf(deps, delivery)?.sent?.(deps, delivery, place, shownRevision);
  await deps.store.deliveries.recordSent(delivery, place);
  const { at, threadTs } = delivery.tried ?? {};
  await deps.hearOfPost(place.channelId, { triedAt: at ?? undefined, isReply: Boolean(threadTs) });
  return place;
};

/** Nothing of this attempt can be in Slack: it went wrong before the message was sent, or while looking for an older one. */
const handleUnsent = async (deps: SendDeliveryDeps, delivery: Delivery, error: unknown): Promise<void> => {
  const { failure, why, delayMs } = failureFrom(error);
  const isFinal = failure === 'refused' || failure === 'no-place';
  if (isFinal) return deps.store.deliveries.recordFailed(delivery, why);
  return putBack(deps, delivery, why, delayMs);
};

const handleNoPlace = async (deps: SendDeliveryDeps, delivery: Delivery, place: Sendable, why: string) => {
  const { store, workspace, giveUpWall } = deps;
  if (!rowOf(deps, delivery)?.waitsForWall) return store.deliveries.recordFailed(delivery, why);
  const { wallChannelId } = await workspace();
  if (wallChannelId !== undefined && wallChannelId !== place.channelId)
    return putBack(deps, delivery, why, 0);
  await giveUpWall(place.channelId, why);
  return store.deliveries.putAside(delivery, why);
};

const handleFailedPost = async (
  deps: SendDeliveryDeps,
  delivery: Delivery,
  place: Sendable,
  error: unknown,
) => {
  const { failure, why, delayMs } = failureFrom(error);
  if (failure !== 'maybe-sent') await deps.store.deliveries.unmarkTried(delivery);
  if (failure === 'rate-limited') deps.pacer.pausePosts(place.channelId, delayMs ?? 0, deps.clock.now());
  if (failure === 'refused') return deps.store.deliveries.recordFailed(delivery, why);
  if (failure === 'no-place') return handleNoPlace(deps, delivery, place, why);
  return putBack(deps, delivery, why, delayMs);
};

/** A message to a person is addressed by their id, and Slack answers with the conversation it is in. */
const sentTo = ({ channelId }: Sendable, answer: { channel?: string; ts?: string }) => ({
  channelId: answer.channel ?? channelId,
  ts: answer.ts ?? '',
});

const post = async (
  { fanOut, logger }: SendDeliveryDeps,
  delivery: Delivery,
  place: Sendable,
): Promise<Sent> => {
  const { channelId, threadTs, message, fallbackBlocks } = place;
  const args = {
    channel: channelId,
    ...(threadTs !== undefined && { thread_ts: threadTs }),
    ...deliveryArguments(delivery._id),
  };
  const { text, blocks } = message;
  for (const shown of [blocks, ...(fallbackBlocks ? [fallbackBlocks] : [])]) {
    try {
      return sentTo(place, await fanOut.chat.postMessage({ ...args, text, blocks: shown }));
    } catch (error) {
      if (slackErrorCode(error) !== 'invalid_blocks') throw error;
      logger.error({ feature: 'delivery', kind: delivery.kind }, 'Slack refused the blocks: sending less');
    }
  }
  return sentTo(place, await fanOut.chat.postMessage({ ...args, text }));
};

/** What settles the delivery without sending: a message of an earlier attempt, or that nobody may look for it. */
const settle = async (deps: SendDeliveryDeps, delivery: Delivery): Promise<Sent | 'unknown' | undefined> => {
  const { at, channelId, threadTs } = delivery.tried ?? {};
  if (!at || !channelId) return undefined;
  const place = { channelId, ...(threadTs && { threadTs }) };
  const found = await findDelivered(deps, delivery._id, place, at);
  if (found.kind === 'found') return recordSent(deps, delivery, found.place, undefined);
  if (found.kind === 'absent') return undefined;
  await deps.store.deliveries.recordUnknown(delivery, found.why);
  return 'unknown';
};

const addressOf = ({ channelId, threadTs }: Sendable) => ({
  channelId,
  ...(threadTs !== undefined && { threadTs }),
});

const postAndRecord = async (
  deps: SendDeliveryDeps,
  delivery: Delivery,
  place: Sendable,
): Promise<Sent | undefined> => {
  let sent: Sent;
  try {
    sent = await post(deps, delivery, place);
  } catch (error) {
    await handleFailedPost(deps, delivery, place, error);
    return undefined;
  }
  return recordSent(deps, delivery, sent, place.revision);
};

const isTooLate = (delivery: Delivery, now: Date): boolean =>
  delivery.tooLateAt instanceof Date && now >= delivery.tooLateAt;

/** For whatever is not plainly there to be sent: claims first, and then finds out what is to be done. */
const claimAndSend = async (deps: SendDeliveryDeps, key: string): Promise<Sent | undefined> => {
  const { store, clock, instanceId, pacer } = deps;
  const delivery = await store.deliveries.claim(key, instanceId, clock.now(), leaseMs);
  if (!delivery) return undefined;
  let resolved: Sendable | NotNow;
  try {
    const settled = await settle(deps, delivery);
    if (settled) return settled === 'unknown' ? undefined : settled;
    if (isTooLate(delivery, clock.now())) resolved = { kind: 'skip', why: 'too late' };
    else resolved = await resolve(deps, delivery);
  } catch (error) {
    await handleUnsent(deps, delivery, error);
    return undefined;
  }
  if (resolved.kind === 'skip') await store.deliveries.recordSkipped(delivery, resolved.why);
  if (resolved.kind === 'wait') await store.deliveries.putAside(delivery, resolved.why);
  if (resolved.kind !== 'to') return undefined;
  const waitMs = pacer.takeConversation(resolved.channelId, clock.now());
  if (waitMs > 0) await putBack(deps, delivery, 'paced', waitMs);
  const isHeld =
    waitMs === 0 && (await store.deliveries.markTried(delivery, addressOf(resolved), clock.now()));
  return isHeld ? postAndRecord(deps, delivery, resolved) : undefined;
};

/** What is plainly there to be sent now; undefined when it takes a closer look under a claim. */
const readyToSend = async (deps: SendDeliveryDeps, delivery: Delivery, now: Date) => {
  if (delivery.tried || isTooLate(delivery, now)) return undefined;
  const resolved = await resolve(deps, delivery).catch(() => undefined);
  return resolved?.kind === 'to' && deps.pacer.takeConversation(resolved.channelId, now) === 0
    ? resolved
    : undefined;
};

/**
 * Sends one delivery if it is due and nobody else has it: claim, look whether an earlier attempt arrived, send, record.
 * What Slack or the network does wrong is recorded on the delivery; only the database's errors are thrown, and then
 * the lease runs out and somebody looks again. Resolves with where the message is, if it is in Slack.
 */
export const sendDelivery = async (deps: SendDeliveryDeps, key: string): Promise<Sent | undefined> => {
  const { store, clock, instanceId } = deps;
  const now = clock.now();
  const delivery = await store.deliveries.find(key);
  if (!delivery?.dueAt || delivery.dueAt > now) return undefined;
  const ready = await readyToSend(deps, delivery, now);
  if (!ready) return claimAndSend(deps, key);
  const claimed = await store.deliveries.claimToSend(key, instanceId, addressOf(ready), clock.now(), leaseMs);
  return claimed ? postAndRecord(deps, claimed, ready) : undefined;
};
