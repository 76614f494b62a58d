import { maxHeroes } from './credit.ts';
import { ineligibility, type Person } from './person.ts';

/** A user group as Slack knows it; or why its members are not known. */
export type UserGroup = { memberIds: readonly string[] } | { why: 'not-allowed' | 'unanswered' };

/** What became of a group that a text credits. */
export interface GroupCredit {
  /** As it is shown; undefined when it is not known. */
  name: string | undefined;
  outcome: 'members' | 'by-name' | 'nobody' | 'not-allowed' | 'unanswered';
  /** Of those who can be credited; of everybody in it when it is large. */
  memberCount: number;
}

/** Nobody is asked about in a larger group: that so many of its members cannot be credited is not to be expected. */
const maxLookedAt = 3 * maxHeroes;

/** The members that Slack has to be asked about before it is known whom to credit. */
export const membersToLookAt = (group: UserGroup | undefined): readonly string[] =>
  group && 'memberIds' in group && group.memberIds.length <= maxLookedAt ? group.memberIds : [];

/** Credits the members of a group up to ten, and a larger group by its name. */
export const creditGroup = (
  name: string | undefined,
  group: UserGroup | undefined,
  people: ReadonlyMap<string, Person>,
): { credit: GroupCredit; memberIds: readonly string[] } => {
  if (!group || 'why' in group)
    return { credit: { name, outcome: group?.why ?? 'unanswered', memberCount: 0 }, memberIds: [] };
  const looked = membersToLookAt(group);
  const eligible = looked.filter((userId) => ineligibility(people.get(userId)) === undefined);
  const isLarge = looked.length < group.memberIds.length || eligible.length > maxHeroes;
  const memberCount = looked.length < group.memberIds.length ? group.memberIds.length : eligible.length;
  if (isLarge) return { credit: { name, outcome: 'by-name', memberCount }, memberIds: [] };
  const outcome = eligible.length > 0 ? 'members' : 'nobody';
  return { credit: { name, outcome, memberCount }, memberIds: eligible };
};
