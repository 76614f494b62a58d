import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { emojiOf } from '../../domain/nomination.ts';
import { mayNominate } from '../../domain/person.ts';
import { noDetails } from '../../domain/win.ts';
import { openWeek } from '../../domain/workspace.ts';
import type { Win } from '../../models/win-schema.ts';
import { erasedBefore } from '../workspace/erased-before.ts';
import { copiedText } from './copied-text.ts';
import type { Reaction } from './nominate.ts';
import { type FoundOriginal, readOriginal, sourceFrom } from './original.ts';

export type NominateMessageDeps = Pick<Deps, 'store' | 'workspace' | 'people' | 'channels' | 'slack'>;

/** What Slack shows is the truth: a reaction that was removed before its event came nominates nothing. */
const stillReacts = (message: FoundOriginal['message'], { userId, name }: Reaction): boolean =>
  message.reactions?.some(
    (reaction) => emojiOf(reaction.name ?? '') === emojiOf(name) && reaction.users?.includes(userId),
  ) === true;

/**
 * Makes a win of the message that somebody reacted to, credited to who wrote it; undefined when it cannot be one.
 * Only messages of people in public channels are ever copied.
 */
export const winFromMessage = async (
  deps: NominateMessageDeps,
  reaction: Reaction,
  now: Date,
): Promise<Win | undefined> => {
  const { store } = deps;
  const { place } = reaction;
  const read = await readOriginal(deps, place);
  if (read.kind !== 'found') return undefined;
  const { writerId: authorId } = read;
  if (authorId === reaction.userId || !stillReacts(read.message, reaction)) return undefined;
  const isErased = await erasedBefore(deps, now);
  const writtenAt = new Date(Number(place.ts) * 1000);
  if ([authorId, reaction.userId].some((userId) => isErased(userId, writtenAt))) return undefined;
  const nominator = await deps.people.find(reaction.userId);
  if (!mayNominate(nominator)) return undefined;

  const { text, names } = await copiedText(deps, read.text, authorId);
  if (nominator) names.set(nominator.userId, nominator.name);
  await store.wins.store({
    winId: randomUUID(),
    authorId,
    heroIds: [authorId],
    text,
    names,
    source: { ...sourceFrom(place, read), nominatedBy: reaction.userId },
    postedAt: now,
    week: openWeek(now, await deps.workspace()),
    ...noDetails,
  });
  const win = await store.wins.findMadeFrom(place);
  if (!win) return undefined;
  const key = deliveryKey.win(win._id);
  await store.deliveries.plan({ key, kind: 'win', winId: win._id }, now);
  return win;
};
