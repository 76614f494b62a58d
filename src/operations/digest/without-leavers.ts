import type { Deps } from '../../deps.ts';
import type { Digest } from '../../domain/digest.ts';
import { withoutListed } from '../../domain/digest-shown.ts';

/** Those of some people who are deactivated by now. Whoever Slack cannot be asked about is not. */
export const leaversAmong = async (
  { people }: Pick<Deps, 'people'>,
  userIds: readonly string[],
): Promise<Set<string>> => {
  const found = await people.findAll([...new Set(userIds)]);
  return new Set(userIds.filter((userId) => found.people.get(userId)?.isDeactivated === true));
};

/** Managers' lists of people without whoever was deactivated since: nobody can recognise them here any more. */
export const withoutLeavers = async (deps: Pick<Deps, 'people'>, digest: Digest): Promise<Digest> => {
  const { team } = digest;
  if (!team) return digest;
  const listed = [...team.unseen.map(({ person }) => person), ...team.withoutWins];
  const leavers = await leaversAmong(
    deps,
    listed.map(({ userId }) => userId),
  );
  return leavers.size === 0 ? digest : { ...digest, team: withoutListed(team, leavers) };
};
