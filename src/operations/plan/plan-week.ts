import type { Deps } from '../../deps.ts';
import { type WeekName, weekSpan } from '../../domain/calendar.ts';
import { moveInWeek, type PlanWeek, planWeekFrom } from '../../domain/plan-week.ts';

/** What a week's plans came to; undefined when there was nothing of that. */
export const planWeek = async (
  { store }: Pick<Deps, 'store'>,
  week: WeekName,
  zone: string,
): Promise<PlanWeek | undefined> => {
  const span = weekSpan(week, zone);
  const [plannedCount, found, sharedCount] = await Promise.all([
    store.plans.madeCount(span),
    store.wins.plansConfirmedIn(span).then((planIds) => store.plans.doneOrSeen(span, planIds)),
    store.plans.sharedOpenCount(),
  ]);
  const happyAt = await store.wins.happyAtByPlan(found.map(({ _id }) => _id));
  const moves = found.flatMap(({ _id, doneAt, laterAt, rungBefore, rungAfter, later, evidence }) =>
    doneAt
      ? [
          moveInWeek(
            {
              doneAt,
              laterAt: laterAt ?? undefined,
              customerAt: happyAt.get(_id),
              rungBefore: rungBefore ?? undefined,
              rungAfter: rungAfter ?? undefined,
              later: later ?? undefined,
              evidence: evidence ?? [],
            },
            span,
          ),
        ]
      : [],
  );
  return planWeekFrom({
    plannedCount,
    doneCount: found.filter(({ doneAt }) => doneAt && span.start <= doneAt && doneAt < span.end).length,
    confirmedCount: moves.filter((move) => move === 'confirmed').length,
    guessedCount: moves.filter((move) => move === 'guess').length,
    sharedCount,
  });
};
