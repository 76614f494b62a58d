import { isUnseen, shortened } from '../domain/human-text.ts';
import { type Principle, type Rung, usualPrincipleNames } from '../domain/win.ts';
import type { Workspace } from '../domain/workspace.ts';

export const rungWords: Record<Rung, string> = {
  smiler: 'left smiling',
  hugger: 'could have hugged us',
  'raving-fan': 'is telling everyone',
};

export const rungLabels: Record<Rung, string> = {
  smiler: 'Smiler: left smiling',
  hugger: 'Hugger: could have hugged us',
  'raving-fan': 'Raving fan: is telling everyone',
};

const rungNouns: Record<Rung, [one: string, many: string]> = {
  smiler: ['smiler', 'smilers'],
  hugger: ['hugger', 'huggers'],
  'raving-fan': ['raving fan', 'raving fans'],
};

/** Slack shows no more of it in a form. */
const longestPrincipleName = 75;

/** A principle by the name that the team gave it, or else its usual one. As typed: escape it among markup. */
export const principleName = (
  { principleNames }: Pick<Workspace, 'principleNames'>,
  principle: Principle,
): string => {
  const own = principleNames[principle] ?? '';
  return isUnseen(own)
    ? usualPrincipleNames[principle]
    : shortened(own.trim(), { units: longestPrincipleName });
};

/** "Ann", "Ann and Jo", "Ann, Jo and Sam". */
export const listed = (names: readonly string[]): string => {
  const last = names.at(-1);
  if (last === undefined) return '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
};

const longestNames = 600;

/** As many names as fit, but always one, and how many others there are. */
export const namesWithin = (names: readonly string[], total: number, longest = longestNames): string => {
  const [first] = names;
  const shown = first === undefined ? [] : [shortened(first, { units: longest })];
  for (const name of names.slice(1)) {
    if ([...shown, name].join(', ').length > longest) break;
    shown.push(name);
  }
  const others = total - shown.length;
  return listed(others > 0 ? [...shown, counted(others, 'other', 'others')] : shown);
};

/** Room for a list among other words of a message. */
const longestList = 1_000;

/** The first ten and "50 others", or fewer when the names are long: a list of any length that fits into a message. */
export const listedBriefly = (names: readonly string[], most = 10): string =>
  namesWithin(names.slice(0, most), names.length, longestList);

export const counted = (count: number, one: string, many: string): string =>
  `${count === 0 ? 'no' : count} ${count === 1 ? one : many}`;

/** ISO weekdays, in their order. */
export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export const weekdayName = (weekday: number): string => weekdayNames[weekday - 1] ?? weekdayNames[0];

/** "America/New York", as people write it. */
export const zoneInWords = (zone: string): string => zone.replaceAll('_', ' ');

/** "on Mondays at 09:00 (Europe/London)". */
export const digestWhen = ({ digestTime, zone }: Pick<Workspace, 'digestTime' | 'zone'>): string =>
  `on ${weekdayName(digestTime.weekday)}s at ${digestTime.time} (${zoneInWords(zone)})`;

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "3 smilers", "1 raving fan". */
export const rungCounts = (rung: Rung, count: number): string => counted(count, ...rungNouns[rung]);
