import type { Deps } from '../../deps.ts';
import { fieldChange, type SettingChange } from '../../domain/setting-change.ts';
import type { SettingFault } from '../../domain/settings.ts';
import { canJoin, isMember } from '../wall/reach-channel.ts';
import { faultInManagers } from '../workspace/change-managers.ts';

export type CheckDeps = Pick<Deps, 'people' | 'channels' | 'slack' | 'logger'>;
type Changed = Pick<SettingChange, 'fields'>;

const managersFault = async (deps: CheckDeps, changed: Changed): Promise<SettingFault | undefined> => {
  const { from, to } = fieldChange(changed, 'managerIds') ?? {};
  const fault = to && (await faultInManagers(deps, { from, to }));
  if (!fault) return undefined;
  const field = 'managerIds';
  return fault.why === 'unfit'
    ? { field, kind: 'cannot-manage', userIds: fault.people.map(({ userId }) => userId) }
    : { field, kind: fault.why };
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
