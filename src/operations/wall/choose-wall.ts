import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { canManage } from '../../domain/person.ts';
import { nameIfNobodyIs } from '../workspace/change-managers.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { askManager, hearFromChannel } from './lost-wall.ts';
import { canJoin, isMember } from './reach-channel.ts';
import { planStartQuestion } from './start-question.ts';
import { becomeWall, type Inviter, type WallDeps } from './wall.ts';

export type ChooseWallDeps = WallDeps & Pick<Deps, 'people' | 'workspace'>;

const isManagerFor = async (deps: ChooseWallDeps, userId: string | undefined): Promise<boolean> => {
  if (!userId) return false;
  try {
    return await managesWorkspace(deps, userId);
  } catch (error) {
    // Then it is asked about, which loses nothing.
    deps.logger.warn({ feature: 'wall', err: error }, 'Slack does not say who invited the bot');
    return false;
  }
};

/**
 * Who it is that invited the bot to its first channel. Where Slack does not say whether they can lead the team, that is
 * asked again when they are (operations/wall/start-question.ts).
 */
const inviterOf = async (
  { people, logger }: ChooseWallDeps,
  userId: string | undefined,
): Promise<Inviter | undefined> => {
  if (!userId) return undefined;
  try {
    const leads = canManage(await people.find(userId));
    return leads ? { userId, leads } : undefined;
  } catch (error) {
    logger.warn({ feature: 'wall', err: error }, 'Slack does not say who invited the bot');
    return { userId, leads: false };
  }
};

/** So long after the bot has found its first channel by itself may Slack still be telling who invited it there. */
const lateInvitationMs = 10 * 60_000;
/**
 * The invitation itself may be what wakes the workspace, and the bot finds the channel before it hears of it. Whoever
 * invited it leads the team all the same, unless somebody is named.
 */
const hearOfInviter = async (
  deps: ChooseWallDeps,
  channelId: string,
  inviterId: string | undefined,
  now: Date,
): Promise<void> => {
  const { store, installation } = deps;
  const inviter = await inviterOf(deps, inviterId);
  if (!inviter) return;
  const key = deliveryKey['wall-welcome'](installation.teamId, channelId);
  const since = new Date(now.getTime() - lateInvitationMs);
  if (!(await store.deliveries.recordBy(key, inviter.userId, since))) return;
  if (inviter.leads) await nameIfNobodyIs(store, inviter.userId, now);
  await planStartQuestion(deps, { channelId, byId: inviter.userId }, now);
};

const becomeFirstWall = async (
  deps: ChooseWallDeps,
  channelId: string,
  inviterId: string | undefined,
  now: Date,
): Promise<'wall' | 'nothing'> => {
  if (await becomeWall(deps, channelId, now, await inviterOf(deps, inviterId))) return 'wall';
  // The bot found it by itself at the same moment.
  if ((await deps.store.workspace.read()).wallChannelId === channelId)
    await hearOfInviter(deps, channelId, inviterId, now);
  return 'nothing';
};

/**
 * The bot was invited to a channel. Where there never was a wall, that is the wall now. Where one was lost, what was
 * meant for it goes to no other channel unless a manager says so: by inviting the bot, or when asked.
 */
export const takeInvitation = async (
  deps: ChooseWallDeps,
  { channelId, inviterId }: { channelId: string; inviterId: string | undefined },
  now: Date,
): Promise<'wall' | 'asked' | 'nothing'> => {
  const { wallChannelId, lostWall } = await deps.store.workspace.read();
  if (wallChannelId === channelId) await hearOfInviter(deps, channelId, inviterId, now);
  if (wallChannelId !== undefined) return 'nothing';
  if (lostWall?.channelId === channelId)
    return (await hearFromChannel(deps, channelId, { anew: true }, now)) ? 'wall' : 'nothing';
  if (!lostWall) return becomeFirstWall(deps, channelId, inviterId, now);
  if (await isManagerFor(deps, inviterId))
    return (await becomeWall(deps, channelId, now)) ? 'wall' : 'nothing';
  await askManager(deps, lostWall, { channelId, byId: inviterId }, now);
  return 'asked';
};

export interface ChosenWall {
  kind: 'chosen' | 'taken';
  wallChannelId: string;
}

export type ChooseOutcome = ChosenWall | { kind: 'unreachable' } | { kind: 'asked' };

/**
 * Makes the channel that somebody chose the wall; of several choices at once, the first. When there is a wall, no other
 * channel is joined for nothing; when one was lost, it is for a manager to choose.
 */
export const chooseWall = async (
  deps: ChooseWallDeps,
  channelId: string,
  userId: string,
  now: Date,
): Promise<ChooseOutcome> => {
  const { wallChannelId: earlier, lostWall } = await deps.store.workspace.read();
  if (earlier === undefined) {
    if (lostWall && lostWall.channelId !== channelId && !(await managesWorkspace(deps, userId))) {
      await askManager(deps, lostWall, { channelId, byId: userId }, now);
      return { kind: 'asked' };
    }
    if (!(await canJoin(deps, channelId)) && !(await isMember(deps, channelId)))
      return { kind: 'unreachable' };
    // Joining may have made it the wall already, through Slack's own event.
    await becomeWall(deps, channelId, now);
  }
  const { wallChannelId = channelId } = await deps.store.workspace.read();
  return { kind: wallChannelId === channelId ? 'chosen' : 'taken', wallChannelId };
};
