import { type CalendarDay, isLocalTime, type LocalTime } from './calendar.ts';
import { findCustomerData } from './customer-data.ts';
import { type DayListReading, readDays } from './day-list.ts';
import { type EmojiNames, readEmoji } from './emoji-name.ts';
import { readArea } from './holiday-area.ts';
import { cleanText, isUnseen } from './human-text.ts';
import { earliestNoteAt, latestNoteHour } from './note.ts';
import { mostRemedies, mostRemedyUnits, readRemedies } from './remedy.ts';
import type { SettingValues } from './setting-change.ts';
import { readZone } from './time-zone.ts';
import { foldedText, type Principle, principles, usualPrincipleNames } from './win.ts';
import { type QuietDays, type ScreenNames, screenNameStyles, settingsDefaults } from './workspace.ts';

export const thresholds = { least: 1, most: 20 } as const;
export const monthGoals = { least: 1, most: 100_000 } as const;
export const retentions = { least: 3, most: 120 } as const;
const weekdays = { least: 1, most: 7 } as const;
export const mostEmoji = 10;
export const mostQuietDates = 100;
/** As long as a name may be beside others in a menu of Slack's. */
export const mostPrincipleUnits = 75;
export const mostBudgetUnits = 500;
/** One win in so many. */
export const pickRange = { least: 2, most: 20 } as const;
export const mostBusinessNameUnits = 80;

/** The form of the settings as it was filled in: texts as they were typed. */
export interface TypedSettings {
  wallChannelId: string | undefined;
  managerIds: readonly string[];
  nominationEmoji: string;
  exceptionalThreshold: string;
  digestWeekday: string | undefined;
  digestTime: string;
  noteAt: string;
  zone: string;
  weekends: boolean;
  country: string;
  dates: string;
  isTeamMode: boolean;
  hasBoards: boolean;
  monthGoal: string;
  principleNames: Readonly<Record<string, string>>;
  retentionMonths: string;
  recoveryBudget: string;
  workingFrom: string;
  workingTo: string;
  remedies: string;
  businessName: string;
  voicePickEvery: string;
  screenNames: string | undefined;
}

export type TypedField = keyof TypedSettings;

/** What is wrong with a field, with what is to be said about it. */
export type SettingFault =
  | { field: 'wallChannelId'; kind: 'no-channel' | 'unreachable' }
  | { field: 'managerIds'; kind: 'nobody' }
  | { field: 'managerIds'; kind: 'too-many' }
  | { field: 'managerIds'; kind: 'cannot-manage'; userIds: readonly string[] }
  | { field: 'nominationEmoji'; kind: 'unreadable'; words: readonly string[] }
  | { field: 'nominationEmoji'; kind: 'too-many' }
  | {
      field: 'exceptionalThreshold' | 'monthGoal' | 'retentionMonths' | 'noteAt' | 'voicePickEvery';
      kind: 'out-of-range';
    }
  | { field: 'digestWeekday' | 'digestTime'; kind: 'unreadable' }
  | { field: 'zone' | 'country'; kind: 'unknown'; typed: string; suggestions: readonly string[] }
  | { field: 'dates'; kind: 'unreadable'; words: readonly string[] }
  | { field: 'dates'; kind: 'too-many' }
  | { field: 'principleNames'; kind: 'same-name'; principle: Principle }
  | { field: 'principleNames'; kind: 'too-long'; principle: Principle }
  | { field: 'recoveryBudget' | 'remedies' | 'businessName'; kind: 'too-long' }
  | { field: 'recoveryBudget' | 'remedies'; kind: 'customer-data' }
  | { field: 'remedies'; kind: 'too-many' }
  | { field: 'workingFrom' | 'workingTo'; kind: 'unreadable' }
  | { field: 'workingTo'; kind: 'not-after' };

/** What the form cannot say by itself. */
export interface SettingsContext {
  emojiNames: EmojiNames;
  today: CalendarDay;
  /** The zone that is set, for a field that is left empty. */
  zone: string;
}

type Read<T> = { value: T } | { fault: SettingFault };

const wholeNumber = (typed: string): number => (/^\d{1,6}$/.test(typed.trim()) ? Number(typed) : Number.NaN);

const isWithin = (value: number, { least, most }: { least: number; most: number }): boolean =>
  value >= least && value <= most;

const readThreshold = ({ exceptionalThreshold: typed }: TypedSettings): Read<number> => {
  if (isUnseen(typed)) return { value: settingsDefaults.exceptionalThreshold };
  const value = wholeNumber(typed);
  return isWithin(value, thresholds)
    ? { value }
    : { fault: { field: 'exceptionalThreshold', kind: 'out-of-range' } };
};

const readGoal = ({ monthGoal: typed }: TypedSettings): Read<number | undefined> => {
  if (isUnseen(typed)) return { value: undefined };
  const value = wholeNumber(typed);
  return isWithin(value, monthGoals) ? { value } : { fault: { field: 'monthGoal', kind: 'out-of-range' } };
};

