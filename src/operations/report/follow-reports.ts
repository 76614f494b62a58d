import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { decisionSince, type ReportState } from '../../domain/report.ts';
import { putBackWithinMs } from '../../domain/win-put-back.ts';
import { slackErrorCode } from '../../errors.ts';
import type { Report } from '../../models/report.ts';
import type { Win } from '../../models/win-schema.ts';
import { askManagersAbout } from './file-report.ts';
import { findJudges } from './judge.ts';

export type FollowReportsDeps = Pick<
  Deps,
  | 'store'
  | 'people'
  | 'workspace'
  | 'logger'
  | 'refreshNote'
  | 'refreshWallMessage'
  | 'recountWin'
  | 'showDelivery'
>;

const batchSize = 50;
/** While Slack cannot say who leads the team, say. */
const laterMs = 10 * 60_000;

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** Somebody may lead the team by then who did not before. */
const askAgainMs = 24 * 3_600_000;

/** Everybody who decides has it in their note. */
const tellJudges = async (deps: FollowReportsDeps, { _id: winId, review }: Win, now: Date): Promise<void> => {
  if (!review) return;
  for (const userId of await findJudges(deps)) {
    const key = notePartKey.report(winId, review.round, userId);
    // Also after it was dropped, since the win was off the wall for a while.
    await deps.store.noteParts.planAgain({ key, kind: 'report', winId, userId }, now);
    // It may have one reason more.
    await deps.refreshNote(key);
  }
};

/** What its deliveries said of it may be where Slack lets nobody change it any more. */
const unchangeable = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/**
 * Whatever tells of the win beside it is shown anew, with its words or without: notes, among them those of whoever was
 * asked, who read what was decided, and the closing of its challenge.
 */
const showElsewhere = async (
  { store, refreshNote, showDelivery }: FollowReportsDeps,
  { _id: winId, runId, customer }: Pick<Win, '_id' | 'runId' | 'customer'>,
  now: Date,
): Promise<void> => {
  const parts = [...(await store.noteParts.toldOfWin(winId)), ...(await store.signatures.partsOfWin(winId))];
  for (const key of new Set(parts)) await refreshNote(key);
  await store.digests.markBehind(winId);
  // In its thread, as well.
  if (customer) await store.voices.followAgain(winId, now);
  if (!runId) return;
  try {
    await showDelivery(deliveryKey['challenge-closing'](runId));
  } catch (error) {
    if (!unchangeable.has(slackErrorCode(error) ?? '')) throw error;
  }
};

const settle = async (
  { store }: FollowReportsDeps,
  report: Report,
  state: Exclude<ReportState, 'open'>,
  now: Date,
): Promise<void> => {
  const { winId, userId } = report;
  const key = notePartKey['report-outcome'](winId, userId);
  await store.noteParts.plan({ key, kind: 'report-outcome', winId, userId }, now);
  await store.reports.settle(report, state);
};

const tellAuthor = async ({ store }: FollowReportsDeps, win: Win, now: Date): Promise<void> => {
  const { _id: winId, authorId: userId, review } = win;
  const key = notePartKey['report-author'](winId, review?.round ?? 0);
  await store.noteParts.plan({ key, kind: 'report-author', winId, userId }, now);
};

/** One that was taken down otherwise may be put back, and is reported still. */
const mayComeBack = ({ withdrawn }: Win, now: Date): Date | undefined => {
  if (withdrawn?.why !== 'taken-down' || !withdrawn.at) return undefined;
  const until = after(withdrawn.at, putBackWithinMs);
  return until > now ? until : undefined;
};

const follow = async (deps: FollowReportsDeps, report: Report, now: Date): Promise<void> => {
  const { store } = deps;
  const { winId, at } = report;
  const win = await store.wins.find(winId);
  if (!win) return store.reports.forgetWins([winId]);
  const decision = decisionSince(win.review, at);
  if (decision) {
    await tellAuthor(deps, win, now);
    await settle(deps, report, decision, now);
    await deps.recountWin(winId);
  } else if (win.withdrawn?.at) {
    const until = mayComeBack(win, now);
    if (until) await store.reports.lookLater(report, until);
    else await settle(deps, report, 'gone', now);
  } else {
    const asked = await askManagersAbout(deps, winId, now);
    if (asked) await tellJudges(deps, asked, now);
    await deps.refreshWallMessage(winId);
    await showElsewhere(deps, win, now);
    await store.reports.lookLater(report, after(now, askAgainMs));
    // Somebody may have decided meanwhile.
    const found = await store.wins.find(winId);
    if (!found?.review?.isOpen || found.withdrawn?.at) await store.reports.followSoon(winId, now);
    return;
  }
  await deps.refreshWallMessage(winId);
  await showElsewhere(deps, win, now);
};

/**
 * Sees to what follows from reports: managers are asked, and once they have decided, the author and whoever reported are
 * told. All of it can be repeated; what fails is tried again later.
 */
export const followReports = async (deps: FollowReportsDeps, now: Date): Promise<void> => {
  for (const report of await deps.store.reports.dueToFollow(now, batchSize))
    try {
      await follow(deps, report, now);
    } catch (error) {
      deps.logger.warn({ feature: 'report', err: error }, 'what follows from a report could not be done yet');
      await deps.store.reports.lookLater(report, after(now, laterMs));
    }
};
