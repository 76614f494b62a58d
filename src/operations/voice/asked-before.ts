import type { Deps } from '../../deps.ts';
import { dayOf, daysBetween, zoneOr } from '../../domain/calendar.ts';
import { askedLatelySince } from '../../domain/voice.ts';

type AskedBeforeDeps = Pick<Deps, 'store' | 'people' | 'workspace'>;

/** How many days of theirs ago something was, for whoever reads it. */
export const daysAgoFor = async (
  { people, workspace }: Pick<Deps, 'people' | 'workspace'>,
  userId: string,
  now: Date,
): Promise<(at: Date) => number> => {
  const [person, { zone }] = await Promise.all([people.find(userId), workspace()]);
  const theirs = zoneOr(person?.timeZone, zone);
  return (at) => daysBetween(dayOf(at, theirs), dayOf(now, theirs));
};

/** How many days ago whoever goes by an alias was asked about another win; undefined when that was not lately. */
export const askedDaysAgo = async (
  deps: AskedBeforeDeps,
  { alias, winId, userId }: { alias: string | undefined; winId: string; userId: string },
  now: Date,
): Promise<number | undefined> => {
  if (!alias) return undefined;
  const before = await deps.store.voices.askedLately(alias, winId, askedLatelySince(now));
  return before ? (await daysAgoFor(deps, userId, now))(before.linkMadeAt) : undefined;
};
