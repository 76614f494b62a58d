import type { Deps } from '../../deps.ts';
import { isClosedChannel } from '../../domain/closed-channel.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import {
  emojiOfKey,
  hasNominated,
  isFromBefore,
  isNominationEmoji,
  mapVotes,
  nominatorIds,
  type Vote,
  type VoteKey,
  type Votes,
  validVotes,
} from '../../domain/nomination.ts';
import { mayNominate } from '../../domain/person.ts';
import { slackTs } from '../../domain/slack-timestamp.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { slackErrorCode } from '../../errors.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import { pagesOf } from '../pages.ts';
import { withdrawDeletedWin } from '../win/withdraw-win.ts';
import { erasedBefore } from '../workspace/erased-before.ts';
import { followOriginal, type Original } from './follow-original.ts';
import { countVotes, reactionVoteKey, unlessErased } from './nominate.ts';
import { shownMessage } from './original.ts';

export type ReconcileDeps = Pick<
  Deps,
  | 'store'
  | 'workspace'
  | 'people'
  | 'channels'
  | 'slack'
  | 'recountWin'
  | 'refreshWallMessage'
  | 'logger'
  | 'clock'
>;

/** How far back reactions are compared with Slack's. */
const recentMs = 14 * 24 * 3_600_000;
/** News from this long before a look may still be under way to us, and is newer than what the look showed. */
export const underWayMs = 10_000;

export interface ShownReaction {
  name?: string;
  users?: string[];
  count?: number;
}

/** By vote key, the people whose reaction Slack shows at one place, with an emoji that nominates or did. */
type Shown = Map<VoteKey, Set<string>>;

const shownAt = (
  workspace: Workspace,
  win: Win,
  place: Place,
  reactions: readonly ShownReaction[],
): Shown => {
  const shown: Shown = new Map();
  for (const { name = '', users = [] } of reactions) {
    if (!hasNominated(workspace, name)) continue;
    const key = reactionVoteKey(win, place, name);
    shown.set(key, new Set([...(shown.get(key) ?? []), ...users]));
  }
  return shown;
};

const isKeyOf = (win: Win, place: Place, key: string): boolean =>
  key.startsWith(reactionVoteKey(win, place, ''));

interface Difference {
  userId: string;
  key: VoteKey;
  read: Vote | undefined;
  stands: boolean;
  place: Place;
}

/**
 * What Slack shows at a place and the votes say otherwise. What was given while its emoji nominated counts for as long as
 * it is there; what is found with an emoji that does so no more was never a nomination.
 */
const differences = (
  workspace: Workspace,
  win: Win,
  place: Place,
  shown: Shown,
  votes: ReadonlyMap<string, Votes>,
  isErased: (userId: string, at: Date) => boolean,
): Difference[] => {
  const missing = [...shown]
    .filter(([key]) => isNominationEmoji(workspace, emojiOfKey(key)))
    .flatMap(([key, userIds]) =>
      [...userIds]
        .filter((userId) => !votes.get(userId)?.[key]?.stands && !isErased(userId, win.postedAt))
        .map((userId) => ({ userId, key, read: votes.get(userId)?.[key], stands: true, place })),
    );
  const extra = [...votes].flatMap(([userId, ofPerson]) =>
    Object.entries(ofPerson)
      .filter(
        ([key, vote]) =>
          vote.stands &&
          // Whoever had their data deleted is shown under another id, or not at all.
          !isStandIn(userId) &&
          isKeyOf(win, place, key) &&
          // Of an emoji that a newer setting knows this one cannot say what is shown.
          hasNominated(workspace, emojiOfKey(key)) &&
          !shown.get(key as VoteKey)?.has(userId),
      )
      .map(([key, read]) => ({ userId, key: key as VoteKey, read, stands: false, place })),
  );
  return [...missing, ...extra];
};

const mend = async (deps: ReconcileDeps, win: Win, difference: Difference, lookedAt: Date): Promise<void> => {
  const { store, people } = deps;
  const { userId, key, read, stands, place } = difference;
  if (stands && !mayNominate(await people.find(userId))) return;
  const lookTs = slackTs(lookedAt.getTime() - underWayMs);
  const ts = read && read.ts > lookTs ? read.ts : lookTs;
  const ballot = { winId: win._id, userId };
  const isEarly = stands && isFromBefore(await deps.workspace(), emojiOfKey(key), place.ts);
  await unlessErased(deps, { win, userId }, lookedAt, () =>
    store.nominations.mend(ballot, key, read, { ts, stands, ...(isEarly && { isEarly }) }, lookedAt),
  );
};

/** Where people react to a win: its wall message, and the message it was made from. */
export const placesOf = (win: Win): Place[] => {
  const { channelId, ts } = win.source ?? {};
  return [...(win.wall ? [win.wall] : []), ...(channelId && ts ? [{ channelId, ts }] : [])];
};

/** Whether something is closed to the bot now: asking again would not help. Any other code may pass. */
export const isClosedToUs = (error: unknown): boolean => isClosedChannel(slackErrorCode(error));

type ShownMessage = Original & { reactions?: readonly ShownReaction[]; subtype?: string };

/** What Slack shows at a place. Out of our sight is not gone: only a message that is no longer in a channel we see is. */
export const messageAt = async (
  deps: Pick<ReconcileDeps, 'slack'>,
  place: Place,
): Promise<ShownMessage | 'gone' | 'out-of-sight'> => {
  try {
    return (await shownMessage(deps, place)) ?? {};
  } catch (error) {
    if (isClosedToUs(error)) return 'out-of-sight';
    throw error;
  }
};

/** Whether a win stands when the message at this place is deleted. */
const outlives = ({ source }: Win, { channelId, ts }: Place): boolean =>
  source?.isRetold === true && source.channelId === channelId && source.ts === ts;

