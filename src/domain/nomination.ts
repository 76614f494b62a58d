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
  /** In their own words, as a manager does. */
  | 'recognised'
  | 'not-eligible'
  /** They had their data deleted after it was posted. */
  | 'erased-since'
  | 'gone'
  /** It was too old to be kept. */
  | 'forgotten'
  | 'old-news';

/**
 * `wall:<emoji>`, `original:<emoji>` (a reaction on the message a win was made from), `button`, a manager's words, or
 * `kept:<emoji>`: a reaction on a wall message that is gone, since the win was taken down and put back. Nobody can remove
 * that one in Slack, so it goes as a press of the button does.
 */
export type VoteKey = `wall:${string}` | `original:${string}` | `kept:${string}` | 'button' | 'recognition';
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

const isReaction = (key: string): boolean => key.startsWith('wall:') || key.startsWith('original:');

const reactionsIn = (votes: Votes): Vote[] =>
  Object.entries(votes).flatMap(([key, vote]) => (isReaction(key) ? [vote] : []));

const keptIn = (votes: Votes): Vote[] =>
  Object.entries(votes).flatMap(([key, vote]) => (key.startsWith('kept:') ? [vote] : []));

const newestTs = (votes: readonly Vote[]): string =>
  votes
    .map(({ ts }) => ts)
    .sort()
    .at(-1) ?? '';

/** What is left of a press of the button and of reactions on a message that is gone: the newer of them decides. */
const pressed = (votes: Votes): Vote | undefined => {
  const kept = keptIn(votes);
  const { button } = votes;
  if (kept.length === 0) return button;
  const ts = newestTs(kept);
  return button && button.ts > ts ? button : { ts, stands: kept.some(({ stands }) => stands) };
};

/**
 * Whether somebody's nomination stands. Any reaction that stands is one; removing the last one takes the
 * nomination back, and with it a press of the button from before that. A manager's words stand by themselves.
 */
export const isStanding = (votes: Votes): boolean => {
  if (votes.recognition?.stands) return true;
  const reacted = reactionsIn(votes);
  if (reacted.some((vote) => vote.stands)) return true;
  const press = pressed(votes);
  return press?.stands === true && press.ts > newestTs(reacted);
};

export const hasStandingReaction = (votes: Votes): boolean => reactionsIn(votes).some(({ stands }) => stands);

/** The distinct people whose nomination counts. Heroes never do. */
export const nominatorIds = (win: Credited, votesByUser: ReadonlyMap<string, Votes>): string[] => {
  const standing = [...votesByUser].filter(([, votes]) => isStanding(votes)).map(([userId]) => userId);
  return [...new Set([...firstNominatorIds(win), ...standing])].filter(
    (userId) => !win.heroIds.includes(userId),
  );
};

/** How and when somebody nominated last: by an emoji, with the button, or by having told of another's win. */
export type NominatedBy =
  | { kind: 'wall' | 'original' | 'kept'; emoji: string }
  | { kind: 'button' }
  | { kind: 'recognised' }
  | { kind: 'told' };

export interface Nominator {
  userId: string;
  /** Those ways that stand, or when none does, the one that was taken back last. */
  by: NominatedBy[];
  /** Slack's timestamp of the newest of them; undefined for whoever told of it. */
  ts: string | undefined;
}

export interface NominatorsReport {
  counted: Nominator[];
  /** `emoji`: it was there before its emoji nominated, and does not nominate any more. */
  notCounted: (Nominator & { why: 'hero' | 'emoji' | 'taken-back' })[];
}

const byKey = (key: string): NominatedBy => {
  const [place, emoji = ''] = key.split(':', 2);
  if (place === 'recognition') return { kind: 'recognised' };
  return place === 'wall' || place === 'original' || place === 'kept'
    ? { kind: place, emoji }
    : { kind: 'button' };
};

const newest = (votes: readonly (readonly [string, Vote])[]): string | undefined =>
  votes
    .map(([, { ts }]) => ts)
    .sort()
    .at(-1);

const nominatorFrom = (userId: string, votes: Votes): Nominator => {
  const isUp = isStanding(votes);
  const { recognition: _words, ...others } = votes;
  // A press from before the last reaction was removed no longer counts by itself.
  const isPressed = isStanding(others) && !hasStandingReaction(votes);
  const shown = Object.entries(votes).filter(
    ([key, { stands }]) =>
      stands === isUp && (!isUp || isReaction(key) || key === 'recognition' || isPressed),
  );
  const ts = newest(shown);
  const latest = isUp ? shown : shown.filter(([, vote]) => vote.ts === ts);
  return { userId, by: latest.map(([key]) => byKey(key)), ts };
};

const inOrder = (a: Nominator, b: Nominator): number => {
  const [first, second] = [a.ts ?? '', b.ts ?? ''];
  return first < second ? -1 : Number(first > second);
};

const whyNot = (win: Credited, userId: string, votes: Votes): 'hero' | 'emoji' | 'taken-back' => {
  if (!isStanding(votes)) return 'taken-back';
  return win.heroIds.includes(userId) ? 'hero' : 'emoji';
};

/** Why a win's count is what it is: whose nomination counts, and whose does not. */
export const reportNominators = (
  win: Credited,
  votesByUser: ReadonlyMap<string, Votes>,
  rules: Pick<EmojiRules, 'nominationEmoji'>,
): NominatorsReport => {
  const valid = mapVotes(votesByUser, (votes) => validVotes(rules, votes));
  const countedIds = new Set(nominatorIds(win, valid));
  const counted = [...countedIds].map((userId) => {
    const votes = valid.get(userId) ?? {};
    return isStanding(votes)
      ? nominatorFrom(userId, votes)
      : { userId, by: [{ kind: 'told' } as const], ts: undefined };
  });
  const notCounted = [...votesByUser]
    .filter(([userId]) => !countedIds.has(userId))
    .map(([userId, votes]) => ({ ...nominatorFrom(userId, votes), why: whyNot(win, userId, votes) }));
  return { counted: counted.sort(inOrder), notCounted: notCounted.sort(inOrder) };
};
