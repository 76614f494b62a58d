import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { isActiveAdmin } from '../../domain/person.ts';
import { nobodyLeads } from '../../views/wall-start.ts';
import { type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { dropUnfitManagers } from '../workspace/change-managers.ts';

export type FollowManagersDeps = Pick<Deps, 'store' | 'people' | 'installation'>;

/** Has each Slack admin told, once, that nobody leads the team any more. Until one of them says who does, nobody does. */
const tellAdmins = async (
  { store, people, installation }: FollowManagersDeps,
  settingsVersion: number,
  now: Date,
): Promise<void> => {
  for (const { userId } of await people.findAdmins()) {
    const key = deliveryKey['no-managers'](installation.teamId, settingsVersion, userId);
    await store.deliveries.plan({ key, kind: 'no-managers', userId }, now);
  }
};

export const composeNoManagers: DeliveryRow['compose'] = async ({ workspace, people }, { userId }) => {
  const { managerIds } = await workspace();
  if (managerIds?.length !== 0) return skip('somebody leads the team again');
  return userId && isActiveAdmin(await people.find(userId))
    ? send(nobodyLeads())
    : skip('the person is no longer an active admin');
};

/**
 * Looks whether those who lead the team still can. Whoever cannot is off the list; when nobody is left on it, the Slack
 * admins are told. True when the list changed. Throws when Slack cannot be asked; all of it can be repeated.
 */
export const followManagers = async (deps: FollowManagersDeps, now: Date): Promise<boolean> => {
  const { managerIds } = await deps.store.workspace.read();
  if (managerIds === undefined) return false;
  const isChanged = await dropUnfitManagers(deps, now);
  const left = await deps.store.workspace.read();
  if (left.managerIds?.length === 0) await tellAdmins(deps, left.settingsVersion, now);
  return isChanged;
};

export const followManagersEveryMs = 3_600_000;

/** The same every hour, for what nobody told the bot. */
export const followManagersDue = async (deps: FollowManagersDeps, now: Date): Promise<void> => {
  const { store } = deps;
  if (!(await store.workspace.claimTurn('managersLookedAt', now, followManagersEveryMs))) return;
  try {
    await followManagers(deps, now);
  } catch (error) {
    await store.workspace.releaseTurn('managersLookedAt', now);
    throw error;
  }
};
