import type { Deps } from '../../deps.ts';
import {
  type FieldChange,
  fieldChange,
  type SettingChange,
  type SettingField,
} from '../../domain/setting-change.ts';
import { followEmoji } from '../nomination/follow-emoji.ts';
import { followThreshold } from '../nomination/follow-threshold.ts';

/**
 * Does what follows from a change of one setting. It can be repeated, also after a later change was followed: so it goes
 * by what is set now (`deps.workspace()`), and by the change only for what is to be said of it.
 */
export type SettingEffect = (deps: Deps, change: SettingChange, now: Date) => Promise<void>;

const following =
  <F extends SettingField>(
    field: F,
    follow: (deps: Deps, change: Extract<FieldChange, { field: F }>, now: Date) => Promise<void>,
  ): SettingEffect =>
  async (deps, change, now) => {
    const found = fieldChange(change, field);
    if (found) await follow(deps, found, now);
  };

/** The table of what follows from a change: each in a file of its own. A setting that is merely read has no row. */
export const settingEffects: Partial<Record<SettingField, SettingEffect>> = {
  nominationEmoji: following('nominationEmoji', followEmoji),
  exceptionalThreshold: following('exceptionalThreshold', followThreshold),
};
