import { z } from 'zod';
import type { SettingFault, TypedField, TypedSettings } from '../../domain/settings.ts';
import { type Principle, principles } from '../../domain/win.ts';
import type { ShownSettings } from '../../operations/settings/read-settings.ts';
import { settingBlockId } from '../../views/ids.ts';
import { settingFaultWords } from '../../views/settings/settings-fault.ts';
import { principleField } from '../../views/settings/settings-form.ts';
import { channelIn, chosenIn, type FormState, isTicked, peopleIn, textIn, timeIn } from '../form-field.ts';
import { formMetadata } from '../form-metadata.ts';

/** What the form was for, and what it showed: the settings of this version, this wall, and these managers where none were named. */
export const settingsMetadata = formMetadata(
  z.object({
    access: z.enum(['all', 'managers']),
    version: z.number().int().min(0),
    wallChannelId: z.string().optional(),
    assumedManagerIds: z.array(z.string()).optional(),
  }),
);

export const metadataOf = ({ access, version, values, assumedManagerIds }: ShownSettings): string =>
  settingsMetadata.write({
    access,
    version,
    wallChannelId: values.wallChannelId,
    assumedManagerIds: assumedManagerIds && [...assumedManagerIds],
  });

const typedFields = [
  'wallChannelId',
  'managerIds',
  'nominationEmoji',
  'exceptionalThreshold',
  'digestWeekday',
  'digestTime',
  'noteAt',
  'zone',
  'weekends',
  'country',
  'dates',
  'isTeamMode',
  'hasBoards',
  'monthGoal',
  'retentionMonths',
  'recoveryBudget',
  'workingFrom',
  'workingTo',
  'remedies',
  'businessName',
  'voicePickEvery',
  'screenNames',
] as const satisfies readonly TypedField[];

const fieldsOf: Record<ShownSettings['access'], readonly string[]> = {
  all: [...typedFields, ...principles.map(principleField)],
  managers: ['managerIds'],
};

/**
 * Whether a form has all its fields. One that was opened before there was a field does not, and that would be taken for a
 * field that somebody emptied.
 */
export const isWholeForm = (
  state: FormState,
  { access, version }: Pick<ShownSettings, 'access' | 'version'>,
): boolean => fieldsOf[access].every((field) => state[settingBlockId(field, version)] !== undefined);

/** What the person filled in. Fields that a form for managers alone does not have are empty. */
export const readSettingsForm = (state: FormState, version: number): TypedSettings => {
  const id = (field: TypedField): string => settingBlockId(field, version);
  const principleName = (principle: Principle): [string, string] => [
    principle,
    textIn(state, settingBlockId(principleField(principle), version)),
  ];
  return {
    wallChannelId: channelIn(state, id('wallChannelId')),
    managerIds: [...new Set(peopleIn(state, id('managerIds')))],
    nominationEmoji: textIn(state, id('nominationEmoji')),
    exceptionalThreshold: textIn(state, id('exceptionalThreshold')),
    digestWeekday: chosenIn(state, id('digestWeekday')),
    digestTime: timeIn(state, id('digestTime')),
    noteAt: timeIn(state, id('noteAt')),
    zone: textIn(state, id('zone')),
    weekends: isTicked(state, id('weekends')),
    country: textIn(state, id('country')),
    dates: textIn(state, id('dates')),
    isTeamMode: isTicked(state, id('isTeamMode')),
    hasBoards: isTicked(state, id('hasBoards')),
    monthGoal: textIn(state, id('monthGoal')),
    principleNames: Object.fromEntries(principles.map(principleName)),
    retentionMonths: textIn(state, id('retentionMonths')),
    recoveryBudget: textIn(state, id('recoveryBudget')),
    workingFrom: timeIn(state, id('workingFrom')),
    workingTo: timeIn(state, id('workingTo')),
    remedies: textIn(state, id('remedies')),
    businessName: textIn(state, id('businessName')),
    voicePickEvery: textIn(state, id('voicePickEvery')),
    screenNames: chosenIn(state, id('screenNames')),
  };
};

const blockOf = (fault: SettingFault, version: number): string =>
  settingBlockId(fault.field === 'principleNames' ? principleField(fault.principle) : fault.field, version);

/** What is wrong, by the block that it is said beside. */
export const settingErrors = (faults: readonly SettingFault[], version: number): Record<string, string> =>
  Object.fromEntries(faults.map((fault) => [blockOf(fault, version), settingFaultWords(fault)]));

/** The field that stands for the whole form, where something is to be said that is about none: every form has it. */
export const anyBlock = (version: number): string => settingBlockId('managerIds', version);
