import type { Deps } from '../../deps.ts';
import { growingDelayMs } from '../../domain/growing-delay.ts';
import type { FollowedChange } from '../../models/setting-change.ts';
import { readOnce, readSettledWorkspace } from '../workspace/read-workspace.ts';
import { settingEffects } from './setting-effects.ts';

/** What a request has read of the workspace is older than the change. */
const asItIsNow = (deps: Deps): Deps => ({ ...deps, workspace: readOnce(() => readSettledWorkspace(deps)) });

/** Puts what was decided into the history, where it waits for what follows from it. */
export const recordChanges = async (
  { store }: Pick<Deps, 'store'>,
  now: Date,
  effects = settingEffects,
): Promise<void> => {
  for (const change of await store.workspace.pendingChanges()) {
    const left = change.fields.map(({ field }) => field).filter((field) => effects[field]);
    await store.settingChanges.record(change, left, now);
    await store.workspace.settleChange(change.id);
  }
};

/** True when nothing is left to do. */
const follow = async (
  deps: Deps,
  { change, left }: FollowedChange,
  now: Date,
  effects: typeof settingEffects,
): Promise<boolean> => {
  let isDone = true;
  for (const field of left) {
    try {
      await effects[field]?.(asItIsNow(deps), change, now);
      await deps.store.settingChanges.settle(change.id, field);
    } catch (error) {
      deps.logger.warn(
        { feature: 'settings', field, err: error },
        'what follows from a changed setting could not be done yet',
      );
      isDone = false;
    }
  }
  return isDone;
};

/**
 * Sees to what follows from changes of settings: their place in the history, then each effect. One that fails holds up
 * no other, and is tried again later.
 */
export const followSettings = async (deps: Deps, now: Date, effects = settingEffects): Promise<void> => {
  const { store } = deps;
  await recordChanges(deps, now, effects);
  for (const each of await store.settingChanges.dueToFollow(now)) {
    if (await follow(deps, each, now, effects)) continue;
    await store.settingChanges.putOff(each.change.id, new Date(now.getTime() + growingDelayMs(each.tries)));
  }
};
