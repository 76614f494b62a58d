import type { HelperLeftOut } from '../../domain/credit.ts';
import type { CreditReport } from '../../domain/credit-report.ts';
import type { GroupCredit } from '../../domain/group-credit.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { listedBriefly } from '../words.ts';

const leftOutWords: Record<HelperLeftOut['why'], [one: string, several: string]> = {
  unknown: ['nobody here goes by that name', 'nobody here goes by these names'],
  bot: ['an app', 'apps'],
  deactivated: ['no longer active', 'no longer active'],
  stranger: ['of another organisation', 'of another organisation'],
  'too-many': ['a win credits ten people at most', 'a win credits ten people at most'],
  hero: ['credited already', 'credited already'],
};

const names = (given: readonly string[]): string => listedBriefly(given.map(escapeName));

const linesBegin = { credit: 'Not credited', help: 'Not named as helping', word: 'Not sent to' } as const;

const tenHelpers = 'a win names ten people as helping at most';
const tenReaders = 'ten people at most';

const otherWords: Record<keyof typeof linesBegin, Partial<typeof leftOutWords>> = {
  credit: {},
  help: { 'too-many': [tenHelpers, tenHelpers] },
  word: { 'too-many': [tenReaders, tenReaders] },
};

/** One line for each reason, however many people it is about. */
export const linesAbout = (leftOut: readonly HelperLeftOut[], of: keyof typeof linesBegin): string[] => {
  const byReason = new Map<HelperLeftOut['why'], string[]>();
  for (const { name, why } of leftOut)
    byReason.set(why, [...(byReason.get(why) ?? []), name ?? 'somebody you mentioned']);
  return [...byReason].map(([why, given]) => {
    const [one, several] = otherWords[of][why] ?? leftOutWords[why];
    return `${linesBegin[of]}: ${names(given)} (${given.length === 1 ? one : several}).`;
  });
};

/** Everybody who was chosen and is not named, heroes first. */
export const leftOutLines = ({
  leftOut,
  helpersLeftOut,
}: Pick<CreditReport, 'leftOut' | 'helpersLeftOut'>): string[] => [
  ...linesAbout(leftOut, 'credit'),
  ...linesAbout(helpersLeftOut, 'help'),
];

const helpLines = ({ helperNames }: CreditReport): string[] =>
  helperNames.length > 0 ? [`Helped: ${names(helperNames)}.`] : [];

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

/** Tells the author who is named as a helper, and whom their win does not credit although they may have meant them. */
export const doubtLines = (report: CreditReport): string[] => [
  ...(report.fellBackToAuthor ? [] : helpLines(report)),
  ...leftOutLines(report),
  ...(report.fellBackToAuthor && report.leftOut.length > 0
    ? ['Nobody else could be credited, so it is credited to you.']
    : []),
  ...(report.fellBackToAuthor ? helpLines(report) : []),
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
