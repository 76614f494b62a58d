import type { Deps } from '../../deps.ts';
import type { Digest } from '../../domain/digest.ts';
import { lastRecognised, type ReaderWords } from '../../domain/recognition.ts';
import { keptSince } from '../../domain/retention.ts';

const laterOf = (a: Date | undefined, b: Date | undefined): Date | undefined =>
  a && b ? (a > b ? a : b) : (a ?? b);

/**
 * When this reader last recognised whom a digest brings to their notice. A stored digest is the same for all its readers,
 * so that is found out when it is shown. Undefined when it names nobody.
 */
export const readerWords = async (
  { store, workspace }: Pick<Deps, 'store' | 'workspace'>,
  { team }: Pick<Digest, 'team'>,
  readerId: string,
  now: Date,
): Promise<ReaderWords | undefined> => {
  const userIds = (team?.unseen ?? []).map(({ person }) => person.userId);
  const decided = await workspace();
  if (userIds.length === 0 || decided.isTeamMode) return undefined;
  const wins = await store.wins.recognisedBy(readerId, userIds);
  const votes = await store.nominations.votesForWins(
    readerId,
    wins.map(({ _id }) => _id),
  );
  return {
    now,
    since: laterOf(decided.metAt, keptSince(decided, now)),
    lastAt: lastRecognised(wins.map((win) => ({ ...win, votes: votes.get(win._id) ?? {} }))),
  };
};
