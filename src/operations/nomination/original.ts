import type { ReactionsGetResponse } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { ineligibility } from '../../domain/person.ts';
import { slackErrorCode } from '../../errors.ts';
import type { Place } from '../../models/win-schema.ts';

export type ReadOriginalDeps = Pick<Deps, 'people' | 'slack'>;

/** As Slack shows it to an app that may not read files: what they are called and of what kind they are. */
export interface WithFiles {
  files?: readonly { mimetype?: string | undefined; mode?: string | undefined }[] | undefined;
}

/** A file that was deleted stays in its message, as a stone (`mode`). */
export const hasPicture = ({ files = [] }: WithFiles): boolean =>
  files.some(({ mimetype, mode }) => mimetype?.startsWith('image/') === true && mode !== 'tombstone');

type Message = NonNullable<ReactionsGetResponse['message']> &
  WithFiles & { subtype?: string; thread_ts?: string; edited?: { ts?: string } };

/** A message of somebody whom a win may credit, in a public channel that the bot is in. */
export interface FoundOriginal {
  kind: 'found';
  writerId: string;
  text: string;
  /** Since when it says what it says; undefined when it was never edited. */
  editedTs: string | undefined;
  /** The message that it is a reply to. */
  threadTs: string | undefined;
  hasPicture: boolean;
  message: Message;
}

/** Why a message is not copied. `gone`: it was deleted. `no-person`: an app wrote it, or Slack itself. */
export type NoOriginal = 'not-public' | 'not-in-channel' | 'gone' | 'no-person' | 'not-creditable';

const writtenByPerson = new Set<unknown>([undefined, 'thread_broadcast', 'file_share', 'me_message']);
const subtypeOf = (message: object): unknown => ('subtype' in message ? message.subtype : undefined);

export const isWrittenByPerson = (message: { user?: string; bot_id?: string }): boolean =>
  message.user !== undefined && !message.bot_id && writtenByPerson.has(subtypeOf(message));

/** Conversations that the bot may not even ask about are not public ones. */
const closedToUs = new Set(['missing_scope', 'channel_not_found']);

/** Slack is asked each time, since a channel may be made private; and it also tells of what is in other places. */
const whyNotIn = async (
  { slack }: ReadOriginalDeps,
  channelId: string,
): Promise<'not-public' | 'not-in-channel' | undefined> => {
  const isDirectMessage = channelId.startsWith('D');
  if (isDirectMessage) return 'not-public';
  try {
    const { channel } = await slack.conversations.info({ channel: channelId });
    const isPublic = channel?.is_channel === true && channel.is_private === false && !channel.is_mpim;
    if (!isPublic) return 'not-public';
    return channel.is_member === true ? undefined : 'not-in-channel';
  } catch (error) {
    if (closedToUs.has(slackErrorCode(error) ?? '')) return 'not-public';
    throw error;
  }
};

/** What Slack shows at a place, with its reactions. Undefined when it is no message. Throws when the bot may not look. */
export const shownMessage = async (
  { slack }: Pick<Deps, 'slack'>,
  { channelId, ts }: Place,
): Promise<Message | 'gone' | undefined> => {
  try {
    const { message } = await slack.reactions.get({ channel: channelId, timestamp: ts, full: true });
    // One with replies leaves a tombstone instead of being deleted.
    return message && subtypeOf(message) === 'tombstone' ? 'gone' : message;
  } catch (error) {
    if (slackErrorCode(error) === 'message_not_found') return 'gone';
    throw error;
  }
};

/** Where Slack does not say it with the message, the message's address does. */
const threadOf = ({ thread_ts: threadTs, permalink = '' }: Message, ts: string): string | undefined => {
  const found = threadTs ?? /[?&]thread_ts=(\d+\.\d+)/.exec(permalink)?.[1];
  return found === ts ? undefined : found;
};

/**
 * Reads the message that a win is to be made of. Only messages of people in public channels that the bot is in are ever
 * copied: what becomes of them it can follow. Throws when Slack cannot be asked.
 */
export const readOriginal = async (
  deps: ReadOriginalDeps,
  place: Place,
): Promise<FoundOriginal | { kind: NoOriginal }> => {
  const whyNot = await whyNotIn(deps, place.channelId);
  if (whyNot) return { kind: whyNot };
  const message = await shownMessage(deps, place);
  if (!message || message === 'gone') return { kind: 'gone' };
  const { user: writerId, text = '', edited } = message;
  if (writerId === undefined || !isWrittenByPerson(message)) return { kind: 'no-person' };
  if (ineligibility(await deps.people.find(writerId))) return { kind: 'not-creditable' };
  return {
    kind: 'found',
    writerId,
    text,
    editedTs: edited?.ts,
    threadTs: threadOf(message, place.ts),
    hasPicture: hasPicture(message),
    message,
  };
};

/** How much of it a win keeps. */
export const sourceFrom = (place: Place, { editedTs, threadTs, hasPicture: isPictured }: FoundOriginal) => ({
  kind: 'message' as const,
  channelId: place.channelId,
  ts: place.ts,
  ...(editedTs && { editedTs }),
  ...(threadTs && { threadTs }),
  ...(isPictured && { hasPicture: true }),
});
