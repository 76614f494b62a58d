import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import type { Actor } from '../../domain/win.ts';
import {
  heroesWithout,
  type PutBackRefusal,
  weekWhenPutBack,
  whyNotPutBack,
} from '../../domain/win-put-back.ts';
import type { Win } from '../../models/win-schema.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { followToldStory } from './told-story.ts';

export type PutBackDeps = Pick<
  Deps,
  'store' | 'workspace' | 'people' | 'recountWin' | 'refreshWallMessage' | 'refreshNote' | 'background'
>;

/** `leaving`: Slack has not taken its message off the wall yet. */
export type PutBackOutcome =
  | { kind: 'put-back'; win: Win }
  | (PutBackRefusal & { win: Win })
  | { kind: 'leaving' }
  /** It told how something was made right, and another win tells that by now. */
  | { kind: 'told-again' }
  | { kind: 'forgotten' };

/**
 * Has a win posted that was put back: its nominations by reactions are kept, since the message that had them is gone. All
 * of it can be repeated, by any replica, until the message is there.
 */
const repost = async (
  { store, recountWin }: Pick<Deps, 'store' | 'recountWin'>,
  win: Win,
  now: Date,
): Promise<void> => {
  const { _id: winId, timesBack } = win;
  await followToldStory({ store }, win, now);
  const isGone = async () => (await store.wins.find(winId))?.isOffWall === true;
  await store.nominations.keepOfWall(winId, isGone);
  await recountWin(winId);
  await store.deliveries.beginAnew({ key: deliveryKey.win(winId), kind: 'win', winId }, timesBack ?? 1, now);
};

const batchSize = 50;

/** Posts what was put back and is not on the wall yet, since a process ended in between, say. */
export const repostOffWall = async (deps: Pick<Deps, 'store' | 'recountWin'>, now: Date): Promise<void> => {
  for (const win of await deps.store.wins.offWall(batchSize)) await repost(deps, win, now);
};

/** Slack is only asked about somebody who may not put it back otherwise. */
const whyNot = async (
  deps: PutBackDeps,
  win: Win,
  userId: string,
  how: { isWithout: boolean },
  now: Date,
): Promise<PutBackRefusal | undefined> => {
  const actor: Actor = { userId, isManager: false };
  const why = whyNotPutBack(win, actor, how, now);
  if (why?.kind !== 'not-allowed' && why?.kind !== 'decided') return why;
  return whyNotPutBack(win, { userId, isManager: await managesWorkspace(deps, userId) }, how, now);
};

/** Its message has to be gone before there is another. */
const takeOff = async ({ refreshWallMessage }: PutBackDeps, win: Win): Promise<void> => {
  if (win.isWallStale && win.wall) await refreshWallMessage(win._id);
};

/**
 * Puts a win back that was taken down within a day, with its nominations, if the person may: its message is posted anew.
 * `isWithout`: without whom it credited against their will.
 */
export const putBackWin = async (
  deps: PutBackDeps,
  winId: string,
  userId: string,
  how: { isWithout: boolean },
  now: Date,
): Promise<PutBackOutcome> => {
  const { store } = deps;
  const read = await store.wins.find(winId);
  if (!read) return { kind: 'forgotten' };
  const why = await whyNot(deps, read, userId, how, now);
  if (why) return { ...why, win: read };
  await takeOff(deps, read);
  const wasWeekOpen = read.withdrawn?.wasWeekOpen === true;
  const week = weekWhenPutBack(read.week ?? undefined, { wasWeekOpen }, await deps.workspace(), now);
  const heroes = heroesWithout(read);
  const heroIds = how.isWithout && heroes.length < read.heroIds.length ? heroes : undefined;
  const win = await store.wins.putBack(read, userId, { week, heroIds }, now);
  if (win === 'told-again') return { kind: win };
  if (win) {
    await repost(deps, win, now);
    // What managers said of it was not told while it was away.
    await store.recognitions.followWin(winId, now);
    // Managers who were asked about it read that this was over.
    if (read.review?.isOpen) await store.reports.followSoon(winId, now);
    if (read.customer) await store.voices.followAgain(winId, now);
    // Digests leave out what managers decided to take down.
    if (read.withdrawn?.isDecided) await store.digests.markBehind(winId);
    const told = notePartKey['taken-down'](winId, read.timesBack ?? 0);
    deps.background.run('win', async () => {
      await deps.refreshNote(told);
    });
    return { kind: 'put-back', win };
  }
  const found = await store.wins.find(winId);
  if (!found) return { kind: 'forgotten' };
  const whyNow = await whyNot(deps, found, userId, how, now);
  return whyNow ? { ...whyNow, win: found } : { kind: 'leaving' };
};
