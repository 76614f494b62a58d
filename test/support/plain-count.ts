/** What people did, as a plain list, without a rule of the bot's in it. */
export interface PlainWin {
  winId: string;
  authorId: string;
  heroIds: string[];
  text: string;
  postedAt: Date;
  /** The ISO week in whose digest it is. */
  week: string;
  wall: { channelId: string; ts: string };
  isTakenDown: boolean;
  /** Somebody reported it, and no manager has decided. */
  isFolded: boolean;
  wasReported: boolean;
  /** What Slack shows: whose emoji stand. */
  reactions: Map<string, Set<string>>;
  /** And who counts without an emoji. */
  presses: Set<string>;
}

export interface PlainWord {
  authorId: string;
  heroId: string;
  givenAt: Date;
  isTakenBack: boolean;
}

/** What is counted of a week, without anything that the bot counts with. */
export interface PlainWeek {
  winIds: Set<string>;
  nominationCount: number;
  exceptionalCount: number;
  heroIds: string[];
}

/** Who counts, told apart from the bot's own rule: whoever reacted, pressed, or told of it, and is not credited. */
export const plainNominators = ({
  authorId,
  heroIds,
  reactions,
  presses,
}: Pick<PlainWin, 'authorId' | 'heroIds' | 'reactions' | 'presses'>): string[] => {
  const reacted = [...reactions].flatMap(([userId, emoji]) => (emoji.size > 0 ? [userId] : []));
  return [...new Set([authorId, ...reacted, ...presses])]
    .filter((userId) => !heroIds.includes(userId))
    .sort();
};

export const isCounted = ({ isTakenDown, isFolded }: PlainWin): boolean => !isTakenDown && !isFolded;

/** As a person reads it off a calendar on the wall. */
const dayOn = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);

/** The year, quarter and month of an instant, and all time. */
export const plainPeriods = (at: Date, zone: string) => {
  const [year = '', month = ''] = dayOn(at, zone).split('-');
  const quarter = `${year}-Q${Math.floor((Number(month) + 2) / 3)}`;
  return { month: `${year}-${month}`, quarter, year, all: 'all' };
};

/** A week belongs to the year that has its Thursday, and is the first if that is in the first seven days. */
export const plainIsoWeek = (at: Date, zone: string): string => {
  const day = new Date(`${dayOn(at, zone)}T00:00:00Z`);
  const thursday = new Date(day.getTime() + (4 - (day.getUTCDay() || 7)) * 86_400_000);
  const year = thursday.getUTCFullYear();
  const dayOfYear = (thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
};

export const plainWeekAfter = (week: string, count: number): string => {
  const fourth = new Date(`${week.slice(0, 4)}-01-04T12:00:00Z`);
  return plainIsoWeek(
    new Date(fourth.getTime() + (Number(week.slice(6)) - 1 + count) * 7 * 86_400_000),
    'UTC',
  );
};

export const plainWeekOf = (wins: readonly PlainWin[], week: string): PlainWeek => {
  const its = wins.filter((win) => win.week === week && isCounted(win));
  const counts = its.map((win) => plainNominators(win).length);
  return {
    winIds: new Set(its.map(({ winId }) => winId)),
    nominationCount: counts.reduce((sum, count) => sum + count, 0),
    exceptionalCount: counts.filter((count) => count >= 3).length,
    heroIds: [...new Set(its.flatMap(({ heroIds }) => heroIds))].sort(),
  };
};

export interface PlainPlace {
  userId: string;
  count: number;
  place: number;
}

/** The first five, without whom the limit would cut off among those who are level. */
const plainPlaces = (sets: ReadonlyMap<string, ReadonlySet<string>>, isListed: (id: string) => boolean) => {
  const open = [...sets].filter(([id, set]) => set.size > 0 && isListed(id));
  const levels = [...new Set(open.map(([, set]) => set.size))].sort((a, b) => b - a);
  const places: PlainPlace[] = [];
  for (const count of levels) {
    const level = open.filter(([, set]) => set.size === count).map(([userId]) => userId);
    if (places.length + level.length > 5) return { places, levelAt: places.length < 5 ? count : undefined };
    const place = places.length + 1;
    places.push(...level.sort().map((userId) => ({ userId, count, place })));
  }
  return { places, levelAt: undefined };
};

/** A board, and what everybody finds of themselves on it. */
export const plainBoard = (
  wins: readonly PlainWin[],
  words: readonly PlainWord[],
  isListed: (userId: string) => boolean,
) => {
  const seen = new Map<string, Set<string>>();
  const noticed = new Map<string, Set<string>>();
  const add = (to: Map<string, Set<string>>, whose: string, id: string) =>
    to.set(whose, (to.get(whose) ?? new Set()).add(id));
  const counted = wins.filter(isCounted);
  for (const win of counted)
    for (const nominator of plainNominators(win))
      for (const hero of win.heroIds) {
        add(seen, hero, nominator);
        add(noticed, nominator, hero);
      }
  for (const { authorId, heroId, isTakenBack } of words) if (!isTakenBack) add(noticed, authorId, heroId);
  return {
    winCount: counted.length,
    nominationCount: counted.reduce((sum, win) => sum + plainNominators(win).length, 0),
    seen: plainPlaces(seen, isListed),
    noticed: plainPlaces(noticed, isListed),
    of: (userId: string) => ({
      seenByCount: seen.get(userId)?.size ?? 0,
      noticedCount: noticed.get(userId)?.size ?? 0,
    }),
  };
};
