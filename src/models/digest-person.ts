import type { Digest } from '../domain/digest.ts';
import {
  concernsPerson,
  type ErasedInDigest,
  storiesIn,
  withoutPersonInDigest,
} from '../domain/erased-digest.ts';
import type { PersonRow } from './person-row.ts';

const factsOf = (digest: Digest, userId: string, wins: ReadonlySet<string>): PersonRow | undefined => {
  const isTheirs = (person: { userId: string }): boolean => person.userId === userId;
  const stories = storiesIn(digest).filter(({ winId, heroes }) => wins.has(winId) || heroes.some(isTheirs));
  const facts = {
    credited: digest.heroIds.includes(userId),
    welcomed: digest.firstTimers.some(isTheirs),
    toldToManagers:
      digest.team?.unseen.some(({ person }) => isTheirs(person)) === true ||
      digest.team?.withoutWins.some(isTheirs) === true,
  };
  if (stories.length === 0 && !Object.values(facts).includes(true)) return undefined;
  return { week: digest.week, ...facts, stories: stories.map(({ winId, text }) => ({ winId, text })) };
};

interface Digests {
  /** Every closed week, oldest first. */
  all: () => AsyncIterable<Digest & { _id: string }>;
  replace: (id: string, digest: Digest) => Promise<unknown>;
}

/** What the closed weeks of a workspace say of a person. */
export const digestPersonsOf = ({ all, replace }: Digests) => ({
  /** Those that credit, welcome or list somebody, or tell of these wins of theirs. */
  async exportOf(userId: string, winIds: readonly string[]): Promise<PersonRow[]> {
    const wins = new Set(winIds);
    const rows: PersonRow[] = [];
    for await (const digest of all()) {
      const row = factsOf(digest, userId, wins);
      if (row) rows.push(row);
    }
    return rows;
  },

  /** The weeks whose digest tells of them. */
  async weeksWith(erased: ErasedInDigest): Promise<string[]> {
    const weeks: string[] = [];
    for await (const digest of all()) if (concernsPerson(digest, erased)) weeks.push(digest.week);
    return weeks;
  },

  /** Says of which weeks the digest was changed. */
  async erasePerson(erased: ErasedInDigest): Promise<string[]> {
    const weeks: string[] = [];
    for await (const digest of all()) {
      if (!concernsPerson(digest, erased)) continue;
      await replace(digest._id, withoutPersonInDigest(digest, erased));
      weeks.push(digest.week);
    }
    return weeks;
  },
});
