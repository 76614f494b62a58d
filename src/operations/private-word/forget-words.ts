import type { Deps } from '../../deps.ts';
import { notePartKey } from '../../domain/note-part-key.ts';

/** Deletes words that are not kept any more, with their parts of notes, the words last. True when none is left. */
export const forgetPrivateWords = async (
  { store }: Pick<Deps, 'store'>,
  before: Date,
  limit: number,
): Promise<boolean> => {
  const words = await store.privateWords.olderThan(before, limit);
  await store.submissions.forgetWins(words.map(({ wordId }) => wordId));
  await store.noteParts.forget(
    words.flatMap(({ wordId, heroId }) => [
      notePartKey['private-word'](wordId, heroId),
      notePartKey['private-thanks'](wordId, heroId),
    ]),
  );
  await store.privateWords.forget(words.map(({ _id }) => _id));
  return words.length < limit;
};
