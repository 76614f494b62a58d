import type { Deps } from '../../deps.ts';
import { dayOf, zoneOr } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery.ts';
import { isExceptional, nominatorIds } from '../../domain/nomination.ts';
import type { Win } from '../../models/win.ts';
import { createCoalescer } from '../coalesce.ts';

type CountDeps = Pick<
  Deps,
  'models' | 'installation' | 'people' | 'clock' | 'background' | 'refreshWallMessage'
> & {
  /** Sends what was just written down, when it is due. */
  deliverDue: () => Promise<void>;
};

const localDay = async ({ people }: CountDeps, userId: string, now: Date): Promise<string> => {
  const person = await people.find(userId).catch(() => undefined);
  return dayOf(now, zoneOr(person?.timeZone, 'UTC'));
};

/** Writes down what is to be said, under keys that exist once, and only then that it was: a crash in between repeats nothing. */
const announce = async (deps: CountDeps, win: Win): Promise<void> => {
  const { models, clock } = deps;
  const { teamId, _id: winId } = win;
  const now = clock.now();
  await models.deliveries.plan(
    { key: deliveryKey.exceptional(winId), teamId, kind: 'exceptional', winId },
    now,
  );
  for (const userId of win.heroIds) {
    const key = deliveryKey.praise(teamId, userId, await localDay(deps, userId, now));
    await models.deliveries.plan({ key, teamId, kind: 'praise', winId, userId }, now);
  }
  await models.wins.recordExceptionalAnnounced(teamId, winId, now);
  deps.background.run('delivery', deps.deliverDue);
};

const countOnce = async ({ models }: CountDeps, win: Win): Promise<string[] | undefined> => {
  const nominators = nominatorIds(win, await models.nominations.votesByUser(win.teamId, win._id));
  return (await models.wins.recordCount(win, nominators)) ? nominators : undefined;
};

/**
 * Counts a win's nominations from the votes and writes the count unless a vote changed while it was made; then it is
 * made again. The one place where a count is written, so the one place where heroes are left out.
 */
export const createCounter = (deps: CountDeps): ((winId: string) => Promise<void>) =>
  createCoalescer(async (winId: string) => {
    const { models, installation } = deps;
    let win: Win | null;
    let nominators: string[] | undefined;
    do {
      win = await models.wins.find(installation.teamId, winId);
      if (!win) return;
      nominators = await countOnce(deps, win);
    } while (!nominators);
    if (isExceptional(nominators.length) && !win.exceptionalAnnouncedAt && !win.withdrawn?.at)
      await announce(deps, win);
    deps.background.run('win', () => deps.refreshWallMessage(winId));
  });
