import type { Deps } from '../../deps.ts';
import {
  type BoardPeriod,
  type FirstPlaces,
  firstPlaces,
  type Standing,
  standingsNeeded,
} from '../../domain/board.ts';
import { ineligibility } from '../../domain/person.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { TallyList } from '../../models/tally.ts';
import type { Board, BoardPeople } from '../../views/board/board.ts';
import { periodWords } from '../../views/board/period-words.ts';
import { maySeeWall } from '../wall/wall-audience.ts';
import { followTallies } from './follow-tallies.ts';
import { monthGoal } from './month-goal.ts';
import { readScores, type Scores } from './scores.ts';

export type BoardDeps = Pick<Deps, 'store' | 'workspace' | 'people' | 'channels' | 'logger'>;

/** So many changes are followed while somebody waits; the rest is with the next tick. */
const mostFollowed = 200;
const pageSize = 20;

class UnknownPeopleError extends Error {}

/** Who neither keeps off the board nor has left. Throws when Slack cannot say of somebody. */
const listed = async ({ store, people }: BoardDeps, standings: readonly Standing[]): Promise<Standing[]> => {
  const hidden = await store.preferences.offBoard(standings.map(({ userId }) => userId));
  const open = standings.filter(({ userId }) => !hidden.has(userId));
  const found = await people.findAll(open.map(({ userId }) => userId));
  if (found.unasked.length > 0) throw new UnknownPeopleError('Slack could not say who is still there');
  return open.filter(({ userId }) => ineligibility(found.people.get(userId)) === undefined);
};

const firstOf = async (deps: BoardDeps, scores: Scores, list: TallyList): Promise<FirstPlaces> => {
  const standings: Standing[] = [];
  for (let skip = 0; standings.length < standingsNeeded; skip += pageSize) {
    const page = await scores.first(list, skip, pageSize);
    standings.push(...(await listed(deps, page)));
    if (page.length < pageSize) break;
  }
  return firstPlaces(standings);
};

const shown = async (deps: BoardDeps, scores: Scores, userId: string): Promise<BoardPeople> => {
  try {
    const [seen, noticed, own, { isOffBoard }] = await Promise.all([
      firstOf(deps, scores, 'seenBy'),
      firstOf(deps, scores, 'noticed'),
      scores.of(userId),
      deps.store.preferences.find(userId),
    ]);
    return { kind: 'shown', seen, noticed, own: { ...own, isOffBoard } };
  } catch (error) {
    if (!(error instanceof UnknownPeopleError)) throw error;
    deps.logger.warn({ feature: 'board', err: error }, 'nobody is listed on the board');
    return { kind: 'unknown' };
  }
};

/** Names are for whoever may see the wall, where the team wants a board. */
const peopleFor = async (
  deps: BoardDeps,
  workspace: Workspace,
  scores: Scores,
  userId: string,
): Promise<BoardPeople> => {
  if (workspace.isTeamMode) return { kind: 'team-mode' };
  if (!workspace.hasBoards) return { kind: 'off' };
  if (workspace.wallChannelId === undefined) return { kind: 'no-wall' };
  return (await maySeeWall(deps, userId)) ? shown(deps, scores, userId) : { kind: 'closed' };
};

/** The board of the present week, month, quarter or year, or of all time, as one person sees it. */
export const readBoard = async (
  deps: BoardDeps,
  period: BoardPeriod,
  userId: string,
  now: Date,
): Promise<Board> => {
  const workspace = await deps.workspace();
  const isUpToDate = await followTallies(deps, mostFollowed);
  const [scores, goal] = await Promise.all([
    readScores(deps, period, workspace, now),
    monthGoal(deps, workspace, now),
  ]);
  const { winCount, nominationCount } = scores.team;
  return {
    period,
    words: periodWords(period, now, workspace.zone),
    winCount,
    nominationCount,
    goal,
    isCounting: !isUpToDate && period !== 'week',
    people: await peopleFor(deps, workspace, scores, userId),
    look: workspace,
  };
};
