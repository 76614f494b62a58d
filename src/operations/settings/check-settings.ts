import type { Deps } from '../../deps.ts';
import { canManage, type Person } from '../../domain/person.ts';
import { fieldChange, type SettingChange } from '../../domain/setting-change.ts';
import type { SettingFault } from '../../domain/settings.ts';
import { canJoin, isMember } from '../wall/reach-channel.ts';

export type CheckDeps = Pick<Deps, 'people' | 'channels' | 'slack' | 'logger'>;
type Changed = Pick<SettingChange, 'fields'>;

const managersFault = async ({ people }: CheckDeps, changed: Changed): Promise<SettingFault | undefined> => {
  const { from = [], to } = fieldChange(changed, 'managerIds') ?? {};
  if (!to) return undefined;
  const found = new Map<string, Person | undefined>();
  for (const userId of to) found.set(userId, await people.find(userId));
  const cannot = to.filter((userId) => !from.includes(userId) && !canManage(found.get(userId)));
  if (cannot.length > 0) return { field: 'managerIds', kind: 'cannot-manage', userIds: cannot };
  return to.some((userId) => canManage(found.get(userId)))
    ? undefined
    : { field: 'managerIds', kind: 'nobody' };
};

/** Whether the bot is in a channel, or gets in, that the person sees as well. */
const isReachable = async (deps: CheckDeps, channelId: string, userId: string): Promise<boolean> => {
  const channel = await deps.channels.find(channelId);
  if (!channel) return false;
  if (!channel.isPublic && !(await deps.channels.hasMember(channelId, userId))) return false;
  return (await isMember(deps, channelId)) || canJoin(deps, channelId);
};

const wallFault = async (
  deps: CheckDeps,
  changed: Changed,
  userId: string,
): Promise<SettingFault | undefined> => {
  const { to } = fieldChange(changed, 'wallChannelId') ?? {};
  if (!to) return undefined;
  // Slack's picker offers direct messages as well.
  if (!/^[CG][A-Z0-9]+$/.test(to)) return { field: 'wallChannelId', kind: 'no-channel' };
  return (await isReachable(deps, to, userId)) ? undefined : { field: 'wallChannelId', kind: 'unreachable' };
};

/** What is wrong with a change as far as Slack knows. Joins a new wall. Throws when Slack cannot be asked. */
export const settingFaults = async (
  deps: CheckDeps,
  changed: Changed,
  userId: string,
): Promise<SettingFault[]> => {
  const managers = await managersFault(deps, changed);
  const wall = await wallFault(deps, changed, userId);
  return [managers, wall].filter((fault) => fault !== undefined);
};
