import type { Deps } from '../../deps.ts';
import { dayOf, weekOf } from '../../domain/calendar.ts';
import { withoutStories } from '../../domain/digest-shown.ts';
import { awakeSince, seenSince } from '../../domain/idea.ts';
import {
  keptSince,
  latestRetentionAt,
  nextRetentionAt,
  retentionLeaseEnd,
  retentionWaitsUntil,
} from '../../domain/retention.ts';
import { forgetEmptyTallies, leaveTallies, leaveTalliesOfWords } from '../board/leave-tallies.ts';
import { forgetLessons } from '../lesson/forget-lessons.ts';
import { forgetPrivateWords } from '../private-word/forget-words.ts';
import { forgetWins } from '../win/forget-wins.ts';

type ForgetDeps = Pick<Deps, 'store' | 'workspace' | 'people' | 'logger' | 'installation'>;

const batchSize = 100;
/** The workspace's other jobs wait meanwhile. */
const mostBatches = 5;

/** Nobody is welcomed a second time; and nobody who has left needs to be kept for that. */
const rememberVeterans = async ({ store, people }: ForgetDeps, heroIds: readonly string[]): Promise<void> => {
  const unknown = await store.veterans.without([...new Set(heroIds)]);
  const found = await people.findAll(unknown);
  const isThere = (userId: string): boolean =>
    found.unasked.includes(userId) || found.people.get(userId)?.isDeactivated === false;
  await store.veterans.add(unknown.filter(isThere));
};

/** The win goes last, so that whoever ends before that finds it again. True when none is left. */
const forgetOldWins = async (deps: ForgetDeps, before: Date): Promise<boolean> => {
  const { store } = deps;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const wins = await store.wins.olderThan(before, batchSize);
    if (wins.length === 0) return true;
    await rememberVeterans(
      deps,
      wins.filter(({ isCounted }) => isCounted).flatMap(({ heroIds }) => heroIds),
    );
    await leaveTallies(deps, wins);
    const winIds = wins.map(({ winId }) => winId);
    await forgetWins(deps, winIds);
  }
  return false;
};

/** Digests of weeks that are over by then become totals. True when none is left. */
const forgetDigestStories = async (
  deps: ForgetDeps,
  before: Date,
  zone: string,
  now: Date,
): Promise<boolean> => {
  const { store } = deps;
  const digests = await store.digests.withStoriesBefore(weekOf(before, zone), batchSize);
  for (const digest of digests) {
    await rememberVeterans(deps, digest.heroIds);
    await store.digests.forgetStories(withoutStories(digest, now));
  }
  return digests.length < batchSize;
};

/** What people wrote when they did a day of a challenge that is as long over. */
const forgetChallengeStories = async ({ store }: ForgetDeps, before: Date, zone: string, now: Date) => {
  for (const { _id: runId, dayIds } of await store.runs.withStoriesBefore(dayOf(before, zone))) {
    await store.participants.forgetStories(runId, dayIds);
    await store.runs.recordStoriesForgotten(runId, now);
  }
};

/** What was told to people, and is as old. True when none is left. */
const forgetTold = async ({ store }: ForgetDeps, before: Date): Promise<boolean> => {
  const isDone: boolean[] = [];
  for (const part of [store.noteParts, store.deliveries])
    isDone.push(await part.forgetBefore(before, batchSize * mostBatches));
  return isDone.every(Boolean);
};

/**
 * Deletes the stories that the workspace does not keep any longer, once a day, a few hundred at a time. What is in Slack
 * stays there. Every step can be repeated, and of several replicas one has the turn.
 */
export const forgetStories = async (deps: ForgetDeps, now: Date): Promise<void> => {
  const { store, logger, installation } = deps;
  const turn = await store.workspace.claimRetention(now, latestRetentionAt(now), retentionLeaseEnd(now));
  if (!turn) return;
  // Kept for days, whatever a team has set for its stories.
  await store.erasures.forgetPrints(now);
  await store.ideaSights.forgetBefore(seenSince(now));
  const waitsUntil = retentionWaitsUntil(turn.plannedAt, now);
  if (waitsUntil) return store.workspace.planRetention(waitsUntil);
  const workspace = await deps.workspace();
  const before = keptSince(workspace, now);
  if (!before) return store.workspace.planRetention(nextRetentionAt(now));
  await forgetChallengeStories(deps, before, workspace.zone, now);
  const done = [
    await forgetOldWins(deps, before),
    await forgetDigestStories(deps, before, workspace.zone, now),
    await forgetPrivateWords(deps, { before, limit: batchSize }, (words) => leaveTalliesOfWords(deps, words)),
    await store.ideas.forgetBefore(before, awakeSince(now), batchSize),
    await store.plans.forgetBefore(before, batchSize * mostBatches),
    await store.recoveries.forgetBefore(before, batchSize * mostBatches),
    await forgetLessons(deps, { before, limit: batchSize }),
    await forgetTold(deps, before),
  ];
  const isDone = done.every(Boolean);
  if (isDone) await forgetEmptyTallies(deps, now);
  await store.workspace.planRetention(isDone ? nextRetentionAt(now) : now);
  if (isDone) logger.info({ feature: 'settings', teamId: installation.teamId }, 'old stories are deleted');
};
