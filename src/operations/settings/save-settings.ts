import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { dayOf } from '../../domain/calendar.ts';
import { isStandardEmoji } from '../../domain/emoji-name.ts';
import {
  changedFields,
  fieldChange,
  isSameSetting,
  type SettingChange,
  type SettingValues,
  settingValuesOf,
} from '../../domain/setting-change.ts';
import { mergedSetting } from '../../domain/setting-merge.ts';
import { readSettings, type SettingFault, type TypedSettings, upcoming } from '../../domain/settings.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { type CheckDeps, settingFaults } from './check-settings.ts';
import {
  changesSince,
  type ReadSettingsDeps,
  type ShownSettings,
  settingsAt,
  settingsNow,
  showSettings,
} from './read-settings.ts';
import { settingsAccess } from './settings-access.ts';

export type SaveSettingsDeps = ReadSettingsDeps & CheckDeps & Pick<Deps, 'emojiNames'>;

export interface FilledSettings {
  typed: TypedSettings;
  /** What the form had fields for: those that it had not are empty, and nobody's wish. */
  access: ShownSettings['access'];
  /** What the form showed: the settings of this version, this wall, and these managers where none were named. */
  version: number;
  wallChannelId: string | undefined;
  assumedManagerIds: readonly string[] | undefined;
}

export type SaveOutcome =
  | { kind: 'saved'; change: SettingChange; unseenEmoji: readonly string[] }
  | { kind: 'unchanged' }
  | { kind: 'faulty'; faults: readonly SettingFault[] }
  /** Others changed something since the form was opened: what that was, and the form as it is to come again. */
  | { kind: 'overtaken'; changes: readonly SettingChange[]; shown: ShownSettings }
  | { kind: 'refused' };

/** Whoever leaves the list as it was shown has named nobody. */
const wantedManagers = (
  { typed, assumedManagerIds }: FilledSettings,
  shown: SettingValues,
  current: SettingValues,
): SettingValues['managerIds'] => {
  const base = shown.managerIds ?? assumedManagerIds ?? [];
  if (isSameSetting(base, typed.managerIds)) return current.managerIds;
  return mergedSetting(base, typed.managerIds, current.managerIds ?? base);
};

type Wanted = { kind: 'wanted'; values: SettingValues } | { kind: 'faulty'; faults: readonly SettingFault[] };

/** What is to be set: what this person changed of what they were shown, on top of what is set now. */
const wantedValues = (
  { emojiNames }: SaveSettingsDeps,
  filled: FilledSettings,
  {
    shown,
    current,
    access,
  }: { shown: SettingValues; current: SettingValues; access: ShownSettings['access'] },
  now: Date,
): Wanted => {
  const managerIds = wantedManagers(filled, shown, current);
  if (access === 'managers') return { kind: 'wanted', values: { ...current, managerIds } };
  const today = dayOf(now, shown.zone);
  const reading = readSettings(filled.typed, { emojiNames, today, zone: shown.zone });
  if (reading.kind === 'faulty') return reading;
  const { quietDays } = shown;
  // Days that are over were not shown, so they are not what somebody left out.
  const dates = upcoming(quietDays.dates, today);
  const asShown = { ...shown, quietDays: { ...quietDays, dates } };
  // A wall that cannot be shown as chosen comes back empty, and nobody can choose to have none.
  const wallChannelId = reading.values.wallChannelId ?? shown.wallChannelId;
  const values = mergedSetting(asShown, { ...reading.values, wallChannelId }, current);
  return { kind: 'wanted', values: { ...values, managerIds } };
};

const unseenEmoji = async (
  { store, emojiNames }: SaveSettingsDeps,
  change: SettingChange,
): Promise<readonly string[]> => {
  const { from = [], to = [] } = fieldChange(change, 'nominationEmoji') ?? {};
  const added = to.filter((name) => !from.includes(name) && !isStandardEmoji(name, emojiNames));
  return added.length > 0 ? store.seenEmoji.unseen(added) : [];
};

/** Somebody may save between the reading and the writing; one after the other, but not for ever. */
const mostTries = 5;

const write = async (
  deps: SaveSettingsDeps,
  fields: SettingChange['fields'],
  { settingsVersion }: Workspace,
  byId: string,
  now: Date,
): Promise<SaveOutcome | undefined> => {
  const change = { id: randomUUID(), byId, at: now, version: settingsVersion + 1, fields };
  if (!(await deps.store.workspace.changeSettings(change))) return undefined;
  return { kind: 'saved', change, unseenEmoji: await unseenEmoji(deps, change) };
};

const trySave = async (
  deps: SaveSettingsDeps,
  filled: FilledSettings,
  userId: string,
  now: Date,
): Promise<SaveOutcome | undefined> => {
  const workspace = await settingsNow(deps, now);
  // By what is written upon, since somebody may take them off the list meanwhile.
  const allowed = await settingsAccess({ ...deps, workspace: async () => workspace }, userId);
  const { access } = filled;
  if (allowed === 'none' || (access === 'all' && allowed === 'managers')) return { kind: 'refused' };
  const current = settingValuesOf(workspace);
  const changes = await changesSince(deps, filled.version, workspace);
  const shown = settingsAt(workspace, changes, filled.wallChannelId);
  const wanted = wantedValues(deps, filled, { shown, current, access }, now);
  if (wanted.kind === 'faulty') return wanted;
  const fields = changedFields(current, wanted.values);
  if (fields.length === 0) return { kind: 'unchanged' };
  if (changes.length > 0) {
    const form = { values: wanted.values, version: workspace.settingsVersion };
    return { kind: 'overtaken', changes, shown: await showSettings(deps, userId, access, form) };
  }
  const faults = await settingFaults(deps, { fields }, userId);
  return faults.length > 0 ? { kind: 'faulty', faults } : write(deps, fields, workspace, userId, now);
};

/**
 * Saves what somebody changed in the form of the settings. When others changed something since it was opened, nothing is
 * saved: the person is shown what, and asked. The one place that writes settings by somebody's wish, so it decides who
 * may.
 */
export const saveSettings = async (
  deps: SaveSettingsDeps,
  filled: FilledSettings,
  userId: string,
  now: Date,
): Promise<SaveOutcome> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const outcome = await trySave(deps, filled, userId, now);
    if (outcome) return outcome;
  }
  throw new Error('The settings changed again and again while they were being saved');
};
