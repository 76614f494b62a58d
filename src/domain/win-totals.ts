import { isExceptional, type Principle, type Rung } from './win.ts';
import type { Workspace } from './workspace.ts';

/** What somebody is credited in, added up. */
export interface OwnTotals {
  winCount: number;
  nominationCount: number;
  exceptionalCount: number;
  rungs: Partial<Record<Rung, number>>;
  principles: Partial<Record<Principle, number>>;
}

/** Wins that are alike in all that is counted. */
interface AlikeWins {
  winCount: number;
  /** Of all of them together. */
  nominationCount: number;
  isExceptional: boolean;
  rung?: Rung | undefined;
  principle?: Principle | undefined;
}

export const addedUp = (groups: Iterable<AlikeWins>): OwnTotals => {
  const totals: OwnTotals = {
    winCount: 0,
    nominationCount: 0,
    exceptionalCount: 0,
    rungs: {},
    principles: {},
  };
  const { rungs, principles } = totals;
  for (const { winCount, nominationCount, rung, principle, ...group } of groups) {
    totals.winCount += winCount;
    totals.nominationCount += nominationCount;
    if (group.isExceptional) totals.exceptionalCount += winCount;
    if (rung) rungs[rung] = (rungs[rung] ?? 0) + winCount;
    if (principle) principles[principle] = (principles[principle] ?? 0) + winCount;
  }
  return totals;
};

/** The plain count of wins. */
export const totalsOf = (
  wins: readonly Pick<AlikeWins, 'nominationCount' | 'rung' | 'principle'>[],
  workspace: Pick<Workspace, 'exceptionalThreshold'>,
): OwnTotals =>
  addedUp(
    wins.map((win) => ({
      winCount: 1,
      nominationCount: win.nominationCount,
      isExceptional: isExceptional(workspace, win.nominationCount),
      rung: win.rung,
      principle: win.principle,
    })),
  );
