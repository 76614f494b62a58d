import { ladder, principles } from '../../domain/win.ts';
import type { OwnTotals } from '../../domain/win-totals.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { counted, principleName, rungCounts } from '../words.ts';

/** "12 wins, 34 nominations, 2 exceptional". No zero is ever shown, but that of the wins. */
export const totalsInWords = ({ winCount, nominationCount, exceptionalCount }: OwnTotals): string =>
  [
    counted(winCount, 'win', 'wins'),
    ...(nominationCount > 0 ? [counted(nominationCount, 'nomination', 'nominations')] : []),
    ...(exceptionalCount > 0 ? [`${exceptionalCount} exceptional`] : []),
  ].join(', ');

/** "3 smilers, 1 raving fan"; empty when nobody said. */
export const ladderInWords = ({ rungs }: OwnTotals): string =>
  ladder.flatMap((rung) => (rungs[rung] ? [rungCounts(rung, rungs[rung])] : [])).join(', ');

/** "Respect 3, How they felt 1", as typed: the most frequent first. */
export const principlesInWords = (
  { principles: counts }: OwnTotals,
  look: Pick<Workspace, 'principleNames'>,
): string =>
  principles
    .flatMap((principle) => (counts[principle] ? [{ principle, count: counts[principle] }] : []))
    .sort((a, b) => b.count - a.count)
    .map(({ principle, count }) => `${principleName(look, principle)} ${count}`)
    .join(', ');

export interface GivenTotals {
  winCount: number;
  personCount: number;
}

/** "12 wins, of 7 people". */
export const givenInWords = ({ winCount, personCount }: GivenTotals): string =>
  `${counted(winCount, 'win', 'wins')}, of ${counted(personCount, 'person', 'people')}`;

/** A challenge that somebody took part in. */
export interface OwnChallenge {
  name: string;
  /** Its first and last days, in words. */
  days: string;
  doneCount: number;
  dayCount: number;
}

export const doneInWords = ({ doneCount, dayCount }: OwnChallenge): string =>
  doneCount === dayCount
    ? `all ${counted(dayCount, 'day', 'days')} done`
    : `${doneCount} of ${dayCount} days done`;
