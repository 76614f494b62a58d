import { foldedText } from './win.ts';

/** So many of one team; each has a name, by which the team knows where it stands. */
export const mostScreens = 20;
/** In UTF-16 code units. */
export const mostScreenNameUnits = 40;

/** The same for every way of writing a screen's name: of one name there is one. */
export const screenNameKey = (name: string): string => foldedText(name).normalize('NFKC').toLowerCase();

/** Why somebody can make no link for a screen. */
export type ScreenRefusal =
  | { kind: 'no-pages' }
  | { kind: 'not-manager' }
  | { kind: 'no-wall' }
  /** It would show them what they cannot see in Slack. */
  | { kind: 'wall-hidden' };

export type ScreenNameFault = 'blank' | 'too-long' | 'taken' | 'too-many';

/** Which wall a screen was made for, and whether whoever made it was told that it is a private channel. */
export interface ScreenConsent {
  wallChannelId: string;
  isForPrivate: boolean;
}

/** Where the team's wall is now. */
export interface ScreenedWall {
  channelId: string;
  isPublic: boolean;
}

/**
 * Whether a screen may show the wall: a public channel, or the private one that a manager let it show. A wall that was
 * moved into a private channel, or made one, is let onto no screen by itself.
 */
export const mayShowWall = (screen: ScreenConsent, wall: ScreenedWall): boolean =>
  wall.isPublic || (screen.isForPrivate && screen.wallChannelId === wall.channelId);

/** A win as it stands in the turn. */
export interface Turn {
  isToday: boolean;
  isExceptional: boolean;
  postedAt: Date;
}

/** More than that takes most of an hour to come round. */
export const mostTurns = 40;

const byNewest = (one: Turn, other: Turn): number => other.postedAt.getTime() - one.postedAt.getTime();
const rankOf = ({ isToday, isExceptional }: Turn): number => (isToday ? 0 : isExceptional ? 1 : 2);

/**
 * What comes in turn: today's, then the other days of the week, each the newest first. When there are too many, today's
 * and the exceptional ones stay.
 */
export const inTurn = <T extends Turn>(wins: readonly T[]): T[] =>
  wins
    .toSorted((one, other) => rankOf(one) - rankOf(other) || byNewest(one, other))
    .slice(0, mostTurns)
    .sort((one, other) => Number(other.isToday) - Number(one.isToday) || byNewest(one, other));
