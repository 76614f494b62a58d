import type { Deps } from '../../deps.ts';
import { isHappy } from '../../domain/voice.ts';
import { customerWordOf, voiceSettlesAt } from '../../domain/voice-follow.ts';
import type { Voice } from '../../models/voice.ts';

export type FollowVoiceDeps = Pick<Deps, 'store' | 'workspace' | 'logger' | 'refreshWallMessage'>;

const batchSize = 50;
/** What could not be followed is tried again then. */
const laterMs = 10 * 60_000;

/** The card says what may be told, and nothing else any more. */
const showOnCard = async (deps: FollowVoiceDeps, voice: Voice): Promise<void> => {
  const { store, workspace, refreshWallMessage } = deps;
  const { _id: winId, answer, answeredAt, version } = voice;
  const { zone } = await workspace();
  const happyAt = answer && isHappy(answer) ? (answeredAt ?? undefined) : undefined;
  await store.wins.recordCustomer(winId, customerWordOf(voice, zone), version, happyAt);
  await refreshWallMessage(winId);
};

/** What follows from an answer as it was read. All of it can be repeated. */
const followVoice = async (deps: FollowVoiceDeps, voice: Voice, now: Date): Promise<void> => {
  const { voices } = deps.store;
  if (voice.answer && voice.answeredAt) {
    await showOnCard(deps, voice);
    const settlesAt = voiceSettlesAt(voice.answeredAt);
    if (settlesAt > now) return voices.followLater(voice, settlesAt);
  }
  await voices.recordFollowed(voice);
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
