import type { Deps } from '../../deps.ts';
import type { SettingChange } from '../../domain/setting-change.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { recordChanges } from './follow-settings.ts';

/** So many fit into a view of Slack's, whatever was changed. */
const pageSize = 15;

export interface ReadHistory {
  /** Newest first. */
  changes: readonly SettingChange[];
  zone: string;
  hasOlder: boolean;
  isFirst: boolean;
}

/** Who changed what, for managers alone: those before a version, when one is named. Undefined for everybody else. */
export const readHistory = async (
  deps: Pick<Deps, 'store' | 'people' | 'workspace'>,
  userId: string,
  before: number | undefined,
  now: Date,
): Promise<ReadHistory | undefined> => {
  if (!(await managesWorkspace(deps, userId))) return undefined;
  await recordChanges(deps, now);
  const found = await deps.store.settingChanges.history({ before, limit: pageSize + 1 });
  const { zone } = await deps.workspace();
  return {
    changes: found.slice(0, pageSize),
    zone,
    hasOlder: found.length > pageSize,
    isFirst: before === undefined,
  };
};
