import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';

/** Of all workspaces of the process together. */
const maxGroups = 2_000;
const freshForMs = 10 * 60_000;

/** A user group of a workspace. */
export interface SlackUserGroup {
  /** What is typed to mention it, without the `@`; undefined when Slack does not say. */
  name: string | undefined;
  memberIds: readonly string[];
}

export interface UserGroups {
  /**
   * Who is in a group, and its name unless that is known. Throws when Slack cannot be asked, or does not tell the app:
   * the scope `usergroups:read` is optional.
   */
  find(groupId: string, name: string | undefined): Promise<SlackUserGroup>;
}

type Ask = () => Promise<SlackUserGroup>;

/** Whoever asks while Slack is being asked gets the same answer. */
export type UserGroupCache = LRUCache<string, SlackUserGroup, Ask>;

export const createUserGroupCache = (): UserGroupCache =>
  new LRUCache({
    max: maxGroups,
    ttl: freshForMs,
    fetchMethod: (_key, _stale, { context: ask }) => ask(),
    ignoreFetchAbort: true,
  });

export const createUserGroups = (
  client: WebClient,
  teamId: string,
  known: UserGroupCache = createUserGroupCache(),
): UserGroups => {
  const nameOf = async (groupId: string): Promise<string | undefined> => {
    const { usergroups = [] } = await client.usergroups.list({ include_disabled: true });
    const group = usergroups.find(({ id }) => id === groupId);
    return group?.handle ?? group?.name;
  };

  const ask = async (groupId: string, name: string | undefined): Promise<SlackUserGroup> => {
    const [{ users }, found] = await Promise.all([
      client.usergroups.users.list({ usergroup: groupId }),
      // Its members can be credited without it.
      name ?? nameOf(groupId).catch(() => undefined),
    ]);
    return { name: found, memberIds: users ?? [] };
  };

  return {
    async find(groupId, name) {
      const context: Ask = () => ask(groupId, name);
      const group = await known.fetch(`${teamId}:${groupId}`, { context });
      return group ?? context();
    },
  };
};
