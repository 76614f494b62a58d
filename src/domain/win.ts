import type { WeekName } from './calendar.ts';
import { isUnseen, shortened } from './human-text.ts';
import type { TextToken } from './slack-text.ts';
import type { Workspace } from './workspace.ts';

/** In characters as people count them. */
export const maxWinLength = 2000;
/** In UTF-16 code units: what the form for changing a win can hold. An emoji takes two to a dozen. */
export const maxWinUnits = 3000;
/** Two identical texts by one author within this time are one win. */
export const sameWinWindowMs = 5 * 60_000;

export const ladder = ['smiler', 'hugger', 'raving-fan'] as const;
export type Rung = (typeof ladder)[number];

export const principles = ['about-them', 'respect', 'how-they-felt', 'with-them', 'everybodys-job'] as const;
export type Principle = (typeof principles)[number];

/** What they are called where the team has given them no names of its own. */
export const usualPrincipleNames: Record<Principle, string> = {
  'about-them': 'It is about them, not you',
  respect: 'Respect',
  'how-they-felt': 'How they felt',
  'with-them': 'Done with them, not to them',
  'everybodys-job': "Everybody's job",
};

export interface WinDetails {
  /** Who it was for: an alias, never contact data. */
  customerAlias: string | undefined;
  rung: Rung | undefined;
  principle: Principle | undefined;
}

/** What a win came of, when it did: a little extra that somebody tried, a plan, something that was made right. */
export interface WinOrigin {
  ideaId?: string;
  planId?: string;
  recoveryId?: string;
}

/** What a customer may have said of a win, so that it is told there: nothing that they were unhappy with. */
export const toldAnswers = ['helped', 'made-my-day'] as const;

/** The customer's own word of a win, which may be read out. */
export interface CustomerWord {
  answer: (typeof toldAnswers)[number];
  words?: string | null | undefined;
}

/** Of a win that tells how something was made right: what failed, never who, and what was done, in words. */
export interface MadeRight {
  cause: string;
  steps: string[];
  change: string;
}

export const noDetails: WinDetails = { customerAlias: undefined, rung: undefined, principle: undefined };

/** Folds what does not make two texts different: case stays, white space and surrounding space do not. */
export const foldedText = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const excerptLength = 160;

/** A short win stands in a list as it is; of a longer one, the beginning. */
export const excerptOf = (text: string): string => shortened(foldedText(text), { characters: excerptLength });

const firstWordsLength = 60;
/** A longer one is cut, so that something is left. */
const longestWordLeftOut = 20;

/** By which its author knows a win again. */
export const firstWordsOf = (said: string): string => {
  const whole = foldedText(said);
  const short = shortened(whole, { characters: firstWordsLength });
  const end = short.lastIndexOf(' ');
  const isCutInWord = short !== whole && whole[short.length - 1] !== ' ';
  return isCutInWord && end > short.length - longestWordLeftOut
    ? `${short.slice(0, end).replace(/[,;:]$/, '')}…`
    : short;
};

export const isBlank = (tokens: readonly TextToken[]): boolean =>
  tokens.every((token) => token.type === 'text' && isUnseen(token.text));

/** Who wants to take a win down, and whether they manage the workspace. */
export interface Actor {
  userId: string;
  isManager: boolean;
}

export interface Credited {
  authorId: string;
  heroIds: readonly string[];
}

/** Whom a win credits, and who nominated it. */
export interface WinCredits {
  heroIds: readonly string[];
  nominatorIds: readonly string[];
}

/** The words are the author's: nobody else rewrites them, whoever is credited or manages the workspace. */
export const mayEditWin = ({ authorId }: Credited, userId: string): boolean => authorId === userId;

/** Its author, its heroes and managers may take a win down. */
export const mayTakeDownWin = (win: Credited, { userId, isManager }: Actor): boolean =>
  isManager || win.authorId === userId || win.heroIds.includes(userId);

/** An author who brags about somebody else counts as the first nominator. */
export const firstNominatorIds = ({ authorId, heroIds }: Credited): string[] =>
  heroIds.includes(authorId) ? [] : [authorId];

export const isExceptional = (
  { exceptionalThreshold }: Pick<Workspace, 'exceptionalThreshold'>,
  nominationCount: number,
): boolean => nominationCount >= exceptionalThreshold;

const weekMs = 7 * 86_400_000;

/** Wins from before that are not shown anew for how all of them look: people look at recent ones. */
export const shownAnewSince = (now: Date): Date => new Date(now.getTime() - 2 * weekMs);

/** Since when a win must have been posted to be news. */
export const newsSince = (now: Date): Date => new Date(now.getTime() - weekMs);

/**
 * Whether it is to be announced that a win is exceptional: an older one only if a vote made it so, and not another
 * threshold.
 */
export const isNews = (
  { postedAt, isEarned }: { postedAt: Date; isEarned: boolean | null | undefined },
  now: Date,
): boolean => isEarned === true || postedAt >= newsSince(now);

export interface WeekTotal {
  week: WeekName;
  winCount: number;
  exceptionalCount: number;
}