const reconcilePlace = async (deps: ReconcileDeps, win: Win, place: Place): Promise<void> => {
  const { store, clock } = deps;
  const lookedAt = clock.now();
  const votes = await store.nominations.votesByUser(win._id);
  const message = await messageAt(deps, place);
  if (message === 'out-of-sight') return;
  if (message === 'gone') {
    await withdrawDeletedWin(deps, place, lookedAt);
    // A win that stands without its original loses the reactions that were there.
    if (!outlives(win, place)) return;
  } else await followOriginal(deps, place, message);
  const workspace = await deps.workspace();
  const shown = shownAt(workspace, win, place, message === 'gone' ? [] : (message.reactions ?? []));
  const isErased = await erasedBefore(deps, lookedAt);
  for (const difference of differences(workspace, win, place, shown, votes, isErased))
    await mend(deps, win, difference, lookedAt);
};

/** Makes a win's votes and count equal to what Slack shows now. What cannot be asked stays to be done. */
export const reconcileWin = async (deps: ReconcileDeps, win: Win): Promise<void> => {
  const { store } = deps;
  await store.wins.setNeedsReconciling(win._id, false);
  try {
    for (const place of placesOf(win)) await reconcilePlace(deps, win, place);
  } catch (error) {
    await store.wins.setNeedsReconciling(win._id, true);
    throw error;
  } finally {
    await countVotes(deps, win._id);
  }
};

/** The wall's messages since then with their reactions, by timestamp: one call for two hundred. */
const readWall = async ({ slack }: ReconcileDeps, channelId: string, since: Date) => {
  const messages = new Map<string, ShownReaction[]>();
  const pages = pagesOf((next) =>
    slack.conversations.history({
      channel: channelId,
      oldest: slackTs(since.getTime()),
      limit: 200,
      ...next,
    }),
  );
  for await (const page of pages)
    for (const { ts, reactions } of page.messages ?? []) if (ts) messages.set(ts, reactions ?? []);
  return messages;
};

const isWhole = ({ users = [], count = 0 }: ShownReaction): boolean => users.length >= count;

/** Whether the wall's own listing shows that a win needs no closer look. */
const isInOrder = (
  workspace: Workspace,
  win: Win,
  reactions: readonly ShownReaction[] | undefined,
  votes: ReadonlyMap<string, Votes>,
  isErased: (userId: string, at: Date) => boolean,
) => {
  if (!win.wall || win.source?.kind === 'message' || !reactions?.every(isWhole)) return false;
  const counted = nominatorIds(
    win,
    mapVotes(votes, (each) => validVotes(workspace, each)),
  );
  return (
    differences(workspace, win, win.wall, shownAt(workspace, win, win.wall, reactions), votes, isErased)
      .length === 0 &&
    counted.length === win.nominationCount &&
    counted.every((userId) => win.nominatorIds.includes(userId))
  );
};

const readWalls = async (deps: ReconcileDeps, wins: readonly Win[], since: Date) => {
  const channelIds = new Set(wins.flatMap((win) => (win.wall ? [win.wall.channelId] : [])));
  const walls = new Map<string, Map<string, ShownReaction[]>>();
  for (const channelId of channelIds) {
    const messages = await readWall(deps, channelId, since).catch((error: unknown) => {
      if (!isClosedToUs(error)) throw error;
      return new Map<string, ShownReaction[]>();
    });
    walls.set(channelId, messages);
  }
  return walls;
};

/** Then it is not about the wins: Slack is away, or has closed its doors. */
const mostFailures = 10;

/**
 * Tries each; one that cannot be asked about now is marked, and does not keep the others waiting. When one after the
 * other fails, the rest are marked and wait for the next tick.
 */
const reconcileEach = async (deps: ReconcileDeps, wins: readonly Win[]): Promise<void> => {
  let failures = 0;
  for (const win of wins) {
    if (failures === mostFailures) {
      await deps.store.wins.setNeedsReconciling(win._id, true);
      continue;
    }
    try {
      await reconcileWin(deps, win);
      failures = 0;
    } catch (error) {
      failures += 1;
      deps.logger.warn(
        { feature: 'nomination', winId: win._id, err: error },
        'a win could not be compared with Slack yet',
      );
    }
  }
};

/** Compares what was marked for it. */
export const reconcileMarked = async (deps: ReconcileDeps): Promise<void> =>
  reconcileEach(deps, await deps.store.wins.toReconcile());

/**
 * Compares recent wins with what Slack shows, and mends what happened while nobody listened: reactions, deletions,
 * votes that were not counted and wins that were stored but not planned for the wall.
 */
export const reconcileRecent = async (deps: ReconcileDeps, now: Date): Promise<void> => {
  const { store } = deps;
  const workspace = await deps.workspace();
  const since = new Date(now.getTime() - recentMs);
  const wins = await store.wins.postedSince(since);
  for (const { _id: winId, wall } of wins)
    if (!wall) await store.deliveries.plan({ key: deliveryKey.win(winId), kind: 'win', winId }, now);
  const walls = await readWalls(deps, wins, since);
  const isErased = await erasedBefore(deps, now);
  const doubtful: Win[] = [];
  for (const win of wins) {
    const { _id: winId, wall } = win;
    const votes = await store.nominations.votesByUser(winId);
    const reactions = wall ? walls.get(wall.channelId)?.get(wall.ts) : [];
    if (!isInOrder(workspace, win, reactions, votes, isErased)) doubtful.push(win);
  }
  await reconcileEach(deps, doubtful);
  for (const winId of await store.nominations.winsChangedSince(new Date(now.getTime() - 86_400_000)))
    await deps.recountWin(winId);
};
