import { allTime, isOverBefore, monthOf, type Subjects, touchedBy, wholeTeam } from '../../domain/tally.ts';
import { recountTallies, type TallyDeps } from './recount-tallies.ts';

interface OldWin {
  winId: string;
  postedAt: Date;
  userIds: readonly string[];
}

/**
 * Takes wins out of running totals before they are deleted because they are too old. The whole team's numbers stay what
 * they were; of people, nothing counts that is not kept. Whoever ends before the wins are deleted finds them again.
 */
export const leaveTallies = async (
  deps: TallyDeps & { workspace: () => Promise<{ zone: string }> },
  wins: readonly OldWin[],
): Promise<void> => {
  const { store } = deps;
  const { zone } = await deps.workspace();
  const months = [...new Set(wins.map(({ postedAt }) => monthOf(postedAt, zone)))];
  const totals: Subjects = new Map(months.map((month) => [month, new Set([wholeTeam])]));
  const touched = touchedBy(wins.map(({ postedAt: at, userIds }) => ({ at, userIds })));
  await recountTallies(deps, totals);
  await store.tallies.freeze(months);
  await store.wins.retire(wins.map(({ winId }) => winId));
  await recountTallies(deps, touched);
};

interface OldWord {
  _id: string;
  authorId: string;
  givenAt: Date;
}

/** The same for words to one person. */
export const leaveTalliesOfWords = async (deps: TallyDeps, words: readonly OldWord[]): Promise<void> => {
  if (words.length === 0) return;
  await deps.store.privateWords.retire(words.map(({ _id }) => _id));
  await recountTallies(
    deps,
    touchedBy(words.map(({ givenAt: at, authorId }) => ({ at, userIds: [authorId] }))),
  );
};

/** What is left of people whom no win that is kept is about. */
export const forgetEmptyTallies = async ({ store }: Pick<TallyDeps, 'store'>, now: Date): Promise<void> => {
  const month = monthOf(now, 'UTC');
  const periods = await store.tallies.periods();
  await store.tallies.forgetEmpty([...periods.filter((each) => isOverBefore(each, month)), allTime]);
};

/** Has totals follow wins that count no more, before they are deleted. */
export const recountWins = async (deps: TallyDeps, winIds: readonly string[]): Promise<void> => {
  if (winIds.length === 0) return;
  const wins = await deps.store.wins.tallied(winIds);
  await recountTallies(deps, touchedBy(wins.map(({ postedAt: at, userIds }) => ({ at, userIds }))));
};
