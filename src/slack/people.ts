import { isDeepStrictEqual } from 'node:util';
import { type UsersInfoResponse, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import pTimeout from 'p-timeout';
import { isStandIn } from '../domain/erased-person.ts';
import { cleanText, isUnseen } from '../domain/human-text.ts';
import { isActiveAdmin, isOlder, type Person } from '../domain/person.ts';
import { slackErrorCode } from '../errors.ts';
import { createUserGroups, type UserGroupCache, type UserGroups } from './user-groups.ts';

/** Of all workspaces of the process together. */
const maxPeople = 50_000;
const freshForMs = 10 * 60_000;
/** An event that is older than this may be one that Slack sends again, and others may have come since. */
const promptForMs = 60_000;
/** A workspace of thousands is read in few calls: Slack allows about twenty a minute. */
const pageSize = 500;
/** Slack allows about a hundred questions about one person a minute. */
const mostAskedOneByOne = 30;

type User = NonNullable<UsersInfoResponse['user']>;

const nameOf = (user: User): string =>
  [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name]
    .map((name) => cleanText(name ?? ''))
    .find((name) => !isUnseen(name)) ?? 'someone';

/** The workspace that people are looked at from, and the Enterprise Grid organisation that it is part of. */
interface Home {
  teamId: string;
  enterpriseId: string | undefined;
}

/**
 * A Grid organisation's people are colleagues whatever their workspace; elsewhere the workspace is the organisation.
 * `is_stranger` alone says too little: it is false for everybody in a channel that is shared with us.
 */
const isColleague = (user: User, { teamId, enterpriseId }: Home): boolean => {
  const theirs = user.enterprise_user?.enterprise_id;
  if (theirs !== undefined && theirs === enterpriseId) return true;
  if (user.is_stranger === true) return false;
  if (theirs !== undefined && enterpriseId !== undefined) return false;
  // A workspace that joined a Grid organisation after the bot was started.
  if (theirs !== undefined) return user.team_id === teamId;
  return user.team_id === undefined || user.team_id === teamId;
};

const personFrom = (userId: string, home: Home, user: User): Person => ({
  userId,
  name: nameOf(user),
  isBot: user.is_bot === true || userId === 'USLACKBOT',
  isDeactivated: user.deleted === true,
  isStranger: !isColleague(user, home),
  isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
  isAdmin: user.is_admin === true || user.is_owner === true,
  timeZone: user.tz,
  changedAtS: user.updated,
});

/** The people of one workspace, as Slack knows them. */
export interface People {
  groups: UserGroups;
  /** Undefined when Slack knows nobody by that id. Throws when Slack cannot be asked. */
  find(userId: string): Promise<Person | undefined>;
  /**
   * Those that Slack knows; the ids of those it could not be asked about, or did not answer about within the time
   * limit, are in `unasked`.
   */
  findAll(
    userIds: readonly string[],
    limitMs?: number,
  ): Promise<{ people: Map<string, Person>; unasked: string[] }>;
  /** Has many people at hand: when too many would have to be asked about one by one, Slack is asked about everybody. */
  prepare(userIds: readonly string[]): Promise<void>;
  /**
   * The active admins of the Slack workspace, its primary owner first. Asks Slack for everybody; when Slack wants a pause it
   * throws, and the next call goes on from there.
   */
  findAdmins(): Promise<Person[]>;
  /**
   * Takes over what Slack's event says has changed, unless something newer is known. Events come late and in any order:
   * where it cannot be told which is newer, Slack is asked the next time that somebody wants to know.
   */
  update(user: unknown, now: Date): void;
}

const isPrompt = ({ changedAtS }: Person, now: Date): boolean =>
  changedAtS !== undefined && now.getTime() - changedAtS * 1000 < promptForMs;

const isUser = (value: unknown): value is User & { id: string } =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

interface Listed {
  admins: { person: Person; rank: number }[];
  cursor: string | undefined;
  beganMs: number;
}

// biome-ignore lint/plugin: how long ago something was, not what time it is
const elapsedMs = (): number => performance.now();

type Ask = (userId: string) => Promise<Person | undefined>;

/** Who is known in any workspace of the process: one cache, since an empty one costs a megabyte. */
export type PeopleCache = LRUCache<string, Person, { userId: string; ask: Ask }>;

export const createPeopleCache = (): PeopleCache =>
  // Whoever asks while Slack is being asked gets the same answer.
  new LRUCache({
    max: maxPeople,
    ttl: freshForMs,
    fetchMethod: (_key, _stale, { context: { userId, ask } }) => ask(userId),
    ignoreFetchAbort: true,
  });

export interface PeopleOptions {
  /** Undefined for a workspace that is part of none. */
  enterpriseId?: string | undefined;
  knownGroups?: UserGroupCache;
}

export const createPeople = (
  client: WebClient,
  teamId: string,
  known: PeopleCache = createPeopleCache(),
  { enterpriseId, knownGroups }: PeopleOptions = {},
): People => {
  const home: Home = { teamId, enterpriseId };
  const keyOf = (userId: string): string => `${teamId}:${userId}`;
  /** An event may have come while Slack was being asked. */
  const newerOf = (told: Person): Person => {
    const had = known.peek(keyOf(told.userId));
    return had && isOlder(told, had) ? had : told;
  };

  const ask: Ask = async (userId) => {
    try {
      const { user } = await client.users.info({ user: userId });
      return user && newerOf(personFrom(userId, home, user));
    } catch (error) {
      if (['user_not_found', 'user_not_visible'].includes(slackErrorCode(error) ?? '')) return undefined;
      throw error;
    }
  };

  const find: Ask = async (userId) =>
    isStandIn(userId) ? undefined : known.fetch(keyOf(userId), { context: { userId, ask } });
  let listing: Promise<Person[]> | undefined;
  /** What a listing that Slack cut short has come to. */
  let listed: Listed | undefined;

  const remember = (userId: string, user: User): Person => {
    const person = newerOf(personFrom(userId, home, user));
    known.set(keyOf(userId), person);
    return person;
  };

  const listAdmins = async (): Promise<Person[]> => {
    const isFresh = listed !== undefined && elapsedMs() - listed.beganMs < freshForMs;
    const list: Listed = isFresh && listed ? listed : { admins: [], beganMs: elapsedMs(), cursor: undefined };
    listed = undefined;
    try {
      do {
        const page = await client.users.list({
          limit: pageSize,
          ...(list.cursor && { cursor: list.cursor }),
        });
        for (const user of (page.members ?? []).filter(isUser)) {
          const person = remember(user.id, user);
          const rank = user.is_primary_owner ? 0 : user.is_owner ? 1 : 2;
          if (isActiveAdmin(person)) list.admins.push({ person, rank });
        }
        list.cursor = page.response_metadata?.next_cursor;
      } while (list.cursor);
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) listed = list;
      throw error;
    }
    return list.admins.sort((a, b) => a.rank - b.rank).map(({ person }) => person);
  };

  const list = (): Promise<Person[]> => {
    listing ??= listAdmins().finally(() => {
      listing = undefined;
    });
    return listing;
  };

  return {
    find,
    groups: createUserGroups(client, teamId, knownGroups),

    async findAll(userIds, limitMs = Number.POSITIVE_INFINITY) {
      const people = new Map<string, Person>();
      const unasked: string[] = [];
      const answers = await Promise.allSettled(
        userIds.map((userId) => pTimeout(find(userId), { milliseconds: limitMs })),
      );
      for (const [index, userId] of userIds.entries()) {
        const answer = answers[index];
        if (answer?.status !== 'fulfilled') unasked.push(userId);
        else if (answer.value) people.set(userId, answer.value);
      }
      return { people, unasked };
    },

    findAdmins: list,

    async prepare(userIds) {
      const unknown = userIds.filter((userId) => !known.has(keyOf(userId)));
      if (unknown.length > mostAskedOneByOne) await list();
    },

    update(user, now) {
      if (!isUser(user)) return;
      const told = personFrom(user.id, home, user);
      const had = known.peek(keyOf(user.id));
      if (had && (isOlder(told, had) || isDeepStrictEqual(told, had))) return;
      if (had ? isOlder(had, told) : isPrompt(told, now)) known.set(keyOf(user.id), told);
      else known.delete(keyOf(user.id));
    },
  };
};
