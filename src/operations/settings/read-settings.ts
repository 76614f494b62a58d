import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import {
  type SettingChange,
  type SettingValues,
  settingsBefore,
  settingValuesOf,
} from '../../domain/setting-change.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { mostManagers } from '../../domain/workspace-manager.ts';
import { readSettledWorkspace } from '../workspace/read-workspace.ts';
import { recordChanges } from './follow-settings.ts';
import { type SettingsAccess, settingsAccess } from './settings-access.ts';

export type ReadSettingsDeps = Pick<
  Deps,
  'store' | 'people' | 'channels' | 'workspace' | 'logger' | 'publicUrl'
>;

/** What a form of the settings shows, and what it was made of. */
export interface ShownSettings {
  access: Exclude<SettingsAccess, 'none'>;
  values: SettingValues;
  version: number;
  /** Where nobody has named managers: who is treated as such. */
  assumedManagerIds: readonly string[] | undefined;
  /** The wall is a channel that this person cannot see, and so cannot be shown as chosen. */
  isWallHidden: boolean;
  /** The bot has pages for people without Slack. */
  hasPages: boolean;
  /** What the team is called in Slack. */
  slackName: string | undefined;
}

/** A form has to open within three seconds, and where nobody is named everybody has to be listed. */
const listLimitMs = 800;

const assumedManagers = async (
  { people, logger }: ReadSettingsDeps,
  { managerIds }: SettingValues,
): Promise<readonly string[] | undefined> => {
  if (managerIds) return undefined;
  try {
    const admins = await pTimeout(people.findAdmins(), { milliseconds: listLimitMs });
    return admins.length <= mostManagers ? admins.map(({ userId }) => userId) : undefined;
  } catch (error) {
    logger.warn({ feature: 'settings', err: error }, 'Slack does not say in time who its admins are');
    return undefined;
  }
};

const isHidden = async (
  { channels, logger }: ReadSettingsDeps,
  channelId: string | undefined,
  userId: string,
): Promise<boolean> => {
  if (channelId === undefined) return false;
  try {
    if ((await channels.find(channelId))?.isPublic) return false;
    return !(await channels.hasMember(channelId, userId));
  } catch (error) {
    // Slack may refuse a form that has such a channel chosen.
    logger.warn({ feature: 'settings', err: error }, 'Slack does not say whether somebody sees the wall');
    return true;
  }
};

/** What is set now. What was decided is in the history by then. */
export const settingsNow = async (deps: Pick<Deps, 'store' | 'people'>, now: Date): Promise<Workspace> => {
  const workspace = await readSettledWorkspace(deps);
  await recordChanges(deps, now);
  return workspace;
};

/** What was decided after a version, up to what is set in `workspace`. */
export const changesSince = async (
  { store }: Pick<Deps, 'store'>,
  version: number,
  { settingsVersion }: Pick<Workspace, 'settingsVersion'>,
): Promise<readonly SettingChange[]> =>
  version >= settingsVersion
    ? []
    : (await store.settingChanges.since(version)).filter((change) => change.version <= settingsVersion);

/** The settings as one person sees them; `values` when the form holds others already. */
export const showSettings = async (
  deps: ReadSettingsDeps,
  userId: string,
  access: ShownSettings['access'],
  { values, version }: { values: SettingValues; version: number },
): Promise<ShownSettings> => {
  const [assumedManagerIds, isWallHidden, { slackName }] = await Promise.all([
    assumedManagers(deps, values),
    isHidden(deps, values.wallChannelId, userId),
    deps.workspace(),
  ]);
  const hasPages = deps.publicUrl !== undefined;
  return { access, values, version, assumedManagerIds, isWallHidden, hasPages, slackName };
};

/** Undefined for whoever may change nothing. */
export const openSettings = async (
  deps: ReadSettingsDeps,
  userId: string,
  now: Date,
): Promise<ShownSettings | undefined> => {
  const access = await settingsAccess(deps, userId);
  if (access === 'none') return undefined;
  const workspace = await settingsNow(deps, now);
  return showSettings(deps, userId, access, {
    values: settingValuesOf(workspace),
    version: workspace.settingsVersion,
  });
};

/** What was set at a version, where the wall is lost and found without one. */
export const settingsAt = (
  workspace: Workspace,
  later: readonly SettingChange[],
  wallChannelId: string | undefined,
): SettingValues => ({ ...settingsBefore(settingValuesOf(workspace), later), wallChannelId });
