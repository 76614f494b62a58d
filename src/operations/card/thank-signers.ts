import type { Deps } from '../../deps.ts';
import { thanksLateAfterMs } from '../../domain/card.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { Win } from '../../models/win-schema.ts';
import { thanksInThread } from '../../views/card/card-thanks.ts';
import { type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { winOf } from '../win/win-delivery.ts';

export type ThankDeps = Pick<Deps, 'store' | 'outbox' | 'background' | 'refreshNote'>;

/** `gone`: no win of it is on the wall any more. */
export type ThankRefusal = 'not-yours' | 'thanked' | 'gone';

type Thankable = { kind: 'open'; part: NotePart; wins: Win[] } | { kind: 'refused'; why: ThankRefusal };

/** The part of a note whose signers somebody wants to thank. */
export const openThanks = async (
  { store }: Pick<Deps, 'store'>,
  partKey: string,
  userId: string,
): Promise<Thankable> => {
  const part = await store.noteParts.find(partKey);
  if (part?.kind !== 'card' || part.userId !== userId) return { kind: 'refused', why: 'not-yours' };
  if (part.answer) return { kind: 'refused', why: 'thanked' };
  const lines = await store.signatures.toldIn(partKey);
  const winIds = [...new Set(lines.map(({ winId }) => winId))];
  const wins = (await Promise.all(winIds.map((winId) => winOf({ store }, { winId })))).filter(
    (win): win is Win => win?.wall !== undefined && win.wall !== null,
  );
  return wins.length > 0 ? { kind: 'open', part, wins } : { kind: 'refused', why: 'gone' };
};

/** Whoever ends between the two writes has said nothing: what is planned by then finds no words, and is skipped. */
const wordsWithinMs = 60_000;

/**
 * Has a hero's sentence posted into the thread of each win that a part of their note told of. It is said once: the part
 * takes one answer, and each thread has its key.
 */
export const thankSigners = async (
  deps: ThankDeps,
  { partKey, userId, text }: { partKey: string; userId: string; text: string },
  now: Date,
): Promise<'said' | ThankRefusal> => {
  const { store, background } = deps;
  const open = await openThanks(deps, partKey, userId);
  if (open.kind === 'refused') return open.why;
  const planned = open.wins.map(({ _id: winId }) => ({
    key: deliveryKey['card-thanks'](winId, partKey),
    kind: 'card-thanks' as const,
    winId,
    partKey,
    byId: userId,
    tooLateAt: new Date(now.getTime() + thanksLateAfterMs),
  }));
  await store.deliveries.planAllAgain(planned, new Date(now.getTime() + wordsWithinMs));
  const isFirst = await store.noteParts.recordAnswer(partKey, userId, text, now);
  if (!isFirst) return (await store.noteParts.find(partKey))?.answer ? 'thanked' : 'not-yours';
  for (const { key } of planned) await store.deliveries.bringForward(key, now);
  background.run('card', async () => {
    await deps.outbox.deliverDue();
    await deps.refreshNote(partKey);
  });
  return 'said';
};

export const toThreadOfThanked: DeliveryRow['to'] = async (deps, delivery) => {
  const wall = (await winOf(deps, delivery))?.wall;
  return wall
    ? { kind: 'to', channelId: wall.channelId, threadTs: wall.ts }
    : skip('the win is not on the wall');
};

export const composeThanks: DeliveryRow['compose'] = async ({ store, people }, { partKey, byId }) => {
  const text = partKey ? (await store.noteParts.find(partKey))?.answer?.text : undefined;
  if (!text || !byId) return skip('nothing was said');
  return send(thanksInThread((await people.find(byId))?.name ?? 'Somebody', text));
};
