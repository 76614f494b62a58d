import type { Deps } from '../../deps.ts';
import type { SettingChange, SettingField } from '../../domain/setting-change.ts';
import { showHello } from '../wall/hello.ts';

/**
 * Does what follows from a change of one setting. It can be repeated, also after a later change was followed: so it goes
 * by what is set now (`deps.workspace()`), and by the change only for what is to be said of it.
 */
export type SettingEffect = (deps: Deps, change: SettingChange, now: Date) => Promise<void>;

/** The wall's hello says what is set. */
const showingHello =
  (effect?: SettingEffect): SettingEffect =>
  async (deps, change, now) => {
    await effect?.(deps, change, now);
    await showHello(deps);
  };

/** The table of what follows from a change: each in a file of its own. A setting that is merely read has no row. */
export const settingEffects: Partial<Record<SettingField, SettingEffect>> = {
  managerIds: showingHello(),
  nominationEmoji: showingHello(),
  exceptionalThreshold: showingHello(),
  digestTime: showingHello(),
  zone: showingHello(),
};
