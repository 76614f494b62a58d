import type { Deps } from '../../deps.ts';
import { type Quarter, quarterOf } from '../../domain/calendar.ts';
import { quarterSpan } from '../../domain/mine.ts';
import type { MineView } from '../../views/mine/mine.ts';
import { ownChallenges } from './own-challenges.ts';
import { ownPlans } from './own-plans.ts';
import { readableWin, type SightDeps, sightOf } from './own-win.ts';

export type MineDeps = SightDeps & Pick<Deps, 'store' | 'installation' | 'packs'>;

/** So much is on a page, however long the history is. */
const quartersOnPage = 4;
const winsInQuarter = 3;
const latestShown = 3;
const challengesShown = 3;

/** The quarters with something in them, the newest first, and whether there are more. */
const quartersBefore = async (
  { store }: MineDeps,
  userId: string,
  zone: string,
  before: Quarter | undefined,
): Promise<{ quarters: Quarter[]; hasMore: boolean }> => {
  const quarters: Quarter[] = [];
  let end = before && quarterSpan(before, zone).start;
  for (;;) {
    const [newest] = await store.wins.ownNewest('hero', userId, end ? { end } : {}, 1);
    if (!newest || quarters.length === quartersOnPage) return { quarters, hasMore: newest !== undefined };
    const quarter = quarterOf(newest.postedAt, zone);
    quarters.push(quarter);
    end = quarterSpan(quarter, zone).start;
  }
};

export interface MineRequest {
  userId: string;
  /** The quarter before which the page begins; undefined for the newest. */
  before: Quarter | undefined;
  /** It is shown on Home, where team mode has no personal counts. */
  isOnHome: boolean;
}

/** What somebody's wins, nominations and challenges look like to themselves. Nobody else's can be asked for. */
export const readMine = async (
  deps: MineDeps,
  { userId, before, isOnHome }: MineRequest,
): Promise<MineView> => {
  const { store, installation } = deps;
  const workspace = await deps.workspace();
  const { zone, exceptionalThreshold } = workspace;
  const sees = sightOf(deps, userId);
  const reading = { workspace, userId, workspaceUrl: installation.url };
  const readable = async (wins: Awaited<ReturnType<typeof store.wins.ownNewest>>) =>
    Promise.all(wins.map(async (win) => readableWin(win, await sees(win), reading)));

  const { quarters, hasMore } = await quartersBefore(deps, userId, zone, before);
  const isFirst = before === undefined;
  return {
    totals: isFirst ? await store.wins.ownTotals(userId, {}, exceptionalThreshold) : undefined,
    quarters: await Promise.all(
      quarters.map(async (quarter) => {
        const span = quarterSpan(quarter, zone);
        return {
          quarter,
          totals: await store.wins.ownTotals(userId, span, exceptionalThreshold),
          wins: await readable(await store.wins.ownNewest('hero', userId, span, winsInQuarter)),
        };
      }),
    ),
    helped: isFirst
      ? {
          winCount: await store.wins.ownCount('helper', userId),
          latest: await readable(await store.wins.ownNewest('helper', userId, {}, latestShown)),
        }
      : undefined,
    given: isFirst
      ? {
          ...(await store.wins.givenTotals(userId, {})),
          latest: await readable(await store.wins.ownNewest('nominator', userId, {}, latestShown)),
        }
      : undefined,
    challenges: isFirst ? await ownChallenges(deps, userId, challengesShown) : [],
    plans: isFirst ? await ownPlans(deps, userId) : undefined,
    earlierThan: hasMore ? quarters.at(-1) : undefined,
    isFirst,
    showsCounts: !(isOnHome && workspace.isTeamMode),
    look: workspace,
  };
};
