import type { Deps } from '../../deps.ts';
import { ineligibility } from '../../domain/person.ts';

export type AudienceDeps = Pick<Deps, 'workspace' | 'people' | 'channels'>;

/** A public channel is open to every full member, any other to those who are in it. */
const seesChannel = async (
  { people, channels }: AudienceDeps,
  channelId: string,
  userId: string,
): Promise<boolean> => {
  const person = await people.find(userId);
  if (!person || person.isBot || person.isDeactivated) return false;
  const isFullMember = ineligibility(person) === undefined && !person.isGuest;
  if (isFullMember && (await channels.find(channelId))?.isPublic) return true;
  return channels.hasMember(channelId, userId);
};

/**
 * Whether somebody can see the wall in Slack, so that its stories may be shown to them elsewhere: the one rule for all
 * that shows wins. `earlier`: former walls that the same thing shows something of. Throws when Slack cannot be asked.
 */
export const seesWall = async (
  deps: AudienceDeps,
  userId: string,
  earlier: readonly string[] = [],
): Promise<boolean> => {
  const { wallChannelId } = await deps.workspace();
  if (wallChannelId === undefined) return false;
  for (const channelId of new Set([wallChannelId, ...earlier]))
    if (!(await seesChannel(deps, channelId, userId))) return false;
  return true;
};

/** The same for whoever waits for an answer: while Slack cannot be asked, the wall is closed to them. */
export const maySeeWall = async (
  deps: AudienceDeps & Pick<Deps, 'logger'>,
  userId: string,
  earlier: readonly string[] = [],
): Promise<boolean> => {
  try {
    return await seesWall(deps, userId, earlier);
  } catch (error) {
    deps.logger.warn({ feature: 'wall', err: error }, 'Slack could not say who may see the wall');
    return false;
  }
};
