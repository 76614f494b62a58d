import type { Deps } from '../../deps.ts';
import { canManage } from '../../domain/person.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { askManager, hearFromChannel } from './lost-wall.ts';
import { canJoin, isMember } from './reach-channel.ts';
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
  if (wallChannelId !== undefined) return 'nothing';
  if (lostWall?.channelId === channelId)
    return (await hearFromChannel(deps, channelId, { anew: true }, now)) ? 'wall' : 'nothing';
  if (!lostWall)
    return (await becomeWall(deps, channelId, now, await inviterOf(deps, inviterId))) ? 'wall' : 'nothing';
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
