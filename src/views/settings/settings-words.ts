import { type CalendarDay, dayInWords } from '../../domain/calendar.ts';
import { areaName } from '../../domain/holiday-area.ts';
import { shortened } from '../../domain/human-text.ts';
import type { FieldChange, SettingField, SettingValues } from '../../domain/setting-change.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { principles, usualPrincipleNames } from '../../domain/win.ts';
import { emojiShown } from '../emoji-words.ts';
import { mention } from '../message.ts';
import { counted, listedBriefly, weekdayName, zoneInWords } from '../words.ts';

export const settingNames: Readonly<Record<SettingField, string>> = {
  wallChannelId: 'Wall',
  managerIds: 'Managers',
  nominationEmoji: 'Nomination emoji',
  exceptionalThreshold: 'People who make a win exceptional',
  digestTime: 'Digest',
  noteAt: 'The note',
  zone: 'Time zone',
  quietDays: 'Quiet days',
  isTeamMode: 'Team mode',
  hasBoards: 'Board',
  monthGoal: 'Monthly goal',
  principleNames: 'Names of the principles',
  retentionMonths: 'Stories are deleted',
  recoveryBudget: 'Budget for making something right',
  workingHours: 'Working hours',
  remedies: 'What you offer to make something right',
  businessName: 'The name your customers know you by',
  voicePickEvery: 'Whose customer is asked',
  screenNames: 'Names on screens',
};

const none = 'none';
const onOff = (isOn: boolean): string => (isOn ? 'on' : 'off');
const quoted = (text: string): string => `“${escapeName(shortened(text, { units: 200 }))}”`;
const dayAndYear = (day: CalendarDay): string => `${dayInWords(day)} ${day.slice(0, 4)}`;

const quietWords = ({ weekends, country, dates }: SettingValues['quietDays']): string => {
  const parts = [
    ...(weekends ? ['weekends'] : []),
    ...(country ? [`public holidays (${escapeName(areaName(country))})`] : []),
    ...dates.map(dayAndYear),
  ];
  return parts.length > 0 ? listedBriefly(parts) : none;
};

const principlesInWords = (names: SettingValues['principleNames']): string => {
  const named = principles.flatMap((principle) => {
    const name = names[principle];
    return name ? [`${usualPrincipleNames[principle]} is ${quoted(name)}`] : [];
  });
  return named.length > 0 ? named.join('; ') : 'their usual names';
};

const screenNamesInWords = {
  first: 'first names',
  full: 'full names',
  none: 'none',
} as const satisfies Record<SettingValues['screenNames'], string>;

type InWords = { [F in SettingField]: (value: SettingValues[F]) => string };

/** As Slack's markup. */
const inWords: InWords = {
  wallChannelId: (channelId) => (channelId ? `<#${channelId}>` : none),
  managerIds: (userIds) => (userIds ? listedBriefly(userIds.map(mention)) : 'the Slack admins'),
  nominationEmoji: (names) => names.map(emojiShown).join(' '),
  exceptionalThreshold: (count) => String(count),
  digestTime: ({ weekday, time }) => `${weekdayName(weekday)} at ${time}`,
  noteAt: (time) => `at ${time}`,
  zone: zoneInWords,
  quietDays: quietWords,
  isTeamMode: onOff,
  hasBoards: onOff,
  monthGoal: (count) => (count === undefined ? none : counted(count, 'win', 'wins')),
  principleNames: principlesInWords,
  retentionMonths: (months) =>
    months === undefined ? 'never' : `after ${counted(months, 'month', 'months')}`,
  recoveryBudget: (text) => (text ? quoted(text) : none),
  workingHours: ({ from, to }) => `${from} to ${to}`,
  remedies: (lines) => (lines.length > 0 ? listedBriefly(lines.map(quoted)) : none),
  businessName: (name) => (name ? quoted(name) : 'the one in Slack'),
  voicePickEvery: (every) => (every === undefined ? 'staff choose' : `I pick one win in ${every}`),
  screenNames: (style) => screenNamesInWords[style],
};

const valueInWords = <F extends SettingField>(field: F, value: SettingValues[F]): string =>
  inWords[field](value);

/** "*Digest*: Monday at 09:00 → Friday at 16:00". */
export const changeInWords = ({ field, from, to }: FieldChange): string =>
  `*${settingNames[field]}*: ${valueInWords(field, from)} → ${valueInWords(field, to)}`;
