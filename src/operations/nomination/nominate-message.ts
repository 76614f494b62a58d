import { randomUUID } from 'node:crypto';
import type { ReactionsGetResponse } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { emojiOf } from '../../domain/nomination.ts';
import { ineligibility, mayNominate } from '../../domain/person.ts';
import { noDetails } from '../../domain/win.ts';
import { openWeek } from '../../domain/workspace.ts';
import { slackErrorCode } from '../../errors.ts';
import type { Win } from '../../models/win-schema.ts';
import { erasedBefore } from '../workspace/erased-before.ts';
import { copiedText } from './copied-text.ts';
import type { Original } from './follow-original.ts';
import type { Reaction } from './nominate.ts';

export type NominateMessageDeps = Pick<Deps, 'store' | 'workspace' | 'people' | 'channels' | 'slack'>;

type Message = NonNullable<ReactionsGetResponse['message']>;

const writtenByPerson = new Set<unknown>([undefined, 'thread_broadcast', 'file_share', 'me_message']);
const subtypeOf = (message: object): unknown => ('subtype' in message ? message.subtype : undefined);

export const isWrittenByPerson = (message: { user?: string; bot_id?: string }): boolean =>
  message.user !== undefined && !message.bot_id && writtenByPerson.has(subtypeOf(message));

/** Conversations that the bot may not even ask about are not public ones. */
const closedToUs = new Set(['missing_scope', 'channel_not_found']);

/** Whether it is a public channel that the bot is in. Slack also tells of reactions elsewhere. */
const isOurPublicChannel = async ({ slack }: NominateMessageDeps, channelId: string): Promise<boolean> => {
  const isDirectMessage = channelId.startsWith('D');
  if (isDirectMessage) return false;
  try {
    const { channel } = await slack.conversations.info({ channel: channelId });
    const isPublic = channel?.is_channel === true && channel.is_private === false && !channel.is_mpim;
    return isPublic && channel.is_member === true;
  } catch (error) {
    if (closedToUs.has(slackErrorCode(error) ?? '')) return false;
    throw error;
  }
};

/** What Slack shows is the truth: a reaction that was removed before its event came nominates nothing. */
const stillReacts = (message: Message, { userId, name }: Reaction): boolean =>
  message.reactions?.some(
    (reaction) => emojiOf(reaction.name ?? '') === emojiOf(name) && reaction.users?.includes(userId),
  ) === true;

/** Since when it says what it says; undefined when it was never edited. */
const editedTsOf = (message: object): string | undefined => {
  const { edited }: Original = message;
  return edited?.ts;
};

/**
 * Makes a win of the message that somebody reacted to, credited to who wrote it; undefined when it cannot be one.
 * Only messages of people in public channels are ever copied.
 */
export const winFromMessage = async (
  deps: NominateMessageDeps,
  reaction: Reaction,
  now: Date,
): Promise<Win | undefined> => {
  const { store, slack } = deps;
  const { channelId, ts } = reaction.place;
  if (!(await isOurPublicChannel(deps, channelId))) return undefined;
  const { message } = await slack.reactions.get({ channel: channelId, timestamp: ts, full: true });
  const authorId = message?.user;
  if (!message || !authorId || !isWrittenByPerson(message)) return undefined;
  if (authorId === reaction.userId || !stillReacts(message, reaction)) return undefined;
  const isErased = await erasedBefore(deps, now);
  const writtenAt = new Date(Number(ts) * 1000);
  if ([authorId, reaction.userId].some((userId) => isErased(userId, writtenAt))) return undefined;
  const nominator = await deps.people.find(reaction.userId);
  if (ineligibility(await deps.people.find(authorId)) || !mayNominate(nominator)) return undefined;

  const editedTs = editedTsOf(message);
  const { text, names } = await copiedText(deps, message.text ?? '', authorId);
  if (nominator) names.set(nominator.userId, nominator.name);
  await store.wins.store({
    winId: randomUUID(),
    authorId,
    heroIds: [authorId],
    text,
    names,
    source: { kind: 'message', channelId, ts, nominatedBy: reaction.userId, ...(editedTs && { editedTs }) },
    postedAt: now,
    week: openWeek(now, await deps.workspace()),
    ...noDetails,
  });
  const win = await store.wins.findMadeFrom(reaction.place);
  if (!win) return undefined;
  const key = deliveryKey.win(win._id);
  await store.deliveries.plan({ key, kind: 'win', winId: win._id }, now);
  return win;
};
