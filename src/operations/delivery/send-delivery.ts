import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import {
  accessDelayMs,
  failureOf,
  leaseMs,
  retryDelayMs,
  type SendFailure,
  silenceMs,
} from '../../domain/delivery.ts';
import { isTimeout, slackErrorCode } from '../../errors.ts';
import type { Delivery } from '../../models/delivery.ts';
import { deliveryArguments } from '../../views/message.ts';
import { loseWall } from '../wall/wall.ts';
import { composeDelivery } from './compose-delivery.ts';
import type { Composed } from './composer.ts';
import { findDelivered } from './find-delivered.ts';

export type SendDeliveryDeps = Pick<
  Deps,
  | 'models'
  | 'installation'
  | 'people'
  | 'slack'
  | 'fanOut'
  | 'clock'
  | 'instanceId'
  | 'logger'
  | 'pacer'
  | 'packs'
>;

type Sendable = Extract<Composed, { kind: 'send' }>;

const failureFromCode = (why: string) => {
  const failure = failureOf(why);
  return failure === 'no-access' ? { failure, why, delayMs: accessDelayMs } : { failure, why };
};

const failureFrom = (error: unknown): { failure: SendFailure; why: string; delayMs?: number } => {
  if (error instanceof WebAPIRateLimitedError)
    return { failure: 'rate-limited', why: 'ratelimited', delayMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIPlatformError) return failureFromCode(error.data.error);
  if (isTimeout(error)) return { failure: 'maybe-sent', why: 'timeout', delayMs: silenceMs };
  return { failure: 'maybe-sent', why: error instanceof Error ? error.name : 'unknown' };
};

const putBack = ({ models, clock }: SendDeliveryDeps, delivery: Delivery, why: string, delayMs?: number) => {
  const dueAt = new Date(clock.now().getTime() + (delayMs ?? retryDelayMs(delivery.attempts)));
  return models.deliveries.putBack(delivery, dueAt, why);
};

export interface Sent {
  channelId: string;
  ts: string;
  /** The win changed while its message was under way. */
  isStale: boolean;
}

const recordSent = async (
  { models }: SendDeliveryDeps,
  delivery: Delivery,
  place: { channelId: string; ts: string },
  shownRevision: number | undefined,
): Promise<Sent> => {
  const isStale =
    delivery.kind === 'win' && delivery.winId
      ? await models.wins.recordPosted(delivery.teamId, delivery.winId, place, shownRevision)
      : false;
  await models.deliveries.recordSent(delivery, place);
  return { ...place, isStale };
};

/** Nothing of this attempt can be in Slack: it went wrong before the message was sent, or while looking for an older one. */
const handleUnsent = async (deps: SendDeliveryDeps, delivery: Delivery, error: unknown): Promise<void> => {
  const { failure, why, delayMs } = failureFrom(error);
  const isFinal = failure === 'refused' || failure === 'no-place';
  if (isFinal) return deps.models.deliveries.recordFailed(delivery, why);
  return putBack(deps, delivery, why, delayMs);
};

/** These wait for a wall, however long that takes or until they are too late. */
const forWall: ReadonlySet<string> = new Set(['win', 'digest', 'challenge-invite', 'challenge-closing']);

const handleNoPlace = async (deps: SendDeliveryDeps, delivery: Delivery, place: Sendable, why: string) => {
  const { models, clock } = deps;
  if (!forWall.has(delivery.kind)) return models.deliveries.recordFailed(delivery, why);
  const wallChannelId = await models.workspaces.wallChannelId(delivery.teamId);
  if (wallChannelId !== undefined && wallChannelId !== place.channelId)
    return putBack(deps, delivery, why, 0);
  await loseWall(deps, place.channelId, why, clock.now());
  return models.deliveries.putAside(delivery, why);
};

const handleFailedPost = async (
  deps: SendDeliveryDeps,
  delivery: Delivery,
  place: Sendable,
  error: unknown,
) => {
  const { failure, why, delayMs } = failureFrom(error);
  if (failure !== 'maybe-sent') await deps.models.deliveries.unmarkTried(delivery);
  if (failure === 'rate-limited') deps.pacer.pausePosts(place.channelId, delayMs ?? 0, deps.clock.now());
  if (failure === 'refused') return deps.models.deliveries.recordFailed(delivery, why);
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
): Promise<{ channelId: string; ts: string }> => {
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
  await deps.models.deliveries.recordUnknown(delivery, found.why);
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
  let sent: { channelId: string; ts: string };
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
  const { models, clock, installation, instanceId, pacer } = deps;
  const delivery = await models.deliveries.claim(installation.teamId, key, instanceId, clock.now(), leaseMs);
  if (!delivery) return undefined;
  let composed: Composed;
  try {
    const settled = await settle(deps, delivery);
    if (settled) return settled === 'unknown' ? undefined : settled;
    if (isTooLate(delivery, clock.now())) composed = { kind: 'skip', why: 'too late' };
    else composed = await composeDelivery(deps, delivery);
  } catch (error) {
    await handleUnsent(deps, delivery, error);
    return undefined;
  }
  if (composed.kind === 'skip') await models.deliveries.recordSkipped(delivery, composed.why);
  if (composed.kind === 'wait') await models.deliveries.putAside(delivery, composed.why);
  if (composed.kind !== 'send') return undefined;
  const waitMs = pacer.takeConversation(composed.channelId, clock.now());
  if (waitMs > 0) await putBack(deps, delivery, 'paced', waitMs);
  const isHeld =
    waitMs === 0 && (await models.deliveries.markTried(delivery, addressOf(composed), clock.now()));
  return isHeld ? postAndRecord(deps, delivery, composed) : undefined;
};

/** What is plainly there to be sent now; undefined when it takes a closer look under a claim. */
const readyToSend = async (deps: SendDeliveryDeps, delivery: Delivery, now: Date) => {
  if (delivery.tried || isTooLate(delivery, now)) return undefined;
  const composed = await composeDelivery(deps, delivery).catch(() => undefined);
  return composed?.kind === 'send' && deps.pacer.takeConversation(composed.channelId, now) === 0
    ? composed
    : undefined;
};

/**
 * Sends one delivery if it is due and nobody else has it: claim, look whether an earlier attempt arrived, send, record.
 * What Slack or the network does wrong is recorded on the delivery; only the database's errors are thrown, and then
 * the lease runs out and somebody looks again. Resolves with where the message is, if it is in Slack.
 */
export const sendDelivery = async (deps: SendDeliveryDeps, key: string): Promise<Sent | undefined> => {
  const { models, clock, installation, instanceId } = deps;
  const { teamId } = installation;
  const now = clock.now();
  const delivery = await models.deliveries.find(teamId, key);
  if (!delivery?.dueAt || delivery.dueAt > now) return undefined;
  const ready = await readyToSend(deps, delivery, now);
  if (!ready) return claimAndSend(deps, key);
  const claimed = await models.deliveries.claimToSend(
    teamId,
    key,
    instanceId,
    addressOf(ready),
    clock.now(),
    leaseMs,
  );
  return claimed ? postAndRecord(deps, claimed, ready) : undefined;
};
