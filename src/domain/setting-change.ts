import type { Settings, Workspace } from './workspace.ts';

/** All that a team decides, as it is kept in the history: plain values, undefined for what is not set, or never. */
export interface SettingValues
  extends Pick<Workspace, 'wallChannelId' | 'zone'>,
    Omit<Settings, 'nominationEmoji'> {
  nominationEmoji: readonly string[];
}

export type SettingField = keyof SettingValues;

/** In the order in which people read them. */
export const settingFields = [
  'wallChannelId',
  'managerIds',
  'nominationEmoji',
  'exceptionalThreshold',
  'digestTime',
  'noteAt',
  'zone',
  'quietDays',
  'isTeamMode',
  'hasBoards',
  'monthGoal',
  'principleNames',
  'retentionMonths',
  'recoveryBudget',
  'workingHours',
  'remedies',
  'businessName',
  'voicePickEvery',
  'screenNames',
] as const satisfies readonly SettingField[];

export const isSettingField = (name: string): name is SettingField =>
  settingFields.some((field) => field === name);

/** What one setting was, and what it is now. */
export type FieldChange = {
  [F in SettingField]: { field: F; from: SettingValues[F]; to: SettingValues[F] };
}[SettingField];

/** What somebody changed at once. Versions count up by one, so the history is the whole of what was decided. */
export interface SettingChange {
  id: string;
  byId: string;
  at: Date;
  version: number;
  fields: readonly FieldChange[];
  /** Nobody decided it: whoever it is by has left the team's workspace, and leads the team no more. */
  why?: 'left';
}

export const settingValuesOf = (workspace: Workspace): SettingValues => {
  const { wallChannelId, zone, managerIds, exceptionalThreshold, digestTime, noteAt, quietDays } = workspace;
  const { isTeamMode, hasBoards, monthGoal, principleNames, retentionMonths, recoveryBudget } = workspace;
  const { workingHours, remedies, businessName, voicePickEvery, screenNames } = workspace;
  return {
    wallChannelId,
    managerIds,
    nominationEmoji: [...workspace.nominationEmoji],
    exceptionalThreshold,
    digestTime,
    noteAt,
    zone,
    quietDays,
    isTeamMode,
    hasBoards,
    monthGoal,
    principleNames,
    retentionMonths,
    recoveryBudget,
    workingHours,
    remedies,
    businessName,
    voicePickEvery,
    screenNames,
  };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const byText = (one: string, other: string): number => (one < other ? -1 : 1);

const sorted = (_key: string, value: unknown): unknown => {
  if (Array.isArray(value)) return [...value].map(String).sort(byText);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => byText(a, b))) : value;
};

/** Without what is undefined, as a value comes back from the database. */
export const asKept = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

/** The order of names and of lists makes no difference, nor whether something is absent or undefined. */
export const isSameSetting = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one, sorted) === JSON.stringify(other, sorted);

/** Which settings differ between two states. */
export const changedFields = (from: SettingValues, to: SettingValues): FieldChange[] =>
  settingFields.flatMap((field) => {
    if (isSameSetting(from[field], to[field])) return [];
    const change = <F extends SettingField>(name: F) => ({ field: name, from: from[name], to: to[name] });
    return [change(field) as FieldChange];
  });

/** What a change did to one setting; undefined when it left it as it was. */
export const fieldChange = <F extends SettingField>(
  { fields }: Pick<SettingChange, 'fields'>,
  field: F,
): Extract<FieldChange, { field: F }> | undefined =>
  fields.find((each): each is Extract<FieldChange, { field: F }> => each.field === field);

/** What was set before some changes, the newest of which made it what it is. */
export const settingsBefore = (
  values: SettingValues,
  changes: readonly Pick<SettingChange, 'fields'>[],
): SettingValues => {
  const newestFirst = changes.toReversed().flatMap(({ fields }) => fields);
  return { ...values, ...Object.fromEntries(newestFirst.map(({ field, from }) => [field, from])) };
};
