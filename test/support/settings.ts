import { changedFields, type SettingValues, settingValuesOf } from '../../src/domain/setting-change.ts';
import { followSettings } from '../../src/operations/settings/follow-settings.ts';
import type { TestBot, TestTeam } from './bot.ts';

export interface Decided {
  isMade: boolean;
}

/** A manager changes settings, and what follows from that is done. */
export const changeSettings = async (
  { teamId, deps, store }: Pick<TestTeam, 'teamId' | 'deps' | 'store'>,
  { now }: Pick<TestBot, 'now'>,
  to: Partial<SettingValues>,
): Promise<Decided> => {
  const workspace = await store.workspace.read();
  const from = settingValuesOf(workspace);
  const version = workspace.settingsVersion + 1;
  const fields = changedFields(from, { ...from, ...to });
  const change = { id: `${teamId}-${version}`, byId: 'UANN', at: now(), version, fields };
  const isMade = fields.length > 0 && (await store.workspace.changeSettings(change));
  await followSettings(deps, now());
  return { isMade };
};
