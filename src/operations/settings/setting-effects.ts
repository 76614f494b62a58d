import type { Deps } from '../../deps.ts';
import {
  type FieldChange,
  fieldChange,
  type SettingChange,
  type SettingField,
} from '../../domain/setting-change.ts';
import { rebuildTallies } from '../board/rebuild-tallies.ts';
import { followZone } from '../challenge/follow-zone.ts';
import { replanDigest } from '../digest/close-week.ts';
import { followEmoji } from '../nomination/follow-emoji.ts';
import { followThreshold } from '../nomination/follow-threshold.ts';
import { tellNewManagers } from '../recovery/waiting-part.ts';
import { followWall } from '../wall/follow-wall.ts';
import { showHello } from '../wall/hello.ts';
import { showChosen } from '../wall/managers-choice.ts';
import { followPrincipleNames } from '../win/follow-principle-names.ts';

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

/** The wall's hello says what is set. */
const showingHello =
  (effect?: SettingEffect): SettingEffect =>
  async (deps, change, now) => {
    await effect?.(deps, change, now);
    await showHello(deps);
  };

const replanNotes = ({ store }: Pick<Deps, 'store'>, now: Date): Promise<void> =>
  store.noteParts.lookAtAllAgain(now);

/** Their job moves what is due, one recovery at a time. */
const lookAtRecoveries = ({ store }: Pick<Deps, 'store'>, now: Date): Promise<void> =>
  store.recoveries.lookAtAllAgain(now);

/** The table of what follows from a change: each in a file of its own. A setting that is merely read has no row. */
export const settingEffects: Partial<Record<SettingField, SettingEffect>> = {
  wallChannelId: showingHello(followWall),
  managerIds: showingHello(async (deps, change, now) => {
    const found = fieldChange(change, 'managerIds');
    if (!found) return;
    await showChosen(deps, found);
    await tellNewManagers(deps, { ...found, version: change.version }, now);
  }),
  nominationEmoji: showingHello(following('nominationEmoji', followEmoji)),
  exceptionalThreshold: showingHello(following('exceptionalThreshold', followThreshold)),
  digestTime: showingHello((deps, _change, now) => replanDigest(deps, now)),
  noteAt: (deps, _change, now) => replanNotes(deps, now),
  quietDays: async (deps, _change, now) => {
    await replanNotes(deps, now);
    await lookAtRecoveries(deps, now);
  },
  // What is open and not overdue is due by the new hours.
  workingHours: (deps, _change, now) => lookAtRecoveries(deps, now),
  zone: showingHello(async (deps, _change, now) => {
    await replanDigest(deps, now);
    await followZone(deps, now);
    // Of people for whom Slack names no zone.
    await replanNotes(deps, now);
    await lookAtRecoveries(deps, now);
    await rebuildTallies(deps);
  }),
  // Where nobody is counted, nobody's totals are kept.
  isTeamMode: rebuildTallies,
  hasBoards: rebuildTallies,
  principleNames: followPrincipleNames,
};
