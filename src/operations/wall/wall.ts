import type { Deps } from '../../deps.ts';
import { leaseMs } from '../../domain/delivery.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { LostWall } from '../../domain/workspace.ts';
import type { NotePart } from '../../models/note-part.ts';
import { wallFound } from '../../views/wall.ts';
import { updateDelivered } from '../delivery/message-refresher.ts';
import { managersChange } from '../workspace/change-managers.ts';

export type WallDeps = Pick<Deps, 'store' | 'installation' | 'logger' | 'slack' | 'refreshNote'>;

type NewsDeps = Pick<WallDeps, 'store' | 'installation' | 'refreshNote'>;

/** Shows anew what managers were told, or asked, because of some losses. */
const refreshNews = async (
  { store, installation, refreshNote }: NewsDeps,
  isMeant: (part: NotePart) => boolean,
): Promise<void> => {
  for (const kind of ['wall-lost', 'wall-ask'] as const)
    for (const part of await store.noteParts.toldUnder(`${kind}:${installation.teamId}:`))
      if (isMeant(part)) await refreshNote(part._id);
};

/** Whoever was told longer ago looks at another note. */
const newsLastMs = 30 * 86_400_000;

/** Shows the end of every loss there was: a wall that somebody chooses ends it. Throws when Slack does not take it. */
export const showEndOfLosses = (deps: NewsDeps, now: Date): Promise<void> =>
  refreshNews(deps, ({ dueAt }) => now.getTime() - dueAt.getTime() < newsLastMs);

/** Managers were told of the loss, and asked about another wall: that says now what has become of it. */
const showEndOfLoss = async (
  deps: WallDeps,
  lost: Pick<LostWall, 'channelId' | 'at'>,
  wallChannelId: string,
): Promise<void> => {
  const { installation, logger } = deps;
  const key = deliveryKey['wall-lost'](installation.teamId, lost.channelId, lost.at);
  try {
    await refreshNews(deps, ({ _id }) => _id.includes(`:${lost.at.getTime()}:`));
    // What an earlier version said in a message of its own.
    await updateDelivered(deps, key, { message: wallFound(lost.channelId, wallChannelId) });
  } catch (error) {
    logger.warn(
      { feature: 'wall', key, err: error },
      'the news of a lost wall could not be brought up to date',
    );
  }
};

export interface Inviter {
  userId: string;
  /** Whether they lead the team from now on, if nobody is named who does. */
  leads: boolean;
}

/** Settings may be changed by somebody at the same moment. Then the wall is made all the same, once it is none again. */
const mostAttempts = 5;

const setWall = async (
  { store }: WallDeps,
  channelId: string,
  inviter: Inviter | undefined,
  now: Date,
): Promise<boolean> => {
  for (let attempt = 0; inviter?.leads && attempt < mostAttempts; attempt += 1) {
    const workspace = await store.workspace.read();
    if (workspace.wallChannelId !== undefined) return false;
    if (workspace.managerIds !== undefined) break;
    const change = managersChange(workspace, [inviter.userId], inviter.userId, now);
    if (await store.workspace.setFirstWall(channelId, change)) return true;
  }
  return store.workspace.setWallIfNone(channelId);
};

/**
 * Makes a channel the wall if there is none, and everything that waited for one due. True for the one call that did;
 * of two at the same moment, one. Whoever invited the bot to its first channel leads the team, unless somebody does.
 */
export const becomeWall = async (
  deps: WallDeps,
  channelId: string,
  now: Date,
  inviter?: Inviter,
): Promise<boolean> => {
  const { store, installation, logger } = deps;
  const { teamId } = installation;
  const { lostWall } = await store.workspace.read();
  const key = deliveryKey['wall-welcome'](teamId, channelId);
  // Written down before, so that no end of the process keeps it from the wall. It says nothing where there is none.
  await store.deliveries.planAgain(
    { key, kind: 'wall-welcome', channelId, ...(inviter && { byId: inviter.userId }) },
    new Date(now.getTime() + leaseMs),
  );
  const isNew = await setWall(deps, channelId, inviter, now);
  if (!isNew) return false;
  logger.info({ feature: 'wall', teamId, channelId }, 'a channel became the wall');
  await store.deliveries.bringForward(key, now);
  await store.deliveries.resumeWaiting(now);
  if (lostWall) await showEndOfLoss(deps, lostWall, channelId);
  return true;
};

/** Makes the lost wall the wall again, and everything that waited for it due. Whether it will do is seen by posting. */
export const restoreWall = async (deps: WallDeps, channelId: string, now: Date): Promise<boolean> => {
  const { store, installation, logger } = deps;
  if (!(await store.workspace.restoreWall(channelId))) return false;
  logger.info({ feature: 'wall', teamId: installation.teamId, channelId }, 'the wall is there again');
  await store.deliveries.resumeWaiting(now);
  return true;
};

/**
 * Has a manager told of a loss, once. Repeated while the wall is lost, in case a process ended in between, or the wall
 * seemed to be there again when it was to be told.
 */
export const tellOfLoss = async (
  { store, installation }: WallDeps,
  { channelId, at }: Pick<LostWall, 'channelId' | 'at'>,
  now: Date,
): Promise<void> => {
  const key = deliveryKey['wall-lost'](installation.teamId, channelId, at);
  await store.deliveries.planAgain({ key, kind: 'wall-lost', channelId }, now);
};

/** Gives the wall up, if it is this channel, and has a manager told once. Wins wait from now on. */
export const loseWall = async (deps: WallDeps, channelId: string, why: string, now: Date): Promise<void> => {
  const { store, installation, logger } = deps;
  const { teamId } = installation;
  const lost = await store.workspace.loseWall(channelId, why, now);
  if (!lost) return;
  logger.warn({ feature: 'wall', teamId, channelId, why }, 'the wall is gone');
  await tellOfLoss(deps, lost, now);
};

/** A message is in this channel: if that is the lost wall, it is there again. Only a post on the wall itself settles it. */
export const hearOfPost = async (
  deps: WallDeps,
  channelId: string,
  { triedAt, isReply }: { triedAt: Date | undefined; isReply: boolean },
  now: Date,
): Promise<void> => {
  // Most of what is sent goes to people.
  if (!/^[CG]/.test(channelId)) return;
  const { store } = deps;
  const { lostWall, doubtedWall } = await store.workspace.read();
  // What was under way before it was lost says nothing about now.
  const isNews = !triedAt || !lostWall || triedAt >= lostWall.at;
  if (lostWall?.channelId === channelId && isNews) await restoreWall(deps, channelId, now);
  if (doubtedWall?.channelId !== channelId || isReply || !triedAt) return;
  if (triedAt < (doubtedWall.lookedAt ?? doubtedWall.at)) return;
  await store.workspace.trustWall(channelId);
  await showEndOfLoss(deps, doubtedWall, channelId);
};
