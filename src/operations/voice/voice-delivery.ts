import { deliveryKey } from '../../domain/delivery-key.ts';
import { mayBeTold } from '../../domain/voice-follow.ts';
import type { Voice } from '../../models/voice.ts';
import type { Win } from '../../models/win-schema.ts';
import { voiceInThread, voiceUntold } from '../../views/voice/voice-news.ts';
import { type DeliveryRow, type NotNow, send, skip } from '../delivery/delivery-row.ts';
import { winOf } from '../win/win-delivery.ts';

/** Whom an answer is for: whoever asked for it, and the author of the win. */
export const ownersOf = ({ askedBy }: Pick<Voice, 'askedBy'>, { authorId }: Pick<Win, 'authorId'>) => [
  ...new Set([authorId, askedBy]),
];

/** Managers look at the win: it is on the wall without words. */
const underReview: NotNow = { kind: 'wait', why: 'the win is not on the wall just now' };

export const toThreadOfVoice: DeliveryRow['to'] = async (deps, delivery) => {
  const win = await winOf(deps, delivery);
  if (!win) return skip('the win was taken down');
  if (!win.wall || win.folded) return underReview;
  return { kind: 'to', channelId: win.wall.channelId, threadTs: win.wall.ts };
};

/** What the customer says, while it may be told; once it was said, what stands in its place when it may be no more. */
export const composeVoice: DeliveryRow['compose'] = async (deps, delivery) => {
  const win = await winOf(deps, delivery);
  const voice = win && (await deps.store.voices.find(win._id));
  if (!win || !voice) return skip('the win was taken down');
  const isSaid = Boolean(delivery.sentTo?.ts);
  const isShown = mayBeTold(voice) && win.customer && !win.folded;
  if (!isShown || !win.customer) return isSaid ? send(voiceUntold) : skip('it may not be told');
  return send(voiceInThread(win.customer, ownersOf(voice, win)));
};

/** It goes into their notes instead. */
export const tellInNotes: NonNullable<DeliveryRow['unsent']> = async (
  { store, clock },
  { winId },
  { how },
) => {
  if (winId && how === 'failed') await store.voices.followAgain(winId, clock.now());
};

export const voiceKey = (winId: string): string => deliveryKey.voice(winId);
