import type { Workspace } from './workspace.ts';

/** One way in which one person nominated: when Slack saw it last change, and whether it stands. */
export interface Vote {
  /** Slack's timestamp (seconds.microseconds): fixed width, so it compares as text. */
  ts: string;
  stands: boolean;
}

/** What became of a press of Nominate. */
export type NominationOutcome =
  | 'nominated'
  | 'taken-back'
  | 'hero'
  | 'author'
  | 'reaction-stands'
  | 'not-eligible'
  | 'gone'
  | 'old-news';

/** `wall:<emoji>`, `original:<emoji>` (a reaction on the message a win was made from) or `button`. */
export type VoteKey = `wall:${string}` | `original:${string}` | 'button';
export type Votes = Readonly<Record<string, Vote>>;

/** Slack appends the skin tone to a reaction's name: `clap::skin-tone-3`. */
export const emojiOf = (reaction: string): string => reaction.replace(/::skin-tone-\d$/, '');

export const isNominationEmoji = (
  { nominationEmoji }: Pick<Workspace, 'nominationEmoji'>,
  reaction: string,
): boolean => nominationEmoji.has(emojiOf(reaction));

/**
 * Whether somebody's nomination stands. Any reaction that stands is one; removing the last one takes the
 * nomination back, and with it a press of the button from before that.
 */
export const isStanding = (votes: Votes): boolean => {
  const { button, ...reactions } = votes;
  const reacted = Object.values(reactions);
  if (reacted.some((vote) => vote.stands)) return true;
  const lastRemoval =
    reacted
      .map(({ ts }) => ts)
      .sort()
      .at(-1) ?? '';
  return button?.stands === true && button.ts > lastRemoval;
};

export const hasStandingReaction = (votes: Votes): boolean =>
  Object.entries(votes).some(([key, vote]) => key !== 'button' && vote.stands);

/**
 * The distinct people whose nomination counts. Heroes never do; an author who bragged about somebody else is the
 * first.
 */
export const nominatorIds = (
  win: { authorId: string; heroIds: readonly string[] },
  votesByUser: ReadonlyMap<string, Votes>,
): string[] => {
  const standing = [...votesByUser].filter(([, votes]) => isStanding(votes)).map(([userId]) => userId);
  return [...new Set([win.authorId, ...standing])].filter((userId) => !win.heroIds.includes(userId));
};

export const isExceptional = (
  { exceptionalThreshold }: Pick<Workspace, 'exceptionalThreshold'>,
  nominationCount: number,
): boolean => nominationCount >= exceptionalThreshold;
