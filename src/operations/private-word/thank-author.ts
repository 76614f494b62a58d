import type { Deps } from '../../deps.ts';
import { erasedName } from '../../domain/erased-person.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { ineligibility } from '../../domain/person.ts';
import type { PrivateWord } from '../../models/private-word.ts';
import { capitalized } from '../../views/words.ts';

export type ThankDeps = Pick<Deps, 'store' | 'people' | 'refreshNote' | 'background'>;

export type ThankOutcome =
  | { kind: 'forgotten' | 'not-yours' }
  | { kind: 'thanked' | 'thanked-before' | 'author-gone'; authorName: string };

/** Planned at each press: the process may have ended after the first before it was. */
const planThanks = async ({ store }: ThankDeps, word: PrivateWord, now: Date): Promise<void> => {
  const { _id: id, wordId, heroId, authorId: userId } = word;
  const key = notePartKey['private-thanks'](wordId, heroId);
  await store.noteParts.plan({ key, kind: 'private-thanks', userId, wordId: id }, now);
};

/** The reader of a word says thanks, once: its author reads that in their next note. */
export const thankAuthor = async (
  deps: ThankDeps,
  id: string,
  userId: string,
  now: Date,
): Promise<ThankOutcome> => {
  const { store, people } = deps;
  const thanked = await store.privateWords.thank(id, userId, now);
  const word = thanked ?? (await store.privateWords.find(id));
  if (!word) return { kind: 'forgotten' };
  if (word.heroId !== userId || !word.thankedAt) return { kind: 'not-yours' };
  const author = await people.find(word.authorId);
  const authorName = author?.name ?? capitalized(erasedName);
  if (!ineligibility(author)) await planThanks(deps, word, now);
  deps.background.run('private-word', async () => {
    await deps.refreshNote(notePartKey['private-word'](word.wordId, word.heroId));
  });
  if (ineligibility(author)) return { kind: 'author-gone', authorName };
  return { kind: thanked ? 'thanked' : 'thanked-before', authorName };
};
