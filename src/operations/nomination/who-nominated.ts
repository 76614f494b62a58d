import type { Deps } from '../../deps.ts';
import { emojiOf, type NominatorsReport, reportNominators } from '../../domain/nomination.ts';
import { compareWithShown, type ShownComparison, type ShownEmoji } from '../../domain/nomination-shown.ts';
import { excerptOf } from '../../domain/win.ts';
import type { Win } from '../../models/win-schema.ts';
import type { NominatorsView } from '../../views/nomination-report.ts';
import { typedWin } from '../win/win-message.ts';
import { maySeeWin } from '../win/win-sight.ts';
import { messageAt, placesOf } from './reconcile.ts';

export type WhoNominatedDeps = Pick<Deps, 'store' | 'workspace' | 'people' | 'channels' | 'logger' | 'slack'>;

export interface FoundNominators {
  win: Win;
  report: NominatorsReport;
  view: NominatorsView;
}

/** Who nominated a win, for whoever can see it on the wall. */
export const whoNominated = async (
  deps: WhoNominatedDeps,
  winId: string,
  userId: string,
): Promise<FoundNominators | 'gone' | 'hidden' | 'folded'> => {
  const win = await deps.store.wins.find(winId);
  if (!win || win.withdrawn?.at) return 'gone';
  const isShown = await maySeeWin(deps, userId, win);
  if (!isShown) return 'hidden';
  if (win.folded) return 'folded';
  const { exceptionalThreshold, nominationEmoji } = await deps.workspace();
  const votes = await deps.store.nominations.votesByUser(winId);
  const report = reportNominators(win, votes, { nominationEmoji });
  const excerpt = excerptOf(typedWin(win));
  return { win, report, view: { ...report, excerpt, exceptionalThreshold, nominationEmoji } };
};

/** What Slack shows at all places of a win; undefined when one of them is out of our sight, or gone. */
const shownAt = async (deps: WhoNominatedDeps, win: Win): Promise<ShownEmoji[] | undefined> => {
  const shown: ShownEmoji[] = [];
  for (const place of placesOf(win)) {
    const message = await messageAt(deps, place);
    if (typeof message === 'string') return undefined;
    const isWall = place.channelId === win.wall?.channelId && place.ts === win.wall.ts;
    const where = isWall ? 'wall' : 'original';
    for (const { name = '', users = [], count } of message.reactions ?? [])
      shown.push({ where, emoji: emojiOf(name), userIds: users, count: count ?? users.length });
  }
  return withoutSkinTones(shown);
};

/** Slack lists each skin tone by itself. */
const withoutSkinTones = (shown: readonly ShownEmoji[]): ShownEmoji[] => {
  const joined = new Map<string, ShownEmoji>();
  for (const each of shown) {
    const key = `${each.where}:${each.emoji}`;
    const first = joined.get(key);
    const userIds = [...new Set([...(first?.userIds ?? []), ...each.userIds])];
    joined.set(key, { ...each, userIds, count: (first?.count ?? 0) + each.count });
  }
  return [...joined.values()];
};

/** Whoever asked looks at the list meanwhile. */
const peopleLimitMs = 5_000;

/**
 * The same beside what Slack shows at this moment. What is to be counted otherwise is compared and counted anew at the
 * next tick. Undefined when Slack cannot show all of it.
 */
export const compareNominators = async (
  deps: WhoNominatedDeps,
  { win, report, view }: FoundNominators,
): Promise<ShownComparison | undefined> => {
  const shown = await shownAt(deps, win);
  if (!shown) return undefined;
  const userIds = [...shown.flatMap((each) => each.userIds), ...report.counted.map(({ userId }) => userId)];
  const { people, unasked } = await deps.people.findAll([...new Set(userIds)], peopleLimitMs);
  if (unasked.length > 0) return undefined;
  const comparison = compareWithShown(win, report, shown, view, (userId) => people.get(userId));
  if (comparison.isBehind) await deps.store.wins.setNeedsReconciling(win._id, true);
  return comparison;
};
