import type { Deps } from '../../deps.ts';
import { type CalendarDay, dayOf, zoneOr } from '../../domain/calendar.ts';

export type OwnZoneDeps = Pick<Deps, 'people' | 'workspace'>;

/** The zone that somebody is in; the workspace's while Slack cannot say, and of whoever has none. */
export const ownZone = async ({ people, workspace }: OwnZoneDeps, userId: string): Promise<string> => {
  const person = await people.find(userId).catch(() => undefined);
  return zoneOr(person?.timeZone, (await workspace()).zone);
};

/** The day that it is where somebody is. */
export const todayOf = async (deps: OwnZoneDeps, userId: string, now: Date): Promise<CalendarDay> =>
  dayOf(now, await ownZone(deps, userId));
