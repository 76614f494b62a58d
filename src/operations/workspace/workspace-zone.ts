import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import { type WeekName, weekOf, zoneOr } from '../../domain/calendar.ts';

type ZoneDeps = Pick<Deps, 'models' | 'installation' | 'people'>;

const fallback = 'UTC';

/**
 * The workspace's own time zone, where its days and weeks begin. Slack has none for a workspace, so it is that of its
 * primary owner, or else of another admin, settled the first time it is asked for.
 */
export const workspaceZone = async ({ models, installation, people }: ZoneDeps): Promise<string> => {
  const { teamId } = installation;
  const settled = await models.workspaces.timeZone(teamId);
  if (settled !== undefined) return settled;
  const [admin] = await people.findAdmins();
  await models.workspaces.setTimeZoneIfNone(teamId, zoneOr(admin?.timeZone, fallback));
  return (await models.workspaces.timeZone(teamId)) ?? fallback;
};

/** A large workspace's people take Slack seconds to list, and an author waits. */
const zoneLimitMs = 500;

/**
 * The week of a win that is posted at this instant. No win is refused because Slack cannot be asked in time for a zone
 * that is not settled yet: schedules settle it at the first tick.
 */
export const weekOfWin = async (deps: ZoneDeps, postedAt: Date): Promise<WeekName> =>
  weekOf(postedAt, await pTimeout(workspaceZone(deps), { milliseconds: zoneLimitMs }).catch(() => fallback));
