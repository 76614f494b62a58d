import type { TestDatabase } from './database.ts';

export interface PlainTotals {
  /** By "period person": how many different people saw and were noticed. */
  people: Record<string, [seenBy: number, noticed: number]>;
  team: Record<string, [wins: number, nominations: number]>;
}

const periodsOf = (postedAt: Date, zone: string): string[] => {
  // As a person would read it off a calendar.
  const [year = '', month = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
  })
    .format(postedAt)
    .split('-');
  const quarter =
    { '01': 1, '02': 1, '03': 1, '04': 2, '05': 2, '06': 2, '07': 3, '08': 3, '09': 3 }[month] ?? 4;
  return [`${year}-${month}`, `${year}-Q${quarter}`, year, 'all'];
};

/** Counts all wins of a workspace from the beginning, without anything that the bot counts with. */
export const recountPlainly = async (
  { models }: Pick<TestDatabase, 'models'>,
  teamId: string,
  zone = 'Europe/London',
): Promise<PlainTotals> => {
  const pairs = new Map<string, [seen: Set<string>, noticed: Set<string>]>();
  const team: PlainTotals['team'] = {};
  const pairOf = (key: string) => {
    const known = pairs.get(key) ?? [new Set<string>(), new Set<string>()];
    pairs.set(key, known);
    return known;
  };
  for (const win of await models.wins.model.find({ teamId }).lean()) {
    if (win.withdrawn?.at || win.isUnpostable || win.folded) continue;
    for (const period of periodsOf(win.postedAt, zone)) {
      const [wins, nominations] = team[period] ?? [0, 0];
      team[period] = [wins + 1, nominations + win.nominatorIds.length];
      for (const hero of win.heroIds)
        for (const nominator of win.nominatorIds) {
          pairOf(`${period} ${hero}`)[0].add(nominator);
          pairOf(`${period} ${nominator}`)[1].add(hero);
        }
    }
  }
  for (const word of await models.privateWords.model.find({ teamId }).lean())
    if (!word.takenBackAt)
      for (const period of periodsOf(word.givenAt, zone))
        pairOf(`${period} ${word.authorId}`)[1].add(word.heroId);
  const people = Object.fromEntries(
    [...pairs].map(([key, [seen, noticed]]) => [key, [seen.size, noticed.size] as [number, number]]),
  );
  return { people, team };
};

/** The running totals as they are kept, those of nobody and nothing left out. */
export const keptTotals = async (
  { models }: Pick<TestDatabase, 'models'>,
  teamId: string,
): Promise<PlainTotals> => {
  const kept: PlainTotals = { people: {}, team: {} };
  for (const tally of await models.tallies.model.find({ teamId }).lean()) {
    const { period, userId, seenByCount, noticedCount, winCount, nominationCount } = tally;
    if (userId === '') {
      if (winCount > 0) kept.team[period] = [winCount, nominationCount];
    } else if (seenByCount > 0 || noticedCount > 0)
      kept.people[`${period} ${userId}`] = [seenByCount, noticedCount];
  }
  return kept;
};
