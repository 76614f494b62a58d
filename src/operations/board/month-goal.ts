import type { Deps } from '../../deps.ts';
import { monthInWords, startOfMonth } from '../../domain/calendar.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { MonthGoal } from '../../views/board/goal-line.ts';

/** The goal that managers set for a month, and how far the team is in the present one. Undefined: there is none. */
export const monthGoal = async (
  { store }: Pick<Deps, 'store'>,
  { monthGoal: wins, zone }: Pick<Workspace, 'monthGoal' | 'zone'>,
  now: Date,
): Promise<MonthGoal | undefined> =>
  wins === undefined
    ? undefined
    : {
        month: monthInWords(now, zone),
        wins,
        reached: await store.wins.countSince(startOfMonth(now, zone)),
      };
