import type { ConversationsHistoryResponse } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { isFromBefore, isNominationEmoji } from '../../domain/nomination.ts';
import { ineligibility } from '../../domain/person.ts';
import { msOfSlackTs, slackTs } from '../../domain/slack-timestamp.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Place } from '../../models/win-schema.ts';
import { pagesOf } from '../pages.ts';
import { isWrittenByPerson } from './original.ts';
import { nominateMessage, type PendingReactionDeps } from './pending-reaction.ts';
import { isClosedToUs, underWayMs } from './reconcile.ts';

type MissedNominationDeps = PendingReactionDeps & Pick<Deps, 'installation'>;

type Message = NonNullable<ConversationsHistoryResponse['messages']>[number];

interface Period {
  channel: string;
  oldest: string;
  limit: number;
}

const hourMs = 3_600_000;
/** People react to what is recent: to messages of the day before the bot stopped listening, say. */
const reactedWithinMs = 24 * hourMs;
const farthestBackMs = 14 * 24 * hourMs;
export const listEveryMs = hourMs;
/** The workspace's other jobs wait meanwhile, and it may have hundreds of channels. */
const longestMs = 10_000;

// biome-ignore lint/plugin: how long something takes, not what time it is
const elapsedMs = (): number => performance.now();
/** Whoever took a channel and ended with it has it taken over by then. */
const lookLeaseMs = 10 * 60_000;
const lookAgainMs = 60_000;

/** The replies to a message; Slack lists the message itself among them. */
async function* repliesTo({ slack }: MissedNominationDeps, ts: string, period: Period) {
  for await (const page of pagesOf((next) => slack.conversations.replies({ ...period, ts, ...next })))
    yield* (page.messages ?? []).filter((reply) => reply.ts !== ts);
}

/** A channel's messages since then, with the replies of those threads that were not looked at before. */
async function* messagesSince(
  deps: MissedNominationDeps,
  period: Period,
  lookedAtThreads: Set<string>,
): AsyncGenerator<Message> {
  const pages = pagesOf((next) => deps.slack.conversations.history({ ...period, ...next }));
  for await (const { messages = [] } of pages) {
    for (const message of messages) {
      yield message;
      const { ts, latest_reply: latestTs = '' } = message;
      if (!ts || latestTs <= period.oldest || lookedAtThreads.has(ts)) continue;
      yield* repliesTo(deps, ts, period);
      lookedAtThreads.add(ts);
    }
  }
}

const isWin = async ({ store }: MissedNominationDeps, place: Place): Promise<boolean> =>
  (await store.wins.findMadeFrom(place)) !== null;

/**
 * Who reacted with an emoji that nominates, its author left out. A message from before it did may have been liked then,
 * by people who nominated nothing.
 */
const nominationsOf = (workspace: Workspace, { reactions = [], user: authorId, ts = '' }: Message) =>
  reactions
    .filter(({ name = '' }) => isNominationEmoji(workspace, name) && !isFromBefore(workspace, name, ts))
    .flatMap(({ name = '', users = [] }) => users.map((userId) => ({ userId, name })))
    .filter(({ userId }) => userId !== authorId);

/** The first of those who reacted that may nominate makes the win; the others are counted with it. */
const nominateFrom = async (
  deps: MissedNominationDeps,
  channelId: string,
  message: Message,
  now: Date,
): Promise<void> => {
  const { ts, user: authorId } = message;
  const nominations = nominationsOf(await deps.workspace(), message);
  if (!ts || !authorId || !isWrittenByPerson(message) || nominations.length === 0) return;
  if (ineligibility(await deps.people.find(authorId))) return;
  const place = { channelId, ts };
  const eventTs = slackTs(now.getTime() - underWayMs);
  for (const { userId, name } of nominations) {
    if (await isWin(deps, place)) return;
    await nominateMessage(deps, { userId, name, place, isAdded: true, eventTs }, now);
  }
};

/**
 * Looks through a channel for people's messages that were nominated while nobody listened: those of the day before it
 * was last looked through, and since, but none from before the bot came. Wins that exist are reconciled elsewhere.
 * When it is cut short, by a rate limit say, another call goes on with the threads that are left.
 */
const nominateMissed = async (
  deps: MissedNominationDeps,
  channelId: string,
  now: Date,
  threadsOfLook: (knownUntil: Date | null | undefined) => Set<string>,
): Promise<void> => {
  const { store, clock } = deps;
  const lookedAt = clock.now();
  const { joinedTs, knownUntil } = await store.channels.meet(channelId, slackTs(lookedAt.getTime()));
  const since = (knownUntil ?? lookedAt).getTime() - reactedWithinMs;
  const oldest = slackTs(Math.max(since, lookedAt.getTime() - farthestBackMs, msOfSlackTs(joinedTs)));
  const period = { channel: channelId, oldest, limit: 200 };
  for await (const message of messagesSince(deps, period, threadsOfLook(knownUntil)))
    await nominateFrom(deps, channelId, message, now);
  await store.channels.recordKnown(channelId, lookedAt);
};

/** Writes down, at most once an hour, that every public channel that the bot is in is to be looked through. */
const planLooks = async ({ store, slack }: MissedNominationDeps, now: Date): Promise<void> => {
  if (!(await store.workspace.claimTurn('channelsListedAt', now, listEveryMs))) return;
  try {
    const pages = pagesOf((next) =>
      slack.users.conversations({ types: 'public_channel', exclude_archived: true, limit: 200, ...next }),
    );
    for await (const { channels = [] } of pages)
      for (const { id } of channels) if (id) await store.channels.planLook(id, slackTs(now.getTime()), now);
  } catch (error) {
    await store.workspace.releaseTurn('channelsListedAt', now);
    throw error;
  }
};

/**
 * Looks every hour, and when a workspace is met, for messages that were nominated while nobody listened, in as many
 * ticks as the number of channels needs. What Slack did not let us ask is asked again a minute later, behind the others.
 */
export const createMissedNominationLook = () => {
  /** By workspace and channel: a look that was cut short, and the threads that it has done with. */
  const cutShort = new Map<string, { after: number | undefined; threads: Set<string> }>();

  /** Another replica may have finished the look meanwhile: then this is the next one, and begins anew. */
  const threadsOf = (key: string, knownUntil: Date | null | undefined): Set<string> => {
    const after = knownUntil?.getTime();
    const earlier = cutShort.get(key);
    if (earlier && earlier.after === after) return earlier.threads;
    const threads = new Set<string>();
    cutShort.set(key, { after, threads });
    return threads;
  };

  const lookThrough = async (deps: MissedNominationDeps, channelId: string, now: Date): Promise<void> => {
    const key = `${deps.installation.teamId}:${channelId}`;
    try {
      await nominateMissed(deps, channelId, now, (knownUntil) => threadsOf(key, knownUntil));
    } catch (error) {
      if (!isClosedToUs(error)) throw error;
    }
    cutShort.delete(key);
    await deps.store.channels.settleLook(channelId);
  };

  return async (deps: MissedNominationDeps, now: Date): Promise<void> => {
    const { store } = deps;
    await planLooks(deps, now);
    const end = elapsedMs() + longestMs;
    while (elapsedMs() < end) {
      const channelId = await store.channels.claimLook(now, new Date(now.getTime() + lookLeaseMs));
      if (!channelId) return;
      try {
        await lookThrough(deps, channelId, now);
      } catch (error) {
        await store.channels.putOffLook(channelId, new Date(now.getTime() + lookAgainMs));
        throw error;
      }
    }
  };
};
