import type { Deps } from '../../deps.ts';
import {
  emojiOf,
  hasStandingReaction,
  isStanding,
  type NominationOutcome,
  nominatedAt,
  type VoteKey,
  validVotes,
} from '../../domain/nomination.ts';
import { mayNominate } from '../../domain/person.ts';
import type { Ballot } from '../../models/nomination.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import { erasedBefore } from '../workspace/erased-before.ts';

export type NominateDeps = Pick<Deps, 'store' | 'installation' | 'workspace' | 'people' | 'recountWin'>;

export interface Reaction {
  userId: string;
  /** As Slack names it, skin tone and all. */
  name: string;
  place: Place;
  isAdded: boolean;
  eventTs: string;
}

const isAt = (place: Place | null | undefined, other: Place): boolean =>
  place?.channelId === other.channelId && place.ts === other.ts;

export const reactionVoteKey = (win: Win, place: Place, name: string): VoteKey =>
  isAt(win.wall, place) ? `wall:${emojiOf(name)}` : `original:${emojiOf(name)}`;

/** Counts anew what was just written down. */
export const countVotes = async (
  { store, recountWin }: Pick<NominateDeps, 'store' | 'recountWin'>,
  winId: string,
): Promise<void> => {
  if (await store.wins.noteVote(winId)) return recountWin(winId);
  // It was deleted, with all that belongs to it, while this vote was written down.
  await store.nominations.forgetWins([winId]);
};

/**
 * Writes a vote down, unless it is on a win from before the person had their data deleted: a vote of theirs from then counts
 * under no name. Asked again afterwards, since they may ask for it while it is written.
 */
export const unlessErased = async <T>(
  { store }: Pick<NominateDeps, 'store'>,
  { win, userId }: { win: Win; userId: string },
  now: Date,
  write: () => Promise<T>,
): Promise<T | undefined> => {
  const isErased = async () => (await erasedBefore({ store }, now))(userId, win.postedAt);
  if (await isErased()) return undefined;
  const written = await write();
  if (!(await isErased())) return written;
  await store.nominations.forgetBallot({ winId: win._id, userId });
  return undefined;
};

/** Two presses at the same moment are two presses: the second is decided on what the first made of it. */
const toggleVote = async (
  { store, workspace }: NominateDeps,
  ballot: Ballot,
  pressedTs: string,
  now: Date,
): Promise<NominationOutcome> => {
  for (;;) {
    const votes = validVotes(await workspace(), await store.nominations.votesOfPerson(ballot));
    if (hasStandingReaction(votes)) return 'reaction-stands';
    if (votes.recognition?.stands) return 'recognised';
    if (votes.button && votes.button.ts >= pressedTs) return 'old-news';
    const stands = !isStanding(votes);
    const vote = { ts: pressedTs, stands };
    if (await store.nominations.mend(ballot, 'button', votes.button, vote, now))
      return stands ? 'nominated' : 'taken-back';
  }
};

/** Whether its emoji nominated when it came or went. */
export const isNominating = async (
  { workspace }: Pick<Deps, 'workspace'>,
  { name, eventTs }: Pick<Reaction, 'name' | 'eventTs'>,
): Promise<boolean> => nominatedAt(await workspace(), name, eventTs);

/** A reaction that goes may be one that counted, and is nothing when it never did. */
const isNews = async (deps: NominateDeps, ballot: Ballot, key: VoteKey, reaction: Reaction) => {
  if (await isNominating(deps, reaction)) return true;
  if (reaction.isAdded) return false;
  return (await deps.store.nominations.votesOfPerson(ballot))[key]?.stands === true;
};

/** Takes over a reaction that Slack reported, in whatever order and however often it does. */
export const recordReaction = async (
  deps: NominateDeps,
  win: Win,
  reaction: Reaction,
  now: Date,
): Promise<void> => {
  const { store } = deps;
  const key = reactionVoteKey(win, reaction.place, reaction.name);
  const ballot = { winId: win._id, userId: reaction.userId };
  if (!(await isNews(deps, ballot, key, reaction))) return;
  try {
    if (!mayNominate(await deps.people.find(reaction.userId))) return;
  } catch (error) {
    // Slack could not be asked who it was: the next tick compares the whole win with what Slack shows.
    await store.wins.setNeedsReconciling(win._id, true);
    throw error;
  }
  const vote = { ts: reaction.eventTs, stands: reaction.isAdded };
  const isNew = await unlessErased(deps, { win, userId: reaction.userId }, now, () =>
    store.nominations.record(ballot, key, vote, now),
  );
  if (isNew) await countVotes(deps, win._id);
};

/**
 * Takes over a press of Nominate: it nominates, or takes an earlier press back. A reaction that stands is left to
 * whoever made it, since what Slack shows is the truth. `pressedTs` is Slack's, and the same press counts once.
 */
export const toggleNomination = async (
  deps: NominateDeps,
  winId: string,
  userId: string,
  pressedTs: string,
  now: Date,
): Promise<NominationOutcome> => {
  const { store } = deps;
  const win = await store.wins.find(winId);
  if (!win) return 'forgotten';
  if (win.withdrawn?.at) return 'gone';
  if (win.heroIds.includes(userId)) return 'hero';
  if (win.authorId === userId) return 'author';
  if (!mayNominate(await deps.people.find(userId))) return 'not-eligible';
  const outcome = await unlessErased(deps, { win, userId }, now, () =>
    toggleVote(deps, { winId, userId }, pressedTs, now),
  );
  if (!outcome) return 'erased-since';
  if (outcome === 'nominated' || outcome === 'taken-back') await countVotes(deps, winId);
  return outcome;
};
