import type { Deps } from '../../deps.ts';
import { cardLookMs, cardWaitsMs } from '../../domain/card.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import type { Signature } from '../../models/signature.ts';
import { winOf } from '../win/win-delivery.ts';
import { isCardOpen } from './open-card.ts';

type FollowDeps = Pick<Deps, 'store' | 'workspace'>;

const batchSize = 100;

/** A win that is not on the wall, or not exceptional, may be so again. */
const lookAgainAt = ({ signedAt }: Signature, now: Date): Date | undefined =>
  now.getTime() - signedAt.getTime() < cardWaitsMs ? new Date(now.getTime() + cardLookMs) : undefined;

/** Whatever part comes first tells all lines, so one that waits is enough; of two the other finds nothing to tell. */
const planParts = async ({ store }: FollowDeps, line: Signature, heroIds: readonly string[], now: Date) => {
  const untold = heroIds.filter((userId) => userId !== line.userId && !line.toldTo.includes(userId));
  const waiting = await store.noteParts.waitingFor('card', untold);
  const { winId } = line;
  for (const userId of untold.filter((each) => !waiting.has(each))) {
    const key = notePartKey.card(winId, line.userId, line.followedCount, userId);
    await store.noteParts.plan({ key, kind: 'card', winId, userId }, now);
  }
};

/** Sees to it that heroes are told a line. Every step can be repeated. */
const followLine = async (deps: FollowDeps, line: Signature, now: Date): Promise<void> => {
  const { store } = deps;
  const win = await winOf(deps, line);
  if (!win && !(await store.wins.find(line.winId))) return store.signatures.forgetWins([line.winId]);
  if (!win || !isCardOpen(await deps.workspace(), win))
    return store.signatures.recordFollowed(line, lookAgainAt(line, now));
  await planParts(deps, line, win.heroIds, now);
  await store.signatures.recordFollowed(line);
};

/** The same for one that was just signed. */
export const followCard = async (
  deps: FollowDeps,
  winId: string,
  userId: string,
  now: Date,
): Promise<void> => {
  const line = await deps.store.signatures.find(winId, userId);
  if (line?.followAt) await followLine(deps, line, now);
};

/** Sees to all lines that wait for it: their process ended before it could, or their win was off the wall. */
export const followCards = async (deps: FollowDeps, now: Date): Promise<void> => {
  for (const line of await deps.store.signatures.due(now, batchSize)) await followLine(deps, line, now);
};
