import type { Deps } from '../deps.ts';
import { zoneOr } from '../domain/calendar.ts';

const fallback = 'UTC';

/**
 * The workspace's own time zone, where its days and weeks begin. Slack has none for a workspace, so it is that of its
 * primary owner, or else of another admin, settled the first time it is asked for.
 */
export const workspaceZone = async ({
  models,
  installation,
  people,
}: Pick<Deps, 'models' | 'installation' | 'people'>): Promise<string> => {
  const { teamId } = installation;
  const settled = await models.workspaces.timeZone(teamId);
  if (settled !== undefined) return settled;
  const [admin] = await people.findAdmins();
  await models.workspaces.setTimeZoneIfNone(teamId, zoneOr(admin?.timeZone, fallback));
  return (await models.workspaces.timeZone(teamId)) ?? fallback;
};
