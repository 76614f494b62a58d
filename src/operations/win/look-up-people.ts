import type { Deps } from '../../deps.ts';
import { membersToLookAt } from '../../domain/group-credit.ts';
import type { Person } from '../../domain/person.ts';
import { mentionedIds, type TextToken } from '../../domain/slack-text.ts';
import { groupLookUpLimitMs, lookUpGroups } from './look-up-groups.ts';

const labelled = (tokens: readonly TextToken[]): Map<string, string> =>
  new Map(
    tokens.flatMap((token) => (token.type === 'user' && token.label ? [[token.userId, token.label]] : [])),
  );

/** Ids in a command come from Slack itself: when it cannot be asked about one just now, it is taken at its word. */
const trusted = (userId: string, label: string | undefined): Person => ({
  userId,
  name: label ?? 'someone',
  isBot: false,
  isDeactivated: false,
  isStranger: false,
  isGuest: false,
  isAdmin: false,
  timeZone: undefined,
  changedAtS: undefined,
});

/** Leaves the database enough of the time that a waiting person is given (handlers/stored-in-time.ts). */
const lookUpLimitMs = 1_000;

/** The people a text or a form speaks of, by what Slack knows of them. */
export const lookUpPeople = async (
  { people }: Pick<Deps, 'people'>,
  ids: readonly string[],
  tokens: readonly TextToken[],
  limitMs = lookUpLimitMs,
) => {
  const labels = labelled(tokens);
  const { people: known, unasked } = await people.findAll([...new Set(ids)], limitMs);
  for (const userId of unasked) known.set(userId, trusted(userId, labels.get(userId)));
  return known;
};

export const namesOf = (people: ReadonlyMap<string, Person>): Map<string, string> =>
  new Map([...people].map(([userId, person]) => [userId, person.name]));

/** Everybody, and every group, that a submission speaks of. */
export const lookUpEverybody = async (
  deps: Pick<Deps, 'people'>,
  {
    authorId,
    heroIds = [],
    helperIds = [],
  }: { authorId: string; heroIds?: readonly string[]; helperIds?: readonly string[] },
  tokens: readonly TextToken[],
) => {
  const { groups, nameOf } = await lookUpGroups(deps, tokens);
  const members = [...groups.values()].flatMap(membersToLookAt);
  const ids = [authorId, ...heroIds, ...helperIds, ...mentionedIds(tokens), ...members];
  const limitMs = groups.size > 0 ? groupLookUpLimitMs : undefined;
  return { groups, groupNameOf: nameOf, people: await lookUpPeople(deps, ids, tokens, limitMs) };
};
