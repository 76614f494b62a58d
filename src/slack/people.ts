import { type UsersInfoResponse, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import pTimeout from 'p-timeout';
import { isManager, type Person } from '../domain/person.ts';
import { slackErrorCode } from '../errors.ts';

/** Of all workspaces of the process together. */
const maxPeople = 50_000;
const freshForMs = 10 * 60_000;
/** A workspace of thousands is read in few calls: Slack allows about twenty a minute. */
const pageSize = 500;

type User = NonNullable<UsersInfoResponse['user']>;

const nameOf = (user: User): string =>
  user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || 'someone';

const personFrom = (userId: string, teamId: string, user: User): Person => ({
  userId,
  name: nameOf(user),
  isBot: user.is_bot === true || userId === 'USLACKBOT',
  isDeactivated: user.deleted === true,
  isStranger:
    user.is_stranger === true ||
    (user.team_id !== undefined && user.team_id !== teamId && !user.enterprise_user),
  isAdmin: user.is_admin === true || user.is_owner === true,
  timeZone: user.tz,
});

/** The people of one workspace, as Slack knows them. */
export interface People {
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
  /**
   * Everybody who manages the workspace, its primary owner first. Asks Slack for everybody; when Slack wants a pause it
   * throws, and the next call goes on from there.
   */
  findAdmins(): Promise<Person[]>;
  /** Takes over what Slack says has changed. */
  update(user: unknown): void;
}

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

export const createPeople = (
  client: WebClient,
  teamId: string,
  known: PeopleCache = createPeopleCache(),
): People => {
  const keyOf = (userId: string): string => `${teamId}:${userId}`;
  const ask: Ask = async (userId) => {
    try {
      const { user } = await client.users.info({ user: userId });
      return user && personFrom(userId, teamId, user);
    } catch (error) {
      if (['user_not_found', 'user_not_visible'].includes(slackErrorCode(error) ?? '')) return undefined;
      throw error;
    }
  };

  const find: Ask = (userId) => known.fetch(keyOf(userId), { context: { userId, ask } });
  let listing: Promise<Person[]> | undefined;
  /** What a listing that Slack cut short has come to. */
  let listed: Listed | undefined;

  const remember = (userId: string, user: User): Person => {
    const person = personFrom(userId, teamId, user);
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
          if (isManager(person)) list.admins.push({ person, rank });
        }
        list.cursor = page.response_metadata?.next_cursor;
      } while (list.cursor);
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) listed = list;
      throw error;
    }
    return list.admins.sort((a, b) => a.rank - b.rank).map(({ person }) => person);
  };

  return {
    find,

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

    findAdmins() {
      listing ??= listAdmins().finally(() => {
        listing = undefined;
      });
      return listing;
    },

    update(user) {
      if (isUser(user)) remember(user.id, user);
    },
  };
};
