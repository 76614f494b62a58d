import type { Deps } from '../../deps.ts';
import type { WeekName } from '../../domain/calendar.ts';
import { hasTakenPart, isAllDone } from '../../domain/challenge.ts';
import type { ChallengeTotals } from '../../domain/digest.ts';
import { participantOf } from '../../models/participant.ts';
import { runOf } from '../../models/run.ts';

/** How the challenge went that had a day in this week; undefined when there was none. */
export const challengeTotals = async (
  { store, packs }: Pick<Deps, 'store' | 'packs'>,
  week: WeekName,
): Promise<ChallengeTotals | undefined> => {
  const run = await store.runs.inWeeks([week]);
  const pack = run && packs.get(run.packId);
  if (!pack) return undefined;
  const rules = runOf(run);
  const days = pack.days.map(({ id, theme }) => ({ id, theme, doneCount: 0 }));
  const counts = { participantCount: 0, tookPartCount: 0, finishedCount: 0 };
  for await (const document of store.participants.inRun(run._id)) {
    const participant = participantOf(document);
    counts.participantCount += 1;
    if (hasTakenPart(rules, participant)) counts.tookPartCount += 1;
    if (isAllDone(rules, participant)) counts.finishedCount += 1;
    for (const day of days) if (participant.days[day.id]?.doneAt) day.doneCount += 1;
  }
  return {
    name: pack.name,
    ...counts,
    days: days.map(({ theme, doneCount }) => ({ theme, doneCount })),
  };
};
