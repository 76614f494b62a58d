import type { LeftOut } from '../../domain/credit.ts';
import type { CreditReport } from '../../domain/credit-report.ts';
import type { GroupCredit } from '../../domain/group-credit.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { listedBriefly } from '../words.ts';

const leftOutWords: Record<LeftOut['why'], [one: string, several: string]> = {
  unknown: ['nobody here goes by that name', 'nobody here goes by these names'],
  bot: ['an app', 'apps'],
  deactivated: ['no longer active', 'no longer active'],
  stranger: ['of another organisation', 'of another organisation'],
  'too-many': ['a win credits ten people at most', 'a win credits ten people at most'],
};

const names = (given: readonly string[]): string => listedBriefly(given.map(escapeName));

/** One line for each reason, however many people it is about. */
export const leftOutLines = (leftOut: readonly LeftOut[]): string[] => {
  const byReason = new Map<LeftOut['why'], string[]>();
  for (const { name, why } of leftOut)
    byReason.set(why, [...(byReason.get(why) ?? []), name ?? 'somebody you mentioned']);
  return [...byReason].map(([why, given]) => {
    const [one, several] = leftOutWords[why];
    return `Not credited: ${names(given)} (${given.length === 1 ? one : several}).`;
  });
};

const maxGroupLines = 5;

const groupWords: Record<GroupCredit['outcome'], ((group: string, count: number) => string) | undefined> = {
  members: undefined,
  'by-name': (group, count) =>
    `${group} has ${count} people and a win credits ten at most, so it is credited by its name alone.`,
  nobody: (group) => `Nobody in ${group} can be credited, so it is credited by its name alone.`,
  'not-allowed': (group) =>
    `I am not allowed to see who is in ${group}, so it is credited by its name alone. (An admin can allow it: \`usergroups:read\`.)`,
  unanswered: (group) => `Slack does not say who is in ${group}, so it is credited by its name alone.`,
};

const groupLine = ({ name, outcome, memberCount }: GroupCredit): string[] => {
  const group = name === undefined ? 'the group you mentioned' : escapeName(name);
  const line = groupWords[outcome]?.(group, memberCount);
  return line === undefined ? [] : [line];
};

/** Whom their win credits, as the author is told. */
export const creditedNames = ({ isAuthorCredited, names: others }: CreditReport): string =>
  listedBriefly([...(isAuthorCredited ? ['you'] : []), ...others.map(escapeName)], 11);

/** Tells the author whom their win does not credit although they may have meant them. */
export const doubtLines = (report: CreditReport): string[] => [
  ...leftOutLines(report.leftOut),
  ...(report.fellBackToAuthor && report.leftOut.length > 0
    ? ['Nobody else could be credited, so it is credited to you.']
    : []),
  ...report.groups.slice(0, maxGroupLines).flatMap(groupLine),
  ...(report.mentionedNames.length > 0
    ? [`Mentioned, but not credited: ${names(report.mentionedNames)}.`]
    : []),
  ...(report.unrecognised.length > 0
    ? [`Not recognised: ${names(report.unrecognised)}. Slack knows nobody by that name, or more than one.`]
    : []),
];

/** The same, with whom it credits. */
export const creditLines = (report: CreditReport): string[] =>
  report.fellBackToAuthor
    ? doubtLines(report)
    : [`Credited: ${creditedNames(report)}.`, ...doubtLines(report)];
