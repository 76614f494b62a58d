import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import type { UserGroup } from '../../domain/group-credit.ts';
import { mentionedGroups, type TextToken } from '../../domain/slack-text.ts';
import { slackErrorCode } from '../../errors.ts';

/** With as much again for their members, it leaves the database some of the time that a waiting person is given. */
export const groupLookUpLimitMs = 700;

const refusals = new Set(['missing_scope', 'no_permission', 'not_allowed_token_type']);

/** The groups that a text mentions, by id, and their names. */
export const lookUpGroups = async (
  { people }: Pick<Deps, 'people'>,
  tokens: readonly TextToken[],
): Promise<{ groups: Map<string, UserGroup>; nameOf: (groupId: string) => string | undefined }> => {
  const groups = new Map<string, UserGroup>();
  const names = new Map<string, string>();
  const find = async (groupId: string, name: string | undefined): Promise<void> => {
    try {
      const asking = people.groups.find(groupId, name);
      const group = await pTimeout(asking, { milliseconds: groupLookUpLimitMs });
      groups.set(groupId, { memberIds: group.memberIds });
      if (group.name) names.set(groupId, group.name);
    } catch (error) {
      const isRefused = refusals.has(slackErrorCode(error) ?? '');
      groups.set(groupId, { why: isRefused ? 'not-allowed' : 'unanswered' });
    }
  };
  await Promise.all(mentionedGroups(tokens).map(({ groupId, name }) => find(groupId, name)));
  return { groups, nameOf: (groupId) => names.get(groupId) };
};
