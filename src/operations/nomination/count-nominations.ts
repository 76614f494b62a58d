import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { mapVotes, nominatorIds, timelyVotes, validVotes } from '../../domain/nomination.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { isExceptional, isNews } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Win } from '../../models/win-schema.ts';
import { createCoalescer } from '../coalesce.ts';

type CountDeps = Pick<Deps, 'store' | 'workspace' | 'clock' | 'background' | 'refreshWallMessage'> & {
  /** Sends what was just written down, when it is due. */
  deliverDue: () => Promise<void>;
};

/** Praise for something longer past than that would puzzle. */
const praiseLateAfterMs = 14 * 86_400_000;

/** Writes down what is to be said, under keys that exist once, and only then that it was: a crash in between repeats nothing. */
const announce = async (deps: CountDeps, win: Win): Promise<void> => {
  const { store, clock } = deps;
  const { _id: winId, exceptionalAnnouncedAt } = win;
  const now = clock.now();
  // What it could not say while it was taken down is said, and nothing twice.
  const isLate = Boolean(exceptionalAnnouncedAt);
  const said = { key: deliveryKey.exceptional(winId), kind: 'exceptional', winId } as const;
  await (isLate ? store.deliveries.planAgain(said, now) : store.deliveries.plan(said, now));
  for (const userId of win.heroIds) {
    const key = notePartKey.praise(winId, userId);
    const untilAt = new Date(now.getTime() + praiseLateAfterMs);
    const part = { key, kind: 'praise', winId, userId, untilAt } as const;
    await (isLate ? store.noteParts.planAgain(part, now) : store.noteParts.plan(part, now));
  }
  if (!isLate) await store.wins.recordExceptionalAnnounced(winId, now);
  deps.background.run('delivery', deps.deliverDue);
};

interface Count {
  nominators: string[];
  isEarned: boolean;
}

/** Undefined when a vote changed meanwhile. */
const countOnce = async (
  { store }: CountDeps,
  workspace: Workspace,
  win: Win,
): Promise<Count | undefined> => {
  const votes = await store.nominations.votesByUser(win._id);
  const nominators = nominatorIds(
    win,
    mapVotes(votes, (each) => validVotes(workspace, each)),
  );
  const timely = nominatorIds(win, mapVotes(votes, timelyVotes));
  const crossesNow =
    !isExceptional(workspace, win.nominationCount) && isExceptional(workspace, timely.length);
  const isEarned = isExceptional(workspace, nominators.length) && (crossesNow || win.isEarned === true);
  return (await store.wins.recordCount(win, nominators, isEarned)) ? { nominators, isEarned } : undefined;
};

/**
 * Counts a win's nominations from the votes and writes the count unless a vote changed while it was made; then it is
 * made again. The one place where a count is written, so the one place where heroes are left out.
 */
export const createCounter = (deps: CountDeps): ((winId: string) => Promise<void>) =>
  createCoalescer(async (winId: string) => {
    const { store, clock } = deps;
    let workspace: Workspace;
    let isChanged: boolean;
    let win: Win | null;
    let count: Count | undefined;
    do {
      workspace = await deps.workspace();
      win = await store.wins.find(winId);
      if (!win) return;
      count = await countOnce(deps, workspace, win);
      // What follows from other settings looks at the counts that it finds, and may have come before this one.
      isChanged = (await deps.workspace()).settingsVersion !== workspace.settingsVersion;
    } while (!count || isChanged);
    const { nominators, isEarned } = count;
    const isAnnouncable = (!win.exceptionalAnnouncedAt || win.isOffWall) && !win.withdrawn?.at && !win.folded;
    if (
      isAnnouncable &&
      isExceptional(workspace, nominators.length) &&
      isNews({ ...win, isEarned }, clock.now())
    )
      await announce(deps, win);
    deps.background.run('win', () => deps.refreshWallMessage(winId));
  });
