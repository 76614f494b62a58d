import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import type { SettingChange } from '../../domain/setting-change.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { type ManagersFault, managersFault, mostManagers, whyUnfit } from '../../domain/workspace-manager.ts';

type ChangeDeps = Pick<Deps, 'store' | 'people'>;

const peopleOf = async ({ people }: Pick<Deps, 'people'>, userIds: readonly string[]) => {
  const found = await Promise.all(
    userIds.map(async (userId) => [userId, await people.find(userId)] as const),
  );
  return new Map(found);
};

/** What is wrong with naming these people. Throws when Slack cannot be asked about one of them. */
export const faultInManagers = async (
  deps: Pick<Deps, 'people'>,
  { from, to }: { from: readonly string[] | undefined; to: readonly string[] },
): Promise<ManagersFault | undefined> => {
  const known = await peopleOf(deps, to.slice(0, mostManagers));
  return managersFault({ from, to }, (userId) => known.get(userId));
};

/** What is written when others lead the team from now on, unless settings were changed since they were read. */
export const managersChange = (
  { managerIds, settingsVersion }: Pick<Workspace, 'managerIds' | 'settingsVersion'>,
  to: readonly string[],
  byId: string,
  now: Date,
): SettingChange => ({
  id: randomUUID(),
  byId,
  at: now,
  version: settingsVersion + 1,
  fields: [{ field: 'managerIds', from: managerIds, to }],
});

/** Somebody else may change settings at every attempt. */
const mostAttempts = 5;

/** Whoever invited the bot leads the team from now on, unless somebody is named. */
export const nameIfNobodyIs = async (
  store: ChangeDeps['store'],
  userId: string,
  now: Date,
): Promise<void> => {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const workspace = await store.workspace.read();
    if (workspace.managerIds !== undefined) return;
    if (await store.workspace.changeSettings(managersChange(workspace, [userId], userId, now))) return;
  }
};

/** True when somebody was taken off the list by this call. */
const dropOne = async ({ store }: ChangeDeps, userId: string, now: Date): Promise<boolean> => {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const workspace = await store.workspace.read();
    if (!workspace.managerIds?.includes(userId)) return false;
    const others = workspace.managerIds.filter((each) => each !== userId);
    const change = { ...managersChange(workspace, others, userId, now), why: 'left' as const };
    if (await store.workspace.changeSettings(change)) return true;
  }
  return false;
};

/**
 * Whoever cannot lead the team any more leads it no more, also when they come back: nobody else decides that. The list may
 * become empty so. True when it changed. Throws when Slack cannot be asked.
 */
export const dropUnfitManagers = async (deps: ChangeDeps, now: Date): Promise<boolean> => {
  const { managerIds = [] } = await deps.store.workspace.read();
  const known = await peopleOf(deps, managerIds);
  const unfit = managerIds.filter((userId) => whyUnfit(known.get(userId)));
  const dropped: boolean[] = [];
  for (const userId of unfit) dropped.push(await dropOne(deps, userId, now));
  return dropped.includes(true);
};
