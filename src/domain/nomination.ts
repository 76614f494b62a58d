import { slackTs } from './slack-timestamp.ts';
import { type Credited, firstNominatorIds } from './win.ts';
import type { EmojiChange, Workspace } from './workspace.ts';

/** One way in which one person nominated: when Slack saw it last change, and whether it stands. */
export interface Vote {
  /** Slack's timestamp (seconds.microseconds): fixed width, so it compares as text. */
  ts: string;
  stands: boolean;
  /** It may have been given before its emoji was one that nominates. */
  isEarly?: boolean;
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

type EmojiRules = Pick<Workspace, 'nominationEmoji' | 'emojiChanges'>;

const lastChangeOf = ({ emojiChanges }: EmojiRules, reaction: string): EmojiChange | undefined =>
  emojiChanges.findLast(({ name }) => name === emojiOf(reaction));

/** Whether an emoji nominates, or ever did. */
export const hasNominated = (rules: EmojiRules, reaction: string): boolean =>
  isNominationEmoji(rules, reaction) || lastChangeOf(rules, reaction) !== undefined;

/** Whether a reaction that was given then is a nomination. Slack may tell of it after its emoji ceased to be one. */
export const nominatedAt = (rules: EmojiRules, reaction: string, ts: string): boolean => {
  if (isNominationEmoji(rules, reaction)) return true;
  const last = lastChangeOf(rules, reaction);
  return last !== undefined && ts <= slackTs(last.at.getTime());
};

/** Whether a message is older than the day on which an emoji that nominates began to: nobody knows when a reaction was given. */
export const isFromBefore = (rules: EmojiRules, reaction: string, messageTs: string): boolean => {
  const last = lastChangeOf(rules, reaction);
  return last?.nominates === true && messageTs < slackTs(last.at.getTime());
};

/** Since when an emoji nominated, the last time that it began to; undefined when it did from the beginning. */
export const nominatingSince = ({ emojiChanges }: EmojiRules, name: string): Date | undefined =>
  emojiChanges.findLast((each) => each.name === name && each.nominates)?.at;

/** Of a vote that is no press of the button. */
export const emojiOfKey = (key: string): string => key.slice(key.indexOf(':') + 1);

/**
 * The votes that count. What was given while its emoji nominated counts for good; what may have been there before does
 * as long as the emoji nominates.
 */
export const validVotes = ({ nominationEmoji }: Pick<EmojiRules, 'nominationEmoji'>, votes: Votes): Votes =>
  Object.fromEntries(
    Object.entries(votes).filter(([key, { isEarly }]) => !isEarly || nominationEmoji.has(emojiOfKey(key))),
  );

/** Those that were given while their emoji nominated. */
export const timelyVotes = (votes: Votes): Votes =>
  Object.fromEntries(Object.entries(votes).filter(([, { isEarly }]) => !isEarly));

export const mapVotes = (
  votesByUser: ReadonlyMap<string, Votes>,
  of: (votes: Votes) => Votes,
): Map<string, Votes> => new Map([...votesByUser].map(([userId, votes]) => [userId, of(votes)]));

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

/** The distinct people whose nomination counts. Heroes never do. */
export const nominatorIds = (win: Credited, votesByUser: ReadonlyMap<string, Votes>): string[] => {
  const standing = [...votesByUser].filter(([, votes]) => isStanding(votes)).map(([userId]) => userId);
  return [...new Set([...firstNominatorIds(win), ...standing])].filter(
    (userId) => !win.heroIds.includes(userId),
  );
};
