import { isNominationEmoji, type NominatedBy, type Nominator, type NominatorsReport } from './nomination.ts';
import { ineligibility, type Person } from './person.ts';
import type { Credited } from './win.ts';
import type { Workspace } from './workspace.ts';

/** One emoji that Slack shows on a message of a win. */
export interface ShownEmoji {
  where: 'wall' | 'original';
  emoji: string;
  /** Slack names no more than it likes: `count` may be greater. */
  userIds: readonly string[];
  count: number;
}

/** `not-yet`: it is about to be counted. */
export type WhyUncounted =
  | NominatorsReport['notCounted'][number]['why']
  | 'bot'
  | 'stranger'
  | 'unknown'
  | 'not-yet';

export interface ShownComparison {
  counted: (Nominator & { hasLeft: boolean })[];
  notCounted: (Nominator & { why: WhyUncounted })[];
  /** What Slack shows with an emoji that nominates, at each place. */
  nominating: { where: ShownEmoji['where']; emoji: string; count: number }[];
  /** What it shows besides, which is no nomination. */
  others: { emoji: string; count: number }[];
  /** How many people reacted with an emoji that nominates, and how many of them count. */
  reactedCount: number;
  reactedAndCount: number;
  /** Slack and the count differ in what is to be counted: it has to be compared and counted anew. */
  isBehind: boolean;
}

const reactorsOf = (shown: readonly ShownEmoji[]): Map<string, NominatedBy[]> => {
  const reactors = new Map<string, NominatedBy[]>();
  for (const { where, emoji, userIds } of shown)
    for (const userId of userIds)
      reactors.set(userId, [...(reactors.get(userId) ?? []), { kind: where, emoji }]);
  return reactors;
};

/** Why the reaction of somebody whom the votes do not know does not count. A deactivated person's was given before. */
const whyUncounted = (win: Credited, userId: string, person: Person | undefined): WhyUncounted => {
  const why = ineligibility(person);
  if (why === 'bot' || why === 'stranger' || why === 'unknown') return why;
  return win.heroIds.includes(userId) ? 'hero' : 'not-yet';
};

const summed = (shown: readonly ShownEmoji[]): { emoji: string; count: number }[] => {
  const counts = new Map<string, number>();
  for (const { emoji, count } of shown) counts.set(emoji, (counts.get(emoji) ?? 0) + count);
  return [...counts].map(([emoji, count]) => ({ emoji, count }));
};

/** Whether a reaction that counts is one that Slack shows no more. */
const isGone = ({ by }: Nominator, shown: readonly ShownEmoji[], userId: string): boolean =>
  by.some(
    (each) =>
      'emoji' in each &&
      each.kind !== 'kept' &&
      !shown.some(
        ({ where, emoji, userIds, count }) =>
          where === each.kind && emoji === each.emoji && (userIds.includes(userId) || userIds.length < count),
      ),
  );

/** What the votes say beside what Slack shows, so that the number, the reactions and the list agree. */
export const compareWithShown = (
  win: Credited,
  report: NominatorsReport,
  all: readonly ShownEmoji[],
  rules: Pick<Workspace, 'nominationEmoji'>,
  personOf: (userId: string) => Person | undefined,
): ShownComparison => {
  const nominating = all.filter(({ emoji }) => isNominationEmoji(rules, emoji));
  const reactors = reactorsOf(nominating);
  const countedIds = new Set(report.counted.map(({ userId }) => userId));
  const known = report.notCounted.map((each) =>
    each.why === 'taken-back' && reactors.has(each.userId)
      ? {
          ...each,
          by: reactors.get(each.userId) ?? [],
          why: whyUncounted(win, each.userId, personOf(each.userId)),
        }
      : each,
  );
  const knownIds = new Set(known.map(({ userId }) => userId));
  const unknown = [...reactors]
    .filter(([userId]) => !countedIds.has(userId) && !knownIds.has(userId))
    .map(([userId, by]) => ({ userId, by, ts: undefined, why: whyUncounted(win, userId, personOf(userId)) }));
  const notCounted = [...known, ...unknown];
  return {
    counted: report.counted.map((each) => ({
      ...each,
      hasLeft: personOf(each.userId)?.isDeactivated === true,
    })),
    notCounted,
    nominating: nominating.map(({ where, emoji, count }) => ({ where, emoji, count })),
    others: summed(all.filter(({ emoji }) => !isNominationEmoji(rules, emoji))),
    reactedCount: reactors.size,
    reactedAndCount: [...reactors.keys()].filter((userId) => countedIds.has(userId)).length,
    isBehind:
      notCounted.some(({ why }) => why === 'not-yet') ||
      report.counted.some((each) => isGone(each, all, each.userId)),
  };
};
