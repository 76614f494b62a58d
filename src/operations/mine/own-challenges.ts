import type { Deps } from '../../deps.ts';
import { runDays } from '../../domain/challenge.ts';
import { dayFacts } from '../../models/participant.ts';
import { runOf } from '../../models/run.ts';
import { daysInWords } from '../../views/challenge/challenge-words.ts';
import type { OwnChallenge } from '../../views/mine/mine-totals.ts';

/** The challenges that somebody took part in, the last first: of so many that they joined. */
export const ownChallenges = async (
  { store, packs }: Pick<Deps, 'store' | 'packs'>,
  userId: string,
  limit: number,
): Promise<(OwnChallenge & { joinedAt: Date })[]> => {
  const found = await Promise.all(
    (await store.participants.ofPerson(userId, limit)).map(async (participant) => {
      const run = await store.runs.find(participant.runId);
      const doneCount = run?.dayIds.filter((dayId) => dayFacts(participant, dayId).doneAt).length ?? 0;
      if (!run || doneCount === 0) return [];
      const name = packs.get(run.packId)?.name ?? 'A challenge';
      const days = daysInWords(runDays(runOf(run)));
      return [{ name, days, doneCount, dayCount: run.dayIds.length, joinedAt: participant.joinedAt }];
    }),
  );
  return found.flat();
};
