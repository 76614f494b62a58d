import type { Deps } from '../../deps.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import type { PrivateWord } from '../../models/private-word.ts';

type OldWord = Pick<PrivateWord, '_id' | 'wordId' | 'authorId' | 'heroId' | 'givenAt'>;

/**
 * Deletes words that are not kept any more, with their parts of notes, the words last. `leave`: takes them out of what
 * counts them, before that. True when none is left.
 */
export const forgetPrivateWords = async (
  { store }: Pick<Deps, 'store'>,
  { before, limit }: { before: Date; limit: number },
  leave: (words: readonly OldWord[]) => Promise<void>,
): Promise<boolean> => {
  const words = await store.privateWords.olderThan(before, limit);
  await leave(words);
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
