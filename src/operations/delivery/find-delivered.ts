import type { Deps } from '../../deps.ts';
import { failureOf, type SendFailure } from '../../domain/delivery.ts';
import { slackTs } from '../../domain/slack-timestamp.ts';
import { slackErrorCode } from '../../errors.ts';
import { deliveryMetadataType } from '../../views/ids.ts';
import { pagesOf } from '../pages.ts';

/** Our clock and Slack's may differ by this much. */
const clockToleranceMs = 5 * 60_000;
const maxPages = 10;

export type Found =
  | { kind: 'found'; place: { channelId: string; ts: string } }
  | { kind: 'absent' }
  /** For good: no other day is going to be better. */
  | { kind: 'cannot-look'; why: string; isForGood: boolean };

interface Place {
  channelId: string;
  threadTs?: string;
}

const isOurs = (message: unknown, key: string): message is { ts: string } => {
  if (typeof message !== 'object' || message === null || !('metadata' in message)) return false;
  // It was deleted, and has replies.
  if ('subtype' in message && message.subtype === 'tombstone') return false;
  const metadata = message.metadata as { event_type?: string; event_payload?: { key?: string } } | undefined;
  return metadata?.event_type === deliveryMetadataType && metadata.event_payload?.key === key;
};

const history = async (
  { slack }: Pick<Deps, 'slack'>,
  place: Place,
  oldest: string,
  next: { cursor?: string },
) => {
  const page = {
    channel: place.channelId,
    oldest,
    limit: 200,
    include_all_metadata: true,
    ...next,
  };
  return place.threadTs === undefined
    ? slack.conversations.history(page)
    : slack.conversations.replies({ ...page, ts: place.threadTs });
};

/** A message to a person was addressed by their id; its conversation is looked up only when it is needed. */
const conversationOf = async ({ slack }: Pick<Deps, 'slack'>, channelId: string): Promise<string> => {
  if (!/^[UW]/.test(channelId)) return channelId;
  const { channel } = await slack.conversations.open({ users: channelId });
  return channel?.id ?? channelId;
};

const anotherLookHelps: readonly SendFailure[] = ['rate-limited', 'maybe-sent', 'no-access'];

/**
 * Looks in a conversation for the message that carries a delivery's key. Only an error that another look may
 * overcome is thrown; when Slack does not let us look at all, that is an answer.
 */
export const findDelivered = async (
  deps: Pick<Deps, 'slack'>,
  key: string,
  place: Place,
  triedAt: Date,
): Promise<Found> => {
  const oldest = slackTs(triedAt.getTime() - clockToleranceMs);
  let read = 0;
  try {
    const channelId = await conversationOf(deps, place.channelId);
    for await (const answer of pagesOf((next) => history(deps, { ...place, channelId }, oldest, next))) {
      const found = answer.messages?.find((message) => isOurs(message, key));
      if (found?.ts) return { kind: 'found', place: { channelId, ts: found.ts } };
      read += 1;
      if (read === maxPages && answer.response_metadata?.next_cursor)
        return { kind: 'cannot-look', why: 'too many messages since', isForGood: true };
    }
    return { kind: 'absent' };
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === 'thread_not_found') return { kind: 'absent' };
    if (code === 'missing_scope') return { kind: 'cannot-look', why: code, isForGood: true };
    if (code === undefined || anotherLookHelps.includes(failureOf(code))) throw error;
    return { kind: 'cannot-look', why: code, isForGood: false };
  }
};
