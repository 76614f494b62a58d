import {
  type Candidates,
  type Credit,
  creditedBy,
  creditHelpers,
  creditPeople,
  type Help,
  type HelperLeftOut,
  type LeftOut,
} from './credit.ts';
import { creditGroup, type GroupCredit, type UserGroup } from './group-credit.ts';
import type { Person } from './person.ts';
import { mentionedGroups, mentionedIds, type NameOf, type TextToken } from './slack-text.ts';
import { typedNames } from './typed-name.ts';

/** Whom a win credits, and whom it does not although its text may mean them. */
export interface CreditReport {
  isAuthorCredited: boolean;
  /** Of the others who are credited. */
  names: readonly string[];
  leftOut: readonly LeftOut[];
  /** Of those without whom it would not have worked. */
  helperNames: readonly string[];
  helpersLeftOut: readonly HelperLeftOut[];
  /** Nobody named could be credited, so the author is. */
  fellBackToAuthor: boolean;
  groups: readonly GroupCredit[];
  /** Of people whom the text mentions and is not about. */
  mentionedNames: readonly string[];
  /** Names that were typed and that Slack made no mentions of. */
  unrecognised: readonly string[];
}

/** Whether somebody who was chosen is not named after all. */
export const leavesOut = ({ leftOut, helpersLeftOut }: CreditReport): boolean =>
  leftOut.length + helpersLeftOut.length > 0;

/** Whether somebody may have been meant whom the win does not credit. */
export const leavesDoubt = (report: CreditReport): boolean =>
  leavesOut(report) ||
  report.mentionedNames.length + report.unrecognised.length > 0 ||
  report.groups.some(({ outcome }) => outcome !== 'members');

interface Known {
  people: ReadonlyMap<string, Person>;
  /** By id. */
  groups: ReadonlyMap<string, UserGroup>;
}

const creditAll = (
  { userIds, groupIds }: Candidates,
  authorId: string,
  groupNames: ReadonlyMap<string, string | undefined>,
  { people, groups }: Known,
): { credit: Credit; groupCredits: GroupCredit[] } => {
  const found = groupIds.map((id) => creditGroup(groupNames.get(id), groups.get(id), people));
  const members = found.flatMap(({ memberIds }) => memberIds);
  const credit = creditPeople([...new Set([...userIds, ...members])], authorId, people);
  return { credit, groupCredits: found.map((each) => each.credit) };
};

/** Whom a win credits since its author chose the people in a form: nobody is left to doubt but those left out. */
export const reportChoice = (
  { heroIds, leftOut, fellBackToAuthor }: Credit,
  help: Help,
  authorId: string,
  nameOf: NameOf,
): CreditReport => ({
  isAuthorCredited: heroIds.includes(authorId),
  names: heroIds.filter((id) => id !== authorId).map((id) => nameOf(id) ?? 'someone'),
  leftOut,
  helperNames: help.helperIds.map((id) => nameOf(id) ?? 'someone'),
  helpersLeftOut: help.leftOut,
  fellBackToAuthor,
  groups: [],
  mentionedNames: [],
  unrecognised: [],
});

interface Credited {
  authorId: string;
  heroIds: string[];
  helperIds: string[];
  groupNames: readonly string[];
}

/**
 * Whom a win credits as it stands. `hasChosen`: its author has decided that in a form, so that names in its text leave no
 * doubt any more.
 */
export const reportStanding = (
  tokens: readonly TextToken[],
  { authorId, heroIds, helperIds, groupNames }: Credited,
  names: ReadonlyMap<string, string>,
  hasChosen: boolean,
): CreditReport => {
  const nameOf: NameOf = (id) => names.get(id);
  const known = [...names.values(), ...groupNames.map((name) => name.replace(/^@/, ''))];
  return {
    ...reportChoice(
      { heroIds, leftOut: [], fellBackToAuthor: false },
      { helperIds, leftOut: [] },
      authorId,
      nameOf,
    ),
    unrecognised: hasChosen ? [] : typedNames(tokens, known),
  };
};

/**
 * Whom a text credits, unless a form has said it (`heroIds`). A group stands for its members, and for itself when it is
 * large or they are not known; either way the win names it.
 */
export const creditText = (
  tokens: readonly TextToken[],
  {
    authorId,
    heroIds: chosenIds,
    helperIds: chosenHelperIds = [],
  }: { authorId: string; heroIds?: readonly string[]; helperIds?: readonly string[] },
  known: Known,
): { heroIds: string[]; helperIds: string[]; groupNames: string[]; report: CreditReport } => {
  const candidates = chosenIds ? { userIds: [...chosenIds], groupIds: [] } : creditedBy(tokens, authorId);
  const groupNames = new Map(mentionedGroups(tokens).map(({ groupId, name }) => [groupId, name]));
  const { credit, groupCredits } = creditAll(candidates, authorId, groupNames, known);
  const { heroIds, leftOut } = credit;
  const help = creditHelpers(chosenHelperIds, heroIds, known.people);
  const nameOf: NameOf = (id) => known.people.get(id)?.name;
  const namesOf = (ids: readonly string[]) => ids.map((id) => nameOf(id) ?? 'someone');
  const settled = new Set([...heroIds, ...leftOut.map(({ userId }) => userId), authorId]);
  return {
    heroIds,
    helperIds: help.helperIds,
    groupNames: groupCredits.flatMap(({ name }) => name ?? []),
    report: {
      ...reportChoice(credit, help, authorId, nameOf),
      groups: groupCredits,
      mentionedNames: namesOf(mentionedIds(tokens).filter((id) => !settled.has(id))),
      unrecognised: typedNames(tokens, namesOf(heroIds)),
    },
  };
};
