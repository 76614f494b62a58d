import type { Deps } from '../../deps.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { isHappy } from '../../domain/voice.ts';
import { customerWordOf, mayBeTold, voiceSettlesAt } from '../../domain/voice-follow.ts';
import { slackErrorCode } from '../../errors.ts';
import type { Voice } from '../../models/voice.ts';
import type { Win } from '../../models/win-schema.ts';
import { findManagers } from '../workspace/manager.ts';
import { showInDigest } from './show-in-digest.ts';
import { ownersOf, voiceKey } from './voice-delivery.ts';

export type FollowVoiceDeps = Pick<
  Deps,
  | 'store'
  | 'people'
  | 'workspace'
  | 'logger'
  | 'background'
  | 'outbox'
  | 'refreshWallMessage'
  | 'refreshNote'
  | 'showDelivery'
>;

const batchSize = 50;
/** The week that somebody answered in is closed by then, most likely. */
const closedSoonMs = 3_600_000;
/** What could not be followed is tried again then. */
const laterMs = 10 * 60_000;
/** A message that Slack lets nobody change any more. */
const unchangeable = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

interface Answer {
  voice: Voice;
  win: Win;
}

/** The card says what may be told, and nothing else any more. */
const showOnCard = async (deps: FollowVoiceDeps, voice: Voice): Promise<void> => {
  const { store, workspace, refreshWallMessage } = deps;
  const { _id: winId, answer, answeredAt, version } = voice;
  const { zone } = await workspace();
  const happyAt = answer && isHappy(answer) ? (answeredAt ?? undefined) : undefined;
  await store.wins.recordCustomer(winId, customerWordOf(voice, zone), version, happyAt);
  await refreshWallMessage(winId);
};

/** Whatever was told before says what is so now. */
const showTold = async (deps: FollowVoiceDeps, { _id: winId }: Voice): Promise<void> => {
  const { store, refreshNote, showDelivery } = deps;
  const kinds = ['voice', 'voice-unhappy', 'voice-unhappy-team'] as const;
  const ours = kinds.map((kind) => notePartKey[kind](winId, ''));
  const told = await store.noteParts.toldOfWin(winId);
  for (const key of told) if (ours.some((start) => key.startsWith(start))) await refreshNote(key);
  try {
    await showDelivery(voiceKey(winId));
  } catch (error) {
    if (!unchangeable.has(slackErrorCode(error) ?? '')) throw error;
  }
};

const planParts = async (
  { store }: FollowVoiceDeps,
  kind: 'voice' | 'voice-unhappy' | 'voice-unhappy-team',
  { winId, userIds }: { winId: string; userIds: readonly string[] },
  now: Date,
): Promise<void> => {
  const parts = userIds
    .filter((userId) => !isStandIn(userId))
    .map((userId) => ({ key: notePartKey[kind](winId, userId), kind, userId, winId, dueAt: now }));
  await store.noteParts.planAllAgain(parts);
};

/** Whether somebody has read of it in their note, or is about to: nobody is told twice. */
const isInNotes = async ({ store }: FollowVoiceDeps, winId: string): Promise<boolean> => {
  const start = notePartKey.voice(winId, '');
  return (await store.noteParts.toldOfWin(winId)).some((key) => key.startsWith(start));
};

/** In the thread of the win where that may be; in notes otherwise. */
const tellHappy = async (deps: FollowVoiceDeps, { voice, win }: Answer, now: Date): Promise<void> => {
  const { store, background, outbox } = deps;
  const { _id: winId } = win;
  const key = voiceKey(winId);
  const said = await store.deliveries.find(key);
  if (said?.state === 'sent' || said?.state === 'unknown') return;
  const isForThread = mayBeTold(voice) && win.wall && !win.withdrawn?.at && !win.folded;
  if (isForThread && said?.state !== 'failed' && !(await isInNotes(deps, winId))) {
    await store.deliveries.planAgain({ key, kind: 'voice', winId }, now);
    background.run('delivery', () => outbox.deliverDue());
  } else await planParts(deps, 'voice', { winId, userIds: ownersOf(voice, win) }, now);
};

/** Never on the wall: in the notes of its author, of whoever asked, and of those who lead the team. */
const tellUnhappy = async (deps: FollowVoiceDeps, { voice, win }: Answer, now: Date): Promise<void> => {
  const { _id: winId } = win;
  const owners = ownersOf(voice, win);
  await planParts(deps, 'voice-unhappy', { winId, userIds: owners }, now);
  const managers = (await findManagers(deps)).map(({ userId }) => userId);
  const others = managers.filter((userId) => !owners.includes(userId));
  await planParts(deps, 'voice-unhappy-team', { winId, userIds: others }, now);
};

/** What follows from an answer as it was read. All of it can be repeated. */
const followVoice = async (deps: FollowVoiceDeps, voice: Voice, now: Date): Promise<void> => {
  const { voices, wins } = deps.store;
  const { _id: winId, answer, answeredAt } = voice;
  const win = await wins.find(winId);
  if (win && answer && answeredAt) {
    await showOnCard(deps, voice);
    await showTold(deps, voice);
    const settlesAt = voiceSettlesAt(answeredAt);
    if (settlesAt > now) return voices.followLater(voice, settlesAt);
    await (isHappy(answer) ? tellHappy : tellUnhappy)(deps, { voice, win }, now);
    if (!(await showInDigest(deps, { winId, at: answeredAt }, now)))
      return voices.followLater(voice, new Date(now.getTime() + closedSoonMs));
  }
  // Nobody knows which of two was shown last.
  if (!(await voices.recordFollowed(voice))) await voices.followAgain(winId, now);
};

/** One whose turn fails holds up no other. */
const followInTurn = async (deps: FollowVoiceDeps, voice: Voice, now: Date): Promise<void> => {
  try {
    await followVoice(deps, voice, now);
  } catch (error) {
    deps.logger.warn({ feature: 'voice', err: error }, 'a customer’s answer could not be followed yet');
    await deps.store.voices.followLater(voice, new Date(now.getTime() + laterMs));
  }
};

/** Sees to everything that is to follow now from what customers answered. It throws for nothing that Slack says. */
export const followVoices = async (deps: FollowVoiceDeps, now: Date): Promise<void> => {
  for (const voice of await deps.store.voices.due(now, batchSize)) await followInTurn(deps, voice, now);
};
