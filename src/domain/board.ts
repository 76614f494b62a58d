/** What a board can be asked for; each the present one. */
export const boardPeriods = ['week', 'month', 'quarter', 'year', 'all'] as const;
export type BoardPeriod = (typeof boardPeriods)[number];

/** What somebody asked for, or sent; the month when it is none of them. */
export const boardPeriodIn = (text: string | undefined): BoardPeriod =>
  boardPeriods.find((period) => period === text?.toLowerCase()) ?? 'month';

/** Somebody, and how many different people it is about. */
export interface Standing {
  userId: string;
  count: number;
}

export interface Place extends Standing {
  place: number;
}

export interface FirstPlaces {
  /** Five at most. Those who are level share a place. */
  places: Place[];
  /** So many different people count for those who are level where the list ends, and of whom not all have room. */
  levelAt: number | undefined;
}

export const mostPlaces = 5;
/** The sixth shows whether the fifth place is shared. */
export const standingsNeeded = mostPlaces + 1;

/**
 * The first places of people in the order of their counts. Nobody is picked among those who are level: when not all of
 * them have room, none is named, and that some are level is all that is said.
 */
export const firstPlaces = (standings: readonly Standing[]): FirstPlaces => {
  const next = standings[mostPlaces];
  const named = standings
    .slice(0, mostPlaces)
    .filter(({ count }) => count > 0 && (next === undefined || count > next.count));
  const places = named.map((each) => ({
    ...each,
    place: named.findIndex(({ count }) => count === each.count) + 1,
  }));
  const isCut = next !== undefined && next.count > 0 && places.length < mostPlaces;
  return { places, levelAt: isCut ? next.count : undefined };
};