const readRetention = ({ retentionMonths: typed }: TypedSettings): Read<number | undefined> => {
  if (isUnseen(typed)) return { value: settingsDefaults.retentionMonths };
  if (/^\s*never\s*$/i.test(typed)) return { value: undefined };
  const value = wholeNumber(typed.replace(/\s*months?\s*$/i, ''));
  return isWithin(value, retentions)
    ? { value }
    : { fault: { field: 'retentionMonths', kind: 'out-of-range' } };
};

const readNominationEmoji = (
  { nominationEmoji: typed }: TypedSettings,
  { emojiNames }: SettingsContext,
): Read<readonly string[]> => {
  const field = 'nominationEmoji';
  const reading = readEmoji(typed, emojiNames);
  if (reading.kind === 'unreadable') return { fault: { field, kind: 'unreadable', words: reading.words } };
  if (reading.names.length > mostEmoji) return { fault: { field, kind: 'too-many' } };
  return { value: reading.names.length > 0 ? reading.names : [...settingsDefaults.nominationEmoji] };
};

const readNoteAt = ({ noteAt: typed }: TypedSettings): Read<LocalTime> => {
  const value = typed || settingsDefaults.noteAt;
  return isLocalTime(value) && value >= earliestNoteAt && value <= latestNoteHour
    ? { value }
    : { fault: { field: 'noteAt', kind: 'out-of-range' } };
};

const readZoneField = ({ zone: typed }: TypedSettings, { zone }: SettingsContext): Read<string> => {
  if (isUnseen(typed)) return { value: zone };
  const reading = readZone(typed);
  return reading.kind === 'zone' ? { value: reading.zone } : { fault: { field: 'zone', typed, ...reading } };
};

const readCountry = ({ country: typed }: TypedSettings): Read<string | undefined> => {
  if (isUnseen(typed)) return { value: undefined };
  const reading = readArea(typed);
  return reading.kind === 'area'
    ? { value: reading.area }
    : { fault: { field: 'country', typed, ...reading } };
};

const daysFault = (reading: DayListReading): SettingFault | undefined => {
  if (reading.kind === 'unreadable') return { field: 'dates', ...reading };
  return reading.days.length > mostQuietDates ? { field: 'dates', kind: 'too-many' } : undefined;
};

/** Days that are over are left out: nobody wants to read them again. */
export const upcoming = (dates: readonly CalendarDay[], today: CalendarDay): CalendarDay[] =>
  dates.filter((day) => day >= today);

const readDates = (
  { dates: typed }: TypedSettings,
  { today }: SettingsContext,
): Read<readonly CalendarDay[]> => {
  const reading = readDays(typed);
  const fault = daysFault(reading);
  if (fault) return { fault };
  return { value: reading.kind === 'days' ? upcoming(reading.days, today) : [] };
};

const readDigest = ({ digestWeekday, digestTime }: TypedSettings): Read<SettingValues['digestTime']> => {
  const { digestTime: usual } = settingsDefaults;
  const weekday = digestWeekday ? wholeNumber(digestWeekday) : usual.weekday;
  const time = digestTime || usual.time;
  if (!isWithin(weekday, weekdays)) return { fault: { field: 'digestWeekday', kind: 'unreadable' } };
  return isLocalTime(time)
    ? { value: { weekday, time } }
    : { fault: { field: 'digestTime', kind: 'unreadable' } };
};

/** Names that people would take for each other are one. */
const sameName = (name: string): string =>
  foldedText(name.normalize('NFKC')).replace(/[‘’]/g, "'").toLowerCase();

const readPrinciples = ({ principleNames }: TypedSettings): Read<Record<string, string>> => {
  const named = principles.flatMap((principle): [Principle, string][] => {
    const name = cleanText(principleNames[principle] ?? '').trim();
    return isUnseen(name) ? [] : [[principle, name]];
  });
  const long = named.find(([, name]) => name.length > mostPrincipleUnits);
  if (long) return { fault: { field: 'principleNames', kind: 'too-long', principle: long[0] } };
  const again = named.find(([principle, name], index) => {
    const usual = principles.flatMap((each) => (each === principle ? [] : [usualPrincipleNames[each]]));
    const taken = [...usual, ...named.slice(0, index).map(([, earlier]) => earlier)];
    return taken.map(sameName).includes(sameName(name));
  });
  return again
    ? { fault: { field: 'principleNames', kind: 'same-name', principle: again[0] } }
    : { value: Object.fromEntries(named) };
};

const readBudget = (
  { recoveryBudget: typed }: TypedSettings,
  { zone }: SettingsContext,
): Read<string | undefined> => {
  const budget = cleanText(typed).trim();
  if (findCustomerData(budget, zone).length > 0)
    return { fault: { field: 'recoveryBudget', kind: 'customer-data' } };
  if (budget.length > mostBudgetUnits) return { fault: { field: 'recoveryBudget', kind: 'too-long' } };
  return { value: isUnseen(budget) ? undefined : budget };
};

