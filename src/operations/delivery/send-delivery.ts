import type { Sent } from '../../deps.ts';
import { leaseMs, lookForMs, onItsWayMs } from '../../domain/delivery.ts';
import type { Delivery } from '../../models/delivery.ts';
import { readOnce } from '../workspace/read-workspace.ts';
import { type NotNow, rowOf, type Sendable, type SendDeliveryDeps } from './delivery-row.ts';
import { findDelivered } from './find-delivered.ts';
import { sayInForms } from './message-form.ts';
import { end, handleFailedPost, handleUnsent, putBack, tellOfSilence, waitOut } from './unsent-delivery.ts';

/** What a delivery says and where, from what is stored now. A kind that only a newer version knows is left to that one. */
const resolve = async (deps: SendDeliveryDeps, delivery: Delivery): Promise<Sendable | NotNow> => {
  const row = rowOf(deps, delivery);
  if (!row) return { kind: 'wait', why: `unknown kind ${delivery.kind}` };
  // What it says and where are decided by the same workspace.
  const once = { ...deps, workspace: readOnce(deps.workspace) };
  const composed = await row.compose(once, delivery);
  if (composed.kind !== 'send') return composed;
  const destination = await row.to(once, delivery);
  return destination.kind === 'to' ? { ...composed, ...destination } : destination;
};

const recordSent = async (
  deps: SendDeliveryDeps,
  delivery: Delivery,
  place: Sent,
  shownRevision: number | undefined,
): Promise<Sent> => {
  const row = rowOf(deps, delivery);
  await row?.sent?.(deps, delivery, place, shownRevision);
  await deps.store.deliveries.recordSent(delivery, place);
  // What one person is shown says nothing about who may post.
  if (row?.isEphemeral) return place;
  const { at, threadTs } = delivery.tried ?? {};
  await deps.hearOfPost(place.channelId, { triedAt: at ?? undefined, isReply: Boolean(threadTs) });
  return place;
};

const postEphemeral = async (
  { fanOut }: SendDeliveryDeps,
  { channelId, message }: Sendable,
  user: string,
): Promise<Sent> => {
  const { message_ts: ts } = await fanOut.chat.postEphemeral({ channel: channelId, user, ...message });
  // slack/web-api-answer.ts lets no other answer through.
  if (!ts) throw new Error('A post was answered without its place');
  return { channelId, ts };
};

/** A message to a person is addressed by their id, and Slack answers with the conversation it is in. */
const post = async (deps: SendDeliveryDeps, delivery: Delivery, place: Sendable): Promise<Sent> => {
  const { channelId, threadTs, onlyFor } = place;
  if (onlyFor !== undefined) return postEphemeral(deps, place, onlyFor);
  const to = { channel: channelId, ...(threadTs !== undefined && { thread_ts: threadTs }) };
  const { channel, ts } = await sayInForms(deps, delivery._id, place, (form) =>
    deps.fanOut.chat.postMessage({ ...to, ...form }),
  );
  // slack/web-api-answer.ts lets no other answer through.
  if (!channel || !ts) throw new Error('A post was answered without its place');
  return { channelId: channel, ts };
};

/** What settles the delivery for now without sending: a message of an earlier attempt, or that nobody may look for it. */
const settle = async (deps: SendDeliveryDeps, delivery: Delivery): Promise<Sent | 'unsent' | undefined> => {
  const { at, channelId, threadTs } = delivery.tried ?? {};
  if (!at || !channelId) return undefined;
  if (rowOf(deps, delivery)?.isEphemeral) {
    await end(deps, delivery, 'unknown', 'nobody can look for it');
    return 'unsent';
  }
  const place = { channelId, ...(threadTs && { threadTs }) };
  const found = await findDelivered(deps, delivery._id, place, at);
  if (found.kind === 'found') return recordSent(deps, delivery, found.place, undefined);
  if (found.kind === 'absent') return undefined;
  const isOver = found.isForGood || deps.clock.now().getTime() - at.getTime() >= lookForMs;
  await (isOver ? end(deps, delivery, 'unknown', found.why) : waitOut(deps, delivery, found.why));
  return 'unsent';
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
    if (settled) return settled === 'unsent' ? undefined : settled;
    const waitMs = onItsWayMs(delivery.tried, delivery.why, clock.now());
    if (waitMs > 0) {
      await putBack(deps, delivery, 'maybe on its way', waitMs);
      return undefined;
    }
    await tellOfSilence(deps, delivery);
    if (isTooLate(delivery, clock.now())) resolved = { kind: 'skip', why: 'too late' };
    else resolved = await resolve(deps, delivery);
  } catch (error) {
    await handleUnsent(deps, delivery, error);
    return undefined;
  }
  if (resolved.kind === 'skip') await end(deps, delivery, 'skipped', resolved.why);
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
  if (delivery.tried || isTooLate(delivery, now) || rowOf(deps, delivery)?.isComposedOnceClaimed)
    return undefined;
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
