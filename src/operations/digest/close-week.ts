import type { Deps } from '../../deps.ts';
import { addWeeks } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { type Digest, personIdsIn } from '../../domain/digest.ts';
import { type DigestRhythm, type DueDigest, dueDigest, planDigests } from '../../domain/digest-week.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import type { NamedPerson } from '../../domain/person.ts';
import { slackErrorCode } from '../../errors.ts';
import { erasedBefore } from '../workspace/erased-before.ts';
import { findManagers } from '../workspace/manager.ts';
import { teamMembers } from '../workspace/team-members.ts';
import { type GatherDeps, gatherWeek } from './gather-week.ts';

export type CloseWeekDeps = GatherDeps & Pick<Deps, 'installation' | 'people' | 'slack' | 'logger'>;

/** Who is in the channel today says nothing about a week that is longer past. */
const teamKnownForMs = 28 * 86_400_000;

/** How long the digest waits for Slack to say who is in the channel. */
const teamWaitedForMs = 12 * 3_600_000;

interface Team {
  managerIds: readonly string[];
  members: NamedPerson[] | undefined;
}

/** Then there is another week to tell managers of. */
const managersReadForMs = 7 * 86_400_000;

/** Writes down that the digest is to be said, under keys that exist once. What is too late is recorded as skipped. */
const planDeliveries = async (
  { store, installation }: CloseWeekDeps,
  { week, dueAt, tooLateAt }: DueDigest,
  { managerIds }: Team,
): Promise<void> => {
  const { teamId } = installation;
  const key = deliveryKey.digest(teamId, week);
  await store.deliveries.plan({ key, kind: 'digest', week, tooLateAt }, dueAt);
  const untilAt = new Date(dueAt.getTime() + managersReadForMs);
  for (const userId of managerIds)
    await store.noteParts.plan(
      {
        key: notePartKey['manager-digest'](teamId, week, userId),
        kind: 'manager-digest',
        userId,
        week,
        untilAt,
      },
      dueAt,
    );
};

/** Whoever asks for it is gone from all wins in less than that. */
const erasedWithinMs = 15 * 60_000;

/** Whether it was made of what somebody had deleted at that moment. */
const namesErased = async (deps: CloseWeekDeps, digest: Digest, now: Date): Promise<boolean> => {
  const isErased = await erasedBefore(deps, now);
  const since = new Date(now.getTime() - erasedWithinMs);
  return personIdsIn(digest).some((userId) => isErased(userId, since));
};

/** Makes a week's digest unless it has one. Every step can be repeated, so a crash in between loses and doubles nothing. */
const closeWeek = async (
  deps: CloseWeekDeps,
  due: DueDigest,
  rhythm: DigestRhythm,
  team: Team,
  now: Date,
): Promise<void> => {
  const { store, installation, logger } = deps;
  const { teamId } = installation;
  const { week } = due;
  if (!(await store.digests.find(week))) {
    const isLongPast = now.getTime() - due.tooLateAt.getTime() > teamKnownForMs;
    const make = async () => {
      const digest = await gatherWeek(deps, week, rhythm.zone, isLongPast ? undefined : team.members);
      return { digest, outcome: await store.digests.store(digest, rhythm.zone, now) };
    };
    const made = await make();
    const isAgain = await namesErased(deps, made.digest, now);
    if (isAgain) await store.digests.discard(week);
    const stored = isAgain ? (await make()).outcome : made.outcome;
    if (stored === 'stored') logger.info({ feature: 'digest', teamId, week }, 'a week was closed');
  }
  await planDeliveries(deps, due, team);
  const next = dueDigest(addWeeks(week, 1), rhythm);
  await store.workspace.recordClosedWeek(week, next.dueAt);
};

/** A refusal that lasts, without a word of why in Slack's documentation, keeps nobody's digest. */
const membersOr = async (deps: CloseWeekDeps, dueAt: Date | undefined, now: Date) => {
  try {
    return await teamMembers(deps);
  } catch (error) {
    const isLate = dueAt !== undefined && now.getTime() - dueAt.getTime() > teamWaitedForMs;
    if (!isLate || slackErrorCode(error) === undefined) throw error;
    return undefined;
  }
};

/**
 * The furthest ahead that a digest is planned: of a week that has just begun, on the last day of the week after it. A
 * day and two hours more are for zones and clocks that change.
 */
export const latestDigestAt = (now: Date): Date => new Date(now.getTime() + (15 * 24 + 2) * 3_600_000);

/** False when there is nothing left to do, and the next digest is planned. */
const closeByPlan = async (deps: CloseWeekDeps, now: Date): Promise<boolean> => {
  const { store, people } = deps;
  const plan = await store.workspace.digestPlan();
  const { due, closed, nextDigestAt } = planDigests(plan, now);
  if (due.length === 0) {
    if (nextDigestAt.getTime() === plan.nextDigestAt?.getTime()) return false;
    return !(await store.workspace.planDigest(closed, nextDigestAt, plan.settingsVersion));
  }
  // Asking for the admins makes everybody known, so that managers and members need not be looked up one by one.
  const managers = await findManagers(deps, await people.findAdmins());
  const managerIds = managers.map(({ userId }) => userId);
  const team = { managerIds, members: await membersOr(deps, due.at(-1)?.dueAt, now) };
  for (const each of due) await closeWeek(deps, each, plan, team, now);
  return true;
};

/**
 * Closes every week whose digest is due, oldest first, also those for which it is too late to be posted. Looks again
 * after that, since another day, time or zone may have been set meanwhile.
 */
export const closeDueWeeks = async (deps: CloseWeekDeps, now: Date): Promise<void> => {
  // No week is closed before it is settled where weeks begin.
  await deps.workspace();
  let isLeft = true;
  while (isLeft) isLeft = await closeByPlan(deps, now);
};

/** Another day, time or zone is set: the next digest is planned anew, at the next tick. */
export const replanDigest = ({ store }: Pick<Deps, 'store'>, now: Date): Promise<void> =>
  store.workspace.replanDigest(now);