const readWorkingHours = ({ workingFrom, workingTo }: TypedSettings): Read<SettingValues['workingHours']> => {
  const { workingHours: usual } = settingsDefaults;
  const [from, to] = [workingFrom || usual.from, workingTo || usual.to];
  if (!isLocalTime(from)) return { fault: { field: 'workingFrom', kind: 'unreadable' } };
  if (!isLocalTime(to)) return { fault: { field: 'workingTo', kind: 'unreadable' } };
  return to > from ? { value: { from, to } } : { fault: { field: 'workingTo', kind: 'not-after' } };
};

const readRemedyLines = (
  { remedies: typed }: TypedSettings,
  { zone }: SettingsContext,
): Read<readonly string[]> => {
  const field = 'remedies';
  const lines = readRemedies(typed);
  if (lines.length > mostRemedies) return { fault: { field, kind: 'too-many' } };
  if (lines.some(({ length }) => length > mostRemedyUnits)) return { fault: { field, kind: 'too-long' } };
  return lines.some((line) => findCustomerData(line, zone).length > 0)
    ? { fault: { field, kind: 'customer-data' } }
    : { value: lines };
};

const readBusinessName = ({ businessName: typed }: TypedSettings): Read<string | undefined> => {
  const name = foldedText(cleanText(typed));
  if (name.length > mostBusinessNameUnits) return { fault: { field: 'businessName', kind: 'too-long' } };
  return { value: isUnseen(name) ? undefined : name };
};

const readPickEvery = ({ voicePickEvery: typed }: TypedSettings): Read<number | undefined> => {
  if (isUnseen(typed)) return { value: undefined };
  const value = wholeNumber(typed);
  return isWithin(value, pickRange)
    ? { value }
    : { fault: { field: 'voicePickEvery', kind: 'out-of-range' } };
};

/** Slack's menu gives one of these, or nothing. */
const screenNamesIn = ({ screenNames }: TypedSettings): ScreenNames =>
  screenNameStyles.find((each) => each === screenNames) ?? settingsDefaults.screenNames;

/** The parts of the form that somebody fills in: what Slack's own pickers give needs no reading. */
const readTexts = (typed: TypedSettings, context: SettingsContext) => ({
  nominationEmoji: readNominationEmoji(typed, context),
  exceptionalThreshold: readThreshold(typed),
  digestTime: readDigest(typed),
  noteAt: readNoteAt(typed),
  zone: readZoneField(typed, context),
  country: readCountry(typed),
  dates: readDates(typed, context),
  monthGoal: readGoal(typed),
  principleNames: readPrinciples(typed),
  retentionMonths: readRetention(typed),
  recoveryBudget: readBudget(typed, context),
  workingHours: readWorkingHours(typed),
  remedies: readRemedyLines(typed, context),
  businessName: readBusinessName(typed),
  voicePickEvery: readPickEvery(typed),
});

const faultsIn = (read: ReturnType<typeof readTexts>): SettingFault[] =>
  Object.values(read).flatMap((each) => ('fault' in each ? [each.fault] : []));

const valueIn = <T>(read: Read<T>, otherwise: T): T => ('value' in read ? read.value : otherwise);

export type SettingsReading =
  | { kind: 'read'; values: SettingValues }
  | { kind: 'faulty'; faults: readonly SettingFault[] };

/** Reads the whole form, or says all that is wrong with it at once. Whoever is named is looked up elsewhere. */
export const readSettings = (typed: TypedSettings, context: SettingsContext): SettingsReading => {
  const read = readTexts(typed, context);
  const faults = faultsIn(read);
  if (faults.length > 0) return { kind: 'faulty', faults };
  const quietDays: QuietDays = {
    weekends: typed.weekends,
    country: valueIn(read.country, undefined),
    dates: valueIn(read.dates, []),
  };
  const values: SettingValues = {
    wallChannelId: typed.wallChannelId,
    managerIds: typed.managerIds,
    nominationEmoji: valueIn(read.nominationEmoji, []),
    exceptionalThreshold: valueIn(read.exceptionalThreshold, settingsDefaults.exceptionalThreshold),
    digestTime: valueIn(read.digestTime, settingsDefaults.digestTime),
    noteAt: valueIn(read.noteAt, settingsDefaults.noteAt),
    zone: valueIn(read.zone, context.zone),
    quietDays,
    isTeamMode: typed.isTeamMode,
    hasBoards: typed.hasBoards,
    monthGoal: valueIn(read.monthGoal, undefined),
    principleNames: valueIn(read.principleNames, {}),
    retentionMonths: valueIn(read.retentionMonths, settingsDefaults.retentionMonths),
    recoveryBudget: valueIn(read.recoveryBudget, undefined),
    workingHours: valueIn(read.workingHours, settingsDefaults.workingHours),
    remedies: valueIn(read.remedies, []),
    businessName: valueIn(read.businessName, undefined),
    voicePickEvery: valueIn(read.voicePickEvery, undefined),
    screenNames: screenNamesIn(typed),
  };
  return { kind: 'read', values };
};
