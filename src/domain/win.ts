import type { TextToken } from './slack-text.ts';

export const maxWinLength = 2000;
/** Two identical texts by one author within this time are one win. */
export const sameWinWindowMs = 5 * 60_000;

export const ladder = ['smiler', 'hugger', 'raving-fan'] as const;
export type Rung = (typeof ladder)[number];

export const principles = ['about-them', 'respect', 'how-they-felt', 'with-them', 'everybodys-job'] as const;
export type Principle = (typeof principles)[number];

export interface WinDetails {
  /** Who it was for: an alias, never contact data. */
  customerAlias: string | undefined;
  rung: Rung | undefined;
  principle: Principle | undefined;
}

export const noDetails: WinDetails = { customerAlias: undefined, rung: undefined, principle: undefined };

/** Folds what does not make two texts different: case stays, white space and surrounding space do not. */
export const foldedText = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** White space, and characters that show nothing: joiners, direction marks, controls. */
const unseen = /^[\s\p{Cf}\p{Cc}]*$/u;

export const isBlank = (tokens: readonly TextToken[]): boolean =>
  tokens.every((token) => token.type === 'text' && unseen.test(token.text));

/** Who wants to change a win, and whether they manage the workspace. */
export interface Actor {
  userId: string;
  isManager: boolean;
}

/** Its author, its heroes and managers may change or take down a win. */
export const mayChangeWin = (
  win: { authorId: string; heroIds: readonly string[] },
  { userId, isManager }: Actor,
): boolean => isManager || win.authorId === userId || win.heroIds.includes(userId);
