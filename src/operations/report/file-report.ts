import type { Deps } from '../../deps.ts';
import { characterCount, isUnseen } from '../../domain/human-text.ts';
import { ineligibility } from '../../domain/person.ts';
import { type FileOutcome, type FileRefusal, foldsWin, maxReasonLength } from '../../domain/report.ts';
import { isClosed } from '../../domain/win-put-back.ts';
import type { Win } from '../../models/win-schema.ts';
import type { AudienceDeps } from '../wall/wall-audience.ts';
import { maySeeWin } from '../win/win-sight.ts';
import { mayJudge } from './judge.ts';

export type FileReportDeps = AudienceDeps & Pick<Deps, 'store' | 'logger'>;

/** The win that somebody wants managers to look at, if they may see it and are one of us. */
export const winToReport = async (
  deps: FileReportDeps,
  winId: string,
  userId: string,
): Promise<Win | FileRefusal> => {
  const win = await deps.store.wins.find(winId);
  if (!win) return 'forgotten';
  if (win.withdrawn?.at) return 'gone';
  if (ineligibility(await deps.people.find(userId))) return 'not-eligible';
  if (!(await maySeeWin(deps, userId, win))) return 'hidden';
  return (await deps.store.reports.find(winId, userId)) ? 'already' : win;
};

/** Has managers asked about a win. Resolves with it as it is then; undefined when it is off the wall. */
export const askManagersAbout = async (
  { store, workspace }: Pick<Deps, 'store' | 'workspace'>,
  winId: string,
  now: Date,
): Promise<Win | undefined> => {
  for (;;) {
    const win = await store.wins.find(winId);
    if (!win || win.withdrawn?.at) return undefined;
    if (win.review?.isOpen) return win;
    const folds = foldsWin(win.review, win.edition);
    const isWeekOpen = !isClosed(win.week ?? undefined, await workspace());
    const opened = await store.wins.openReview(win, { folds, isWeekOpen }, now);
    if (opened) return opened;
  }
};

const faultOf = (reason: string): FileRefusal | undefined => {
  if (isUnseen(reason)) return 'blank';
  return characterCount(reason) > maxReasonLength ? 'too-long' : undefined;
};

/**
 * Stores that somebody wants managers to look at a win, and folds it until they have, unless they kept it before. Who
 * reported is told to nobody.
 */
export const fileReport = async (
  deps: FileReportDeps,
  { winId, reason }: { winId: string; reason: string },
  userId: string,
  now: Date,
): Promise<FileOutcome> => {
  const fault = faultOf(reason);
  if (fault) return { kind: fault };
  const win = await winToReport(deps, winId, userId);
  if (typeof win === 'string') return { kind: win };
  const filed = await deps.store.reports.file({ winId, userId, reason: reason.trim() }, now);
  if (filed !== 'filed') return { kind: filed };
  const asked = await askManagersAbout(deps, winId, now);
  if (!asked) return { kind: 'gone' };
  const mayDecide = await mayJudge(deps, userId).catch(() => false);
  return { kind: 'reported', isFolded: Boolean(asked.folded), mayDecide, winId };
};
