import type { Deps } from '../../deps.ts';
import { type CalendarDay, dayOf } from '../../domain/calendar.ts';
import { answerTopics, managerTopics, noteTopics } from '../../domain/note.ts';
import { type SnoozeChoice, type SnoozeFault, snoozeFrom } from '../../domain/snooze.ts';
import type { WhatIGet } from '../../views/note/what-i-get.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { ownZone } from '../workspace/own-zone.ts';

export type PreferenceDeps = Pick<Deps, 'store' | 'people' | 'workspace'>;

/** What somebody gets, and what they can choose from. Throws when Slack cannot say who they are. */
export const readWhatIGet = async (deps: PreferenceDeps, userId: string, now: Date): Promise<WhatIGet> => {
  const { store } = deps;
  const { noteAt, quietDays } = await deps.workspace();
  const zone = await ownZone(deps, userId);
  const isManager = await managesWorkspace(deps, userId);
  return {
    topics: noteTopics.filter((topic) => isManager || !managerTopics.has(topic)),
    preferences: await store.preferences.find(userId),
    today: dayOf(now, zone),
    zone,
    noteAt,
    quietDays,
  };
};

export interface PreferenceForm {
  /** What was there to be ticked, and what was. */
  offered: readonly string[];
  ticked: readonly string[];
  isSilent: boolean;
  /** Undefined when they were not asked. */
  isOffBoard: boolean | undefined;
  snooze: { choice: SnoozeChoice; date: CalendarDay };
}

export type PreferenceOutcome =
  | { kind: 'saved'; what: WhatIGet }
  | { kind: 'refused'; fault: SnoozeFault; today: CalendarDay };

/** Those that somebody was not asked about stay as they are: of a manager who is none just now, or of a newer version. */
const offAfter = (earlier: ReadonlySet<string>, { offered, ticked }: PreferenceForm): Set<string> => {
  const known = new Set<string>([...noteTopics, ...answerTopics]);
  const asked = offered.filter((topic) => known.has(topic));
  const kept = [...earlier].filter((topic) => !asked.includes(topic));
  return new Set([...kept, ...asked.filter((topic) => !ticked.includes(topic))]);
};

/** Has everything looked at that waits for them, so that it goes by what they have just chosen. */
const takeEffect = async ({ store }: PreferenceDeps, userId: string, now: Date): Promise<void> =>
  store.noteParts.lookAtPersonAgain(userId, now);

/** Stores what a person has chosen for themselves. */
export const changePreferences = async (
  deps: PreferenceDeps,
  userId: string,
  form: PreferenceForm,
  now: Date,
): Promise<PreferenceOutcome> => {
  const { store } = deps;
  const { preferences, today } = await readWhatIGet(deps, userId, now);
  const snooze = snoozeFrom(form.snooze, today);
  if (typeof snooze === 'string') return { kind: 'refused', fault: snooze, today };
  const change = {
    isSilent: form.isSilent,
    off: offAfter(preferences.off, form),
    isOffBoard: form.isOffBoard,
    snooze: snooze.kind === 'keep' ? undefined : { day: snooze.day },
  };
  await store.preferences.store(userId, change, now);
  await takeEffect(deps, userId, now);
  return { kind: 'saved', what: await readWhatIGet(deps, userId, now) };
};

/** Ends a person's snooze at once. */
export const endSnooze = async (deps: PreferenceDeps, userId: string, now: Date): Promise<WhatIGet> => {
  await deps.store.preferences.snooze(userId, undefined, now);
  await takeEffect(deps, userId, now);
  return readWhatIGet(deps, userId, now);
};
