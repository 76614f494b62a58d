import type { Deps } from '../../deps.ts';
import type { WeekName } from '../../domain/calendar.ts';
import { channelsOf, type Digest, totalsOf } from '../../domain/digest.ts';
import { type DigestRefusal, readDigestRequest } from '../../domain/digest-request.ts';
import { withoutPersons } from '../../domain/digest-shown.ts';
import { dueDigest } from '../../domain/digest-week.ts';
import { maySeeWall } from '../wall/wall-audience.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { teamMembers } from '../workspace/team-members.ts';
import { findDigest } from './find-digest.ts';
import { type GatherDeps, gatherWeek } from './gather-week.ts';
import { withLessons } from './with-lessons.ts';
import { withVoices } from './with-voices.ts';
import { withoutLeavers } from './without-leavers.ts';

export type ReadDigestDeps = GatherDeps & Pick<Deps, 'people' | 'channels' | 'slack' | 'logger'>;

/** What somebody may see of a digest. */
export interface DigestPart {
  digest: Digest;
  isTotalsOnly: boolean;
}

interface Shown extends DigestPart {
  isManager: boolean;
}

export type DigestReading = ({ kind: 'so-far' } & Shown) | ({ kind: 'closed' } & Shown) | DigestRefusal;

export type ManagerReading =
  | ({ kind: 'so-far' | 'closed' } & DigestPart)
  | { kind: 'not-allowed' }
  | { kind: 'none'; week: WeekName };

const partFor = async (deps: ReadDigestDeps, whole: Digest, userId: string): Promise<DigestPart> => {
  const present = await withoutLeavers(deps, whole);
  const digest = (await deps.workspace()).isTeamMode ? withoutPersons(present) : present;
  return (await maySeeWall(deps, userId, channelsOf(digest)))
    ? { digest, isTotalsOnly: false }
    : { digest: totalsOf(digest), isTotalsOnly: true };
};

/** Without a digest, a week is either still to be closed or was over before the bot came. */
const isOpen = async ({ store }: ReadDigestDeps, week: WeekName): Promise<boolean> => {
  const lastClosed = await store.workspace.lastClosedWeek();
  return lastClosed !== undefined && week > lastClosed;
};

const shownTo = async (
  deps: ReadDigestDeps,
  kind: 'so-far' | 'closed',
  digest: Digest,
  userId: string,
): Promise<DigestReading> => ({
  kind,
  isManager: await managesWorkspace(deps, userId),
  ...(await partFor(deps, digest, userId)),
});

const readClosed = async (deps: ReadDigestDeps, week: WeekName, userId: string): Promise<DigestReading> => {
  const digest = await findDigest(deps, week);
  if (digest) return shownTo(deps, 'closed', digest, userId);
  if (!(await isOpen(deps, week))) return { kind: 'none', week };
  return { kind: 'not-yet', week, dueAt: dueDigest(week, await deps.workspace()).dueAt };
};

/** What somebody gets who asks for a digest: closed weeks as they were, the present one as it is now. */
export const readDigest = async (
  deps: ReadDigestDeps,
  typed: string,
  userId: string,
  now: Date,
): Promise<DigestReading> => {
  const { zone } = await deps.workspace();
  const request = readDigestRequest(typed, now, zone);
  if (request.kind === 'closed') return readClosed(deps, request.week, userId);
  if (request.kind !== 'so-far') return request;
  const gathered = await gatherWeek(deps, request.week, zone, undefined, now);
  const digest = await withVoices(deps, await withLessons(deps, gathered));
  return shownTo(deps, 'so-far', digest, userId);
};

/** The managers' part of a week, for managers only. */
export const readManagerDigest = async (
  deps: ReadDigestDeps,
  week: WeekName,
  userId: string,
  now?: Date,
): Promise<ManagerReading> => {
  if (!(await managesWorkspace(deps, userId))) return { kind: 'not-allowed' };
  const stored = await findDigest(deps, week);
  if (stored) return { kind: 'closed', ...(await partFor(deps, stored, userId)) };
  if (!(await isOpen(deps, week))) return { kind: 'none', week };
  const { zone } = await deps.workspace();
  const gathered = await gatherWeek(deps, week, zone, (await teamMembers(deps)) ?? undefined, now);
  const digest = await withVoices(deps, await withLessons(deps, gathered));
  return { kind: 'so-far', ...(await partFor(deps, digest, userId)) };
};
