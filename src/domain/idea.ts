import { addDays, type CalendarDay, weekdayOf } from './calendar.ts';

/** Where it is done. */
export const ideaChannels = ['call', 'counter', 'post', 'online'] as const;
export type IdeaChannel = (typeof ideaChannels)[number];

export const ideaCosts = ['none', 'small'] as const;
export type IdeaCost = (typeof ideaCosts)[number];

/** One line, in characters as people count them. */
export const maxIdeaLength = 200;
/** In UTF-16 code units: what its field takes. */
export const maxIdeaUnits = 400;
export const longestIdeaMinutes = 60;

/** The days of a year from which and until which it is shown, `MM-DD`. It may go over New Year. */
export interface IdeaSeason {
  from: string;
  until: string;
}

/** A little extra: something small that anybody can do for a customer. Plain text: views escape it like any other. */
export interface Idea {
  /** Stable: wins, plans and what people have seen refer to it. */
  id: string;
  text: string;
  minutes: number;
  /** Unknown of an idea that somebody here added. */
  cost?: IdeaCost | undefined;
  channels: readonly IdeaChannel[];
  /** It takes a step off the customer. */
  isEffort: boolean;
  /** Somebody may not be allowed to accept it. */
  isGift: boolean;
  season?: IdeaSeason | undefined;
  /** 1 is Monday. */
  weekday?: number | undefined;
  /** Somebody here added it. */
  isOwn: boolean;
}

/** So long nobody is shown the same again. */
export const seenForDays = 60;
const dayMs = 86_400_000;
export const seenSince = (now: Date): Date => new Date(now.getTime() - seenForDays * dayMs);

/** On which day somebody can be shown what they saw then. */
export const backOn = (seenOn: CalendarDay): CalendarDay => addDays(seenOn, seenForDays);

/** Six months. */
const sleepsAfterMs = 183 * dayMs;
/** An idea of the team's own that nobody tried since then sleeps: it is offered no more until somebody wakes it. */
export const awakeSince = (now: Date): Date => new Date(now.getTime() - sleepsAfterMs);
export const isAsleep = ({ usedAt }: { usedAt: Date }, now: Date): boolean => usedAt < awakeSince(now);

/** Somebody, as far as the team's own ideas go by it. */
export interface IdeaActor {
  userId: string;
  isManager: boolean;
}

interface OwnIdeaFacts {
  addedBy: string;
  hidden?: { isOwn: boolean } | null | undefined;
}

/** Its author takes an idea back, managers take it out. */
export const mayHideIdea = ({ addedBy }: OwnIdeaFacts, { userId, isManager }: IdeaActor): boolean =>
  isManager || addedBy === userId;

/** What its author took back only they put back; what a manager took out, managers do. */
export const mayShowIdeaAgain = (
  { addedBy, hidden }: OwnIdeaFacts,
  { userId, isManager }: IdeaActor,
): boolean => (hidden?.isOwn ? addedBy === userId : isManager);

const isInSeason = ({ from, until }: IdeaSeason, day: CalendarDay): boolean => {
  const date = day.slice(5);
  return from <= until ? from <= date && date <= until : from <= date || date <= until;
};

/**
 * Whether it can be done on this day. `isQuiet`: a weekend or a holiday, where nobody rings a customer to be nice.
 */
export const suits = (
  { season, weekday, channels }: Pick<Idea, 'season' | 'weekday' | 'channels'>,
  day: CalendarDay,
  isQuiet: boolean,
): boolean => {
  if (season && !isInSeason(season, day)) return false;
  if (weekday !== undefined && weekday !== weekdayOf(day)) return false;
  return !isQuiet || channels.some((channel) => channel !== 'call');
};

/** What became of an idea in a workspace. */
export interface IdeaCounts {
  /** How often it was done: by wins that stand, and by plans. */
  done: number;
  /** How often the customer said so, or what they did shows it. */
  confirmed: number;
}

export const noCounts: IdeaCounts = { done: 0, confirmed: 0 };

export type CountsOf = (ideaId: string) => IdeaCounts;

/** FNV-1a: the same for the same text, and else as good as chance. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  // The last characters alone would hardly change the order.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
};

/** Every third turn is a newcomer's. */
const newcomersEvery = 3;

interface Turn {
  counts: CountsOf;
  /** How many ideas this person has seen lately. */
  turn: number;
  /** Whose turn it is: where nothing else decides, each person has an order of their own, so that all ideas get their chance. */
  seed: string;
}

const byChance =
  (seed: string) =>
  (a: Idea, b: Idea): number =>
    hashOf(`${seed}:${a.id}`) - hashOf(`${seed}:${b.id}`) || (a.id < b.id ? -1 : 1);

/**
 * In which order ideas are offered: by what was confirmed and done, never by what was liked; then those that have a
 * season, which is now. Every third turn begins with one that nobody has done yet, the team's own first.
 */
export const inIdeaOrder = (ideas: readonly Idea[], { counts, turn, seed }: Turn): Idea[] => {
  const chance = byChance(seed);
  const isTimely = ({ season, weekday }: Idea): number =>
    Number(season !== undefined || weekday !== undefined);
  const best = ideas.toSorted((a, b) => {
    const [ofA, ofB] = [counts(a.id), counts(b.id)];
    return ofB.confirmed - ofA.confirmed || ofB.done - ofA.done || isTimely(b) - isTimely(a) || chance(a, b);
  });
  if (turn % newcomersEvery !== newcomersEvery - 1) return best;
  const [newcomer] = ideas
    .filter(({ id }) => counts(id).done === 0)
    .sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || chance(a, b));
  return newcomer ? [newcomer, ...best.filter(({ id }) => id !== newcomer.id)] : best;
};
