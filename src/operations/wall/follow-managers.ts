import type { Deps } from '../../deps.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { isActiveAdmin } from '../../domain/person.ts';
import { fieldChange } from '../../domain/setting-change.ts';
import { managersChosen } from '../../views/wall.ts';
import { nobodyLeads } from '../../views/wall-start.ts';
import { send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { dropUnfitManagers } from '../workspace/change-managers.ts';

export type FollowManagersDeps = Pick<Deps, 'store' | 'people' | 'installation'>;

/** The version of settings at which the list of managers became what it is. */
const listedAt = async ({ store }: Pick<Deps, 'store'>): Promise<number> => {
  // What is not in the history yet is read first: it is put there before it is forgotten here.
  const pending = (await store.workspace.pendingChanges()).filter((each) => fieldChange(each, 'managerIds'));
  const recorded = await store.settingChanges.newestVersionOf('managerIds');
  return Math.max(0, ...pending.map(({ version }) => version), recorded ?? 0);
};

/** Has each Slack admin told, once, that nobody leads the team any more. Until one of them says who does, nobody does. */
const tellAdmins = async (deps: FollowManagersDeps, now: Date): Promise<void> => {
  const { store, people, installation } = deps;
  const version = await listedAt(deps);
  for (const { userId } of await people.findAdmins()) {
    const key = notePartKey['no-managers'](installation.teamId, version, userId);
    await store.noteParts.plan({ key, kind: 'no-managers', userId }, now);
  }
};

/** Told to each Slack admin: nobody leads the team. Not told any more when somebody does by then. */
export const noManagersPart: NoteRow = {
  topic: 'team',
  isPressing: true,
  isForAdmins: true,
  async compose(deps, { _id, userId }) {
    const { managerIds } = await deps.workspace();
    if (managerIds?.length !== 0) return skip('somebody leads the team again');
    // Somebody led it meanwhile, and is gone as well: that is told in a part of its own.
    if (_id !== notePartKey['no-managers'](deps.installation.teamId, await listedAt(deps), userId))
      return skip('it is about an earlier time');
    return isActiveAdmin(await deps.people.find(userId))
      ? send(nobodyLeads())
      : skip('the person is no longer an active admin');
  },
  async show({ workspace }) {
    return (await workspace()).managerIds?.length === 0 ? nobodyLeads() : managersChosen;
  },
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
  if (left.managerIds?.length === 0) await tellAdmins(deps, now);
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
