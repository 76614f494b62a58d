import type { Deps } from '../../deps.ts';
import { addMonths, dayOf, startOfDay, startOfMonth } from '../../domain/calendar.ts';
import { quietCustomers } from '../../domain/plan.ts';
import { maySeeWin } from '../win/win-sight.ts';

type OfferDeps = Pick<Deps, 'store' | 'workspace' | 'people' | 'channels' | 'logger'>;

/** So long nobody wrote of a quiet customer; and of one from longer ago nobody would know what to say. */
const quietForMonths = 2;
const rememberedForMonths = 12;

const monthsBefore = (now: Date, count: number, zone: string): Date =>
  startOfDay(addMonths(dayOf(now, zone), -count), zone);

export const offerMonth = async ({ workspace }: Pick<Deps, 'workspace'>, now: Date): Promise<string> =>
  dayOf(now, (await workspace()).zone).slice(0, 7);

/** Their own wins whose words they may read: those that they wrote, and those that they can see where they are. */
const readableAliases = async (deps: OfferDeps, userId: string, since: Date) => {
  const wins = await deps.store.wins.ownAliases(userId, since);
  const channels = new Map(wins.map((win) => [win.wall?.channelId ?? '', win]));
  const seen = new Map<string, boolean>();
  for (const [channelId, win] of channels) seen.set(channelId, await maySeeWin(deps, userId, win));
  return wins
    .filter(({ authorId, wall }) => authorId === userId || seen.get(wall?.channelId ?? ''))
    .flatMap(({ customerAlias, postedAt }) => (customerAlias ? [{ customerAlias, postedAt }] : []));
};

/**
 * Customers whom somebody could surprise, the quiet ones of their own wins, for whoever has planned nothing this month and
 * has not put the offer away. Undefined: nothing is offered.
 */
export const surpriseOffer = async (
  deps: OfferDeps,
  userId: string,
  now: Date,
): Promise<string[] | undefined> => {
  const { store, workspace } = deps;
  const { zone } = await workspace();
  const [open, wantsOffer, { off }] = await Promise.all([
    store.plans.openOf(userId, 1),
    store.homes.wantsOffer(userId, await offerMonth(deps, now)),
    store.preferences.find(userId),
  ]);
  if (open.length > 0 || !wantsOffer || off.has('plans')) return undefined;
  const quietSince = monthsBefore(now, quietForMonths, zone);
  const made = await store.plans.madeSince(userId, quietSince);
  const thisMonth = await store.plans.madeSince(userId, startOfMonth(now, zone));
  if (thisMonth.some(({ state }) => state !== 'dropped')) return undefined;
  const own = await readableAliases(deps, userId, monthsBefore(now, rememberedForMonths, zone));
  if (own.length === 0) return [];
  const heardOf = await store.wins.aliasesSince(quietSince);
  return quietCustomers(own, [...heardOf, ...made.flatMap(({ customerAlias }) => customerAlias ?? [])]);
};
