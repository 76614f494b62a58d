import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { Deps } from '../deps.ts';
import { failureOf, leaseMs, retryDelayMs, type SendFailure } from '../domain/delivery.ts';
import { slackErrorCode } from '../errors.ts';
import type { Delivery } from '../models/delivery.ts';
import { deliveryMetadata } from '../views/message.ts';
import { composeDelivery } from './compose-delivery.ts';
import type { Composed } from './composer.ts';
import { findDelivered } from './find-delivered.ts';
import { loseWall } from './wall.ts';

export type SendDeliveryDeps = Pick<
  Deps,
  'models' | 'installation' | 'people' | 'slack' | 'fanOut' | 'clock' | 'instanceId' | 'logger' | 'pacer'
>;

type Sendable = Extract<Composed, { kind: 'send' }>;

/** After silence Slack may still be at it: look only when it must have finished. */
const silenceDelayMs = 30_000;

const failureFrom = (error: unknown): { failure: SendFailure; why: string; delayMs?: number } => {
  if (error instanceof WebAPIRateLimitedError)
    return { failure: 'rate-limited', why: 'ratelimited', delayMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIPlatformError)
    return { failure: failureOf(error.data.error), why: error.data.error };
  if (error instanceof WebAPIRequestError && error.original.name === 'TimeoutError')
    return { failure: 'maybe-sent', why: 'timeout', delayMs: silenceDelayMs };
  return { failure: 'maybe-sent', why: error instanceof Error ? error.name : 'unknown' };
};

const putBack = ({ models, clock }: SendDeliveryDeps, delivery: Delivery, why: string, delayMs?: number) => {
  const dueAt = new Date(clock.now().getTime() + (delayMs ?? retryDelayMs(delivery.attempts)));
  return models.deliveries.putBack(delivery, dueAt, why);
};

const recordSent = async (
  { models }: SendDeliveryDeps,
  delivery: Delivery,
  place: { channelId: string; ts: string },
  shownRevision: number | undefined,
): Promise<void> => {
  if (delivery.kind === 'win' && delivery.winId)
    await models.wins.recordPosted(delivery.teamId, delivery.winId, place, shownRevision);
  await models.deliveries.recordSent(delivery, place);
};

/** Nothing of this attempt can be in Slack: it went wrong before the message was sent, or while looking for an older one. */
const handleUnsent = async (deps: SendDeliveryDeps, delivery: Delivery, error: unknown): Promise<void> => {
  const { failure, why, delayMs } = failureFrom(error);
  const isFinal = failure === 'refused' || failure === 'no-place';
  if (isFinal) return deps.models.deliveries.recordFailed(delivery, why);
  return putBack(deps, delivery, why, delayMs);
};

const handleNoPlace = async (deps: SendDeliveryDeps, delivery: Delivery, place: Sendable, why: string) => {
  const { models, clock } = deps;
  if (delivery.kind !== 'win') return models.deliveries.recordFailed(delivery, why);
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
  const { channelId, threadTs, message } = place;
  const args = {
    channel: channelId,
    ...(threadTs !== undefined && { thread_ts: threadTs }),
    metadata: deliveryMetadata(delivery._id),
    parse: 'none' as const,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  };
  try {
    return sentTo(place, await fanOut.chat.postMessage({ ...args, ...message }));
  } catch (error) {
    if (slackErrorCode(error) !== 'invalid_blocks') throw error;
    logger.error(
      { feature: 'delivery', kind: delivery.kind },
      'Slack refused the blocks: sending the text alone',
    );
    return sentTo(place, await fanOut.chat.postMessage({ ...args, text: message.text }));
  }
};

/** Whether a message of an earlier attempt settles the delivery. */
const isSettled = async (deps: SendDeliveryDeps, delivery: Delivery): Promise<boolean> => {
  const { at, channelId, threadTs } = delivery.tried ?? {};
  if (!at || !channelId) return false;
  const place = { channelId, ...(threadTs && { threadTs }) };
  const found = await findDelivered(deps, delivery._id, place, at);
  if (found.kind === 'found') await recordSent(deps, delivery, found.place, undefined);
  if (found.kind === 'cannot-look') await deps.models.deliveries.recordUnknown(delivery, found.why);
  return found.kind !== 'absent';
};

const send = async (deps: SendDeliveryDeps, delivery: Delivery, place: Sendable): Promise<void> => {
  const { channelId, threadTs } = place;
  const waitMs = deps.pacer.takeConversation(channelId, deps.clock.now());
  if (waitMs > 0) return putBack(deps, delivery, 'paced', waitMs);
  const at = { channelId, ...(threadTs !== undefined && { threadTs }) };
  const isHeld = await deps.models.deliveries.markTried(delivery, at, deps.clock.now());
  if (!isHeld) return;
  let sent: { channelId: string; ts: string };
  try {
    sent = await post(deps, delivery, place);
  } catch (error) {
    return handleFailedPost(deps, delivery, place, error);
  }
  await recordSent(deps, delivery, sent, place.revision);
};

/**
 * Sends one delivery if it is due and nobody else has it: claim, look whether an earlier attempt arrived, send, record.
 * What Slack or the network does wrong is recorded on the delivery; only the database's errors are thrown, and then
 * the lease runs out and somebody looks again.
 */
export const sendDelivery = async (deps: SendDeliveryDeps, key: string): Promise<void> => {
  const { models, clock, installation, instanceId } = deps;
  const delivery = await models.deliveries.claim(installation.teamId, key, instanceId, clock.now(), leaseMs);
  if (!delivery) return;
  let composed: Composed;
  try {
    if (await isSettled(deps, delivery)) return;
    if (delivery.tooLateAt && clock.now() >= delivery.tooLateAt)
      return models.deliveries.recordSkipped(delivery, 'too late');
    composed = await composeDelivery(deps, delivery);
  } catch (error) {
    return handleUnsent(deps, delivery, error);
  }
  if (composed.kind === 'skip') return models.deliveries.recordSkipped(delivery, composed.why);
  if (composed.kind === 'wait') return models.deliveries.putAside(delivery, composed.why);
  return send(deps, delivery, composed);
};
