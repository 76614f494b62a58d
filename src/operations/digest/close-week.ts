import type { Deps } from '../../deps.ts';
import { addWeeks } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery.ts';
import type { NamedPerson } from '../../domain/digest.ts';
import { type DueDigest, dueDigest, lastWeek, nextDigest, thisWeek } from '../../domain/digest-week.ts';
import { teamMembers } from '../workspace/team-members.ts';
import { workspaceZone } from '../workspace/workspace-zone.ts';
import { type GatherDeps, gatherWeek } from './gather-week.ts';

export type CloseWeekDeps = GatherDeps & Pick<Deps, 'people' | 'slack' | 'logger'>;

/** Who is in the channel today says nothing about a week that is longer past. */
const teamKnownForMs = 28 * 86_400_000;

interface Team {
  managerIds: readonly string[];
  members: NamedPerson[] | undefined;
}

/** Writes down that the digest is to be said, under keys that exist once. What is too late is recorded as skipped. */
const planDeliveries = async (
  { models, installation }: CloseWeekDeps,
  { week, dueAt, tooLateAt }: DueDigest,
  { managerIds }: Team,
): Promise<void> => {
  const { teamId } = installation;
  const about = { teamId, week, tooLateAt };
  const key = deliveryKey.digest(teamId, week);
  await models.deliveries.plan({ ...about, key, kind: 'digest' }, dueAt);
  for (const userId of managerIds)
    await models.deliveries.plan(
      {
        ...about,
        key: deliveryKey.managerDigest(teamId, week, userId),
        kind: 'manager-digest',
        userId,
      },
      dueAt,
    );
};

/** Makes a week's digest unless it has one. Every step can be repeated, so a crash in between loses and doubles nothing. */
const closeWeek = async (
  deps: CloseWeekDeps,
  due: DueDigest,
  zone: string,
  team: Team,
  now: Date,
): Promise<void> => {
  const { models, installation, logger } = deps;
  const { teamId } = installation;
  const { week } = due;
  if (!(await models.digests.find(teamId, week))) {
    const isLongPast = now.getTime() - due.tooLateAt.getTime() > teamKnownForMs;
    const digest = await gatherWeek(deps, week, zone, isLongPast ? undefined : team.members);
    const stored = await models.digests.store(teamId, digest, zone, now);
    if (stored === 'stored') logger.info({ feature: 'digest', teamId, week }, 'a week was closed');
  }
  await planDeliveries(deps, due, team);
  const next = dueDigest(addWeeks(week, 1), zone);
  await models.workspaces.recordClosedWeek(teamId, week, next.dueAt);
};

const dueWeeks = (closed: string, zone: string, now: Date): DueDigest[] => {
  const { tooLate, next } = nextDigest(closed, zone, now);
  return next.dueAt <= now ? [...tooLate, next] : tooLate;
};

/**
 * Closes every week whose digest is due, oldest first, also those for which it is too late to be posted. A workspace
 * that the bot has just met begins with the present week.
 */
export const closeDueWeeks = async (deps: CloseWeekDeps, now: Date): Promise<void> => {
  const { models, installation, people } = deps;
  const { teamId } = installation;
  const zone = await workspaceZone(deps);
  const latest = dueDigest(thisWeek(now, zone), zone).dueAt;
  const workspace = await models.workspaces.withDueDigest(teamId, now, latest);
  if (!workspace) return;
  const closed = workspace.lastClosedWeek ?? lastWeek(now, zone);
  const due = dueWeeks(closed, zone, now);
  if (due.length === 0) {
    await models.workspaces.recordClosedWeek(teamId, closed, nextDigest(closed, zone, now).next.dueAt);
    return;
  }
  // Asking for the admins makes everybody known, so that the members need not be looked up one by one.
  const managerIds = (await people.findAdmins()).map(({ userId }) => userId);
  const team = { managerIds, members: await teamMembers(deps) };
  for (const each of due) await closeWeek(deps, each, zone, team, now);
};
