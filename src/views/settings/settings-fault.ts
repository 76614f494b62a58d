import { earliestNoteAt, latestNoteAt, latestNoteHour } from '../../domain/note.ts';
import { mostRemedies, mostRemedyUnits } from '../../domain/remedy.ts';
import {
  monthGoals,
  mostBudgetUnits,
  mostBusinessNameUnits,
  mostEmoji,
  mostPrincipleUnits,
  mostQuietDates,
  pickRange,
  retentions,
  type SettingFault,
  thresholds,
} from '../../domain/settings.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { mostManagers } from '../../domain/workspace-manager.ts';
import { listedBriefly } from '../words.ts';

const quoted = (words: readonly string[]): string =>
  listedBriefly(
    words.map((word) => `“${escapeName(word)}”`),
    5,
  );

const either = (words: readonly string[]): string => {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
};

const suggested = (suggestions: readonly string[], otherwise: string): string =>
  suggestions.length > 0 ? `Did you mean ${either(suggestions)}?` : otherwise;

const range = ({ least, most }: { least: number; most: number }): string =>
  `a whole number from ${least} to ${most}`;

const outOfRange: Record<Extract<SettingFault, { kind: 'out-of-range' }>['field'], string> = {
  exceptionalThreshold: `Please give ${range(thresholds)}.`,
  monthGoal: `Please give ${range(monthGoals)}, or leave it empty to have no goal.`,
  retentionMonths: `Please give ${range(retentions)}, or “never”.`,
  noteAt: `Please choose a time from ${earliestNoteAt} to ${latestNoteHour}, so that nobody is woken and all of it arrives by ${latestNoteAt}.`,
  voicePickEvery: `Please give ${range(pickRange)}, or leave it empty to choose yourselves.`,
};

const tooMany: Record<Extract<SettingFault, { kind: 'too-many' }>['field'], string> = {
  managerIds: `Please name ${mostManagers} people at most.`,
  nominationEmoji: `Please give ${mostEmoji} emoji at most.`,
  dates: `Please give ${mostQuietDates} days at most.`,
  remedies: `Please give ${mostRemedies} lines at most: the ones you use most.`,
};

const tooLong: Record<Extract<SettingFault, { kind: 'too-long' }>['field'], string> = {
  principleNames: `Please give a name of ${mostPrincipleUnits} characters at most.`,
  recoveryBudget: `Please say it in ${mostBudgetUnits} characters at most.`,
  remedies: `Please say each in ${mostRemedyUnits} characters at most.`,
  businessName: `Please give a name of ${mostBusinessNameUnits} characters at most.`,
};

const zoneOrArea = (fault: Extract<SettingFault, { kind: 'unknown' }>): string => {
  const typed = `“${escapeName(fault.typed.trim())}”`;
  return fault.field === 'zone'
    ? `I know no time zone ${typed}. ${suggested(fault.suggestions, 'Give a large city, such as London or New York, or a name such as Europe/London.')}`
    : `I know no public holidays of ${typed}. ${suggested(fault.suggestions, 'Give a country, or one with its part: Germany, or Germany, Bayern.')}`;
};

/** What to say beside the field, in Slack's markup: it is made plain on its way. */
export const settingFaultWords = (fault: SettingFault): string => {
  if (fault.kind === 'out-of-range') return outOfRange[fault.field];
  if (fault.kind === 'unknown') return zoneOrArea(fault);
  if (fault.kind === 'no-channel') return 'A direct message cannot be the wall. Please choose a channel.';
  if (fault.kind === 'unreachable')
    return 'I cannot get into this channel. Invite me there (/invite in it) and save again, or choose another one.';
  if (fault.kind === 'nobody')
    return 'Somebody has to lead the team. Please name at least one active member of your organisation.';
  if (fault.kind === 'cannot-manage')
    return fault.userIds.length === 1
      ? 'One of these people cannot be a manager: bots, guests, people of other organisations and deactivated people cannot. Please take them out.'
      : `${fault.userIds.length} of these people cannot be managers: bots, guests, people of other organisations and deactivated people cannot. Please take them out.`;
  if (fault.kind === 'same-name')
    return 'Another principle has this name, or is usually called so. Please give each its own.';
  if (fault.kind === 'too-many') return tooMany[fault.field];
  if (fault.kind === 'too-long') return tooLong[fault.field];
  if (fault.kind === 'customer-data')
    return 'This looks like an address or a number of somebody’s. Please say it without: everybody here can read it.';
  if (fault.kind === 'not-after') return 'Please choose an end that is after the beginning.';
  if (fault.field === 'dates')
    return `I cannot read ${quoted(fault.words)}. Please write days like 2026-12-24 or 24 December 2026, with commas or one a line.`;
  if (fault.field === 'nominationEmoji')
    return `${quoted(fault.words)} cannot be an emoji. Please give their names, such as trophy and star2, with spaces between them.`;
  return 'Please choose one of the list.';
};
