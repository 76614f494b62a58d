import type { Deps } from '../../deps.ts';
import { monthSpan } from '../../domain/calendar.ts';
import {
  isMonth,
  noTally,
  type Subjects,
  subjectsAbove,
  type Tally,
  type TallyPeriod,
  tallyPeople,
  wholeTeam,
} from '../../domain/tally.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { readSettledWorkspace } from '../workspace/read-workspace.ts';

export type TallyDeps = Pick<Deps, 'store' | 'people'>;

/** Whoever writes the same totals meanwhile comes to an end. */
const mostTries = 20;

/** Whether totals of single people are kept at all. */
export const keepsPersons = ({
  isTeamMode,
  hasBoards,
}: Pick<Workspace, 'isTeamMode' | 'hasBoards'>): boolean => hasBoards && !isTeamMode;

/** A month's totals, from its wins as they are now. */
const ofMonth = async (
  deps: TallyDeps,
  workspace: Workspace,
  month: TallyPeriod,
  userIds: ReadonlySet<string>,
): Promise<Map<string, Tally>> => {
  const { store } = deps;
  const span = monthSpan(month, workspace.zone);
  const people = [...userIds].filter((userId) => userId !== wholeTeam);
  const tallies = keepsPersons(workspace)
    ? tallyPeople(
        await store.wins.creditsIn(span, people),
        await store.privateWords.pairsBetween(span),
        people,
      )
    : new Map(people.map((userId) => [userId, noTally]));
  if (userIds.has(wholeTeam)) tallies.set(wholeTeam, { ...noTally, ...(await store.wins.sumIn(span)) });
  return tallies;
};

/** False when somebody else has written some of them meanwhile. */
const recountOnce = async (
  deps: TallyDeps,
  period: TallyPeriod,
  userIds: ReadonlySet<string>,
): Promise<boolean> => {
  const { tallies } = deps.store;
  const versions = await tallies.versions(period, userIds);
  // Read after the versions, like the wins: when either changes later, that is followed.
  const workspace = await readSettledWorkspace(deps);
  const isKept = (userId: string): boolean =>
    userId === wholeTeam || keepsPersons(workspace) || versions.has(userId);
  const open = new Set([...userIds].filter((userId) => isKept(userId) && !versions.get(userId)?.isFrozen));
  const made = isMonth(period)
    ? await ofMonth(deps, workspace, period, open)
    : await tallies.ofParts(period, open);
  return tallies.write(period, made, versions);
};

const recountPeriod = async (
  deps: TallyDeps,
  period: TallyPeriod,
  userIds: ReadonlySet<string>,
): Promise<void> => {
  for (let tries = 0; tries < mostTries; tries += 1) if (await recountOnce(deps, period, userIds)) return;
  throw new Error(`The totals of ${period} were changed all the time`);
};

/**
 * Makes running totals anew: months from their wins, and what is above them from its parts. It can be repeated, and done
 * by several replicas at once: whoever read older wins than another has written makes them once more.
 */
export const recountTallies = async (deps: TallyDeps, months: Subjects): Promise<void> => {
  for (let subjects = months; subjects.size > 0; subjects = subjectsAbove(subjects))
    for (const [period, userIds] of subjects) await recountPeriod(deps, period, userIds);
};
