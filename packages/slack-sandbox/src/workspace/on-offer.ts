import type { Channel, User } from '../answers.ts';
import { type JsonObject, objectIn, stringsIn } from '../json.ts';

/** A select of people, channels or conversations, as far as it says what it offers. */
export type Select = { type: string; filter?: unknown };

export interface Place extends Pick<Channel, 'isIm' | 'isPrivate' | 'isArchived'> {
  /** Whether the person who chooses is in it. */
  isMine: boolean;
  /** Whether people of other organisations are in it. */
  isShared: boolean;
}

const filterOf = ({ type, filter }: Select): JsonObject =>
  type.endsWith('conversations_select') ? objectIn(filter) : {};

const includes = (filter: JsonObject, kind: string): boolean =>
  filter.include === undefined || stringsIn(filter.include).includes(kind);

/** Selects of channels have public ones only; those of conversations also what the person is in. */
export const isPlaceOffered = (select: Select, place: Place): boolean => {
  if (place.isIm || place.isArchived) return false;
  if (!select.type.endsWith('conversations_select')) return !place.isPrivate;
  const filter = filterOf(select);
  if (filter.exclude_external_shared_channels === true && place.isShared) return false;
  return place.isPrivate ? place.isMine && includes(filter, 'private') : includes(filter, 'public');
};

/** Who is deactivated can be chosen no longer. In a select of conversations a person is a direct message. */
export const isPersonOffered = (
  select: Select,
  { deleted, isBot }: Pick<User, 'deleted' | 'isBot'>,
): boolean => {
  const filter = filterOf(select);
  return !deleted && includes(filter, 'im') && !(isBot && filter.exclude_bot_users === true);
};
