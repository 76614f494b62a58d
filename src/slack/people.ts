import { setTimeout as sleep } from 'node:timers/promises';
import { type UsersInfoResponse, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import pTimeout from 'p-timeout';
import { ineligibility, type Person } from '../domain/person.ts';
import { slackErrorCode } from '../errors.ts';

const maxPeople = 20_000;
const freshForMs = 10 * 60_000;
/** A workspace of thousands is read in few calls: Slack allows about twenty a minute. */
const pageSize = 500;
const mostWaits = 10;

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
  /** Everybody who manages the workspace, its primary owner first. Asks Slack for everybody, with patience. */
  findAdmins(): Promise<Person[]>;
  /** Takes over what Slack says has changed. */
  update(user: unknown): void;
}

/** One page of everybody. When Slack wants a pause it gets it: whoever asks for everybody is in no hurry. */
const listUsers = async (client: WebClient, cursor: string | undefined) => {
  for (let waits = 0; ; waits += 1) {
    try {
      return await client.users.list({ limit: pageSize, ...(cursor && { cursor }) });
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || waits === mostWaits) throw error;
      await sleep(error.retryAfter * 1000, undefined, { ref: false });
    }
  }
};

const isUser = (value: unknown): value is User & { id: string } =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

export const createPeople = (client: WebClient, teamId: string): People => {
  const ask = async (userId: string): Promise<Person | undefined> => {
    try {
      const { user } = await client.users.info({ user: userId });
      return user && personFrom(userId, teamId, user);
    } catch (error) {
      if (['user_not_found', 'user_not_visible'].includes(slackErrorCode(error) ?? '')) return undefined;
      throw error;
    }
  };

  // Whoever asks while Slack is being asked gets the same answer.
  const known = new LRUCache<string, Person>({
    max: maxPeople,
    ttl: freshForMs,
    fetchMethod: ask,
    ignoreFetchAbort: true,
  });
  const find = (userId: string): Promise<Person | undefined> => known.fetch(userId);
  let listing: Promise<Person[]> | undefined;

  const remember = (userId: string, user: User): Person => {
    const person = personFrom(userId, teamId, user);
    known.set(userId, person);
    return person;
  };

  const listAdmins = async (): Promise<Person[]> => {
    const admins: { person: Person; rank: number }[] = [];
    let cursor: string | undefined;
    do {
      const page = await listUsers(client, cursor);
      for (const user of (page.members ?? []).filter(isUser)) {
        const person = remember(user.id, user);
        if (person.isAdmin && ineligibility(person) === undefined)
          admins.push({ person, rank: user.is_primary_owner ? 0 : user.is_owner ? 1 : 2 });
      }
      cursor = page.response_metadata?.next_cursor;
    } while (cursor);
    return admins.sort((a, b) => a.rank - b.rank).map(({ person }) => person);
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
