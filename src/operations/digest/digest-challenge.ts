import type { Deps } from '../../deps.ts';
import type { WeekName } from '../../domain/calendar.ts';
import type { ChallengeTotals } from '../../domain/digest.ts';

/** How the challenge went that had a day in this week; undefined when there was none. */
export const challengeTotals = async (
  { store, packs }: Pick<Deps, 'store' | 'packs'>,
  week: WeekName,
): Promise<ChallengeTotals | undefined> => {
  const run = await store.runs.inWeeks([week]);
  const pack = run && packs.get(run.packId);
  if (!pack) return undefined;
  const tally = await store.participants.tally(run._id, run.dayIds);
  const { participantCount, tookPartCount, finishedCount, doneByDay } = tally;
  return {
    name: pack.name,
    participantCount,
    tookPartCount,
    finishedCount,
    days: pack.days.map(({ id, theme }) => ({ theme, doneCount: doneByDay.get(id) ?? 0 })),
  };
};
