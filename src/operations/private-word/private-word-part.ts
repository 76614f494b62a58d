import type { Deps } from '../../deps.ts';
import { erasedName } from '../../domain/erased-person.ts';
import type { PrivateWord } from '../../models/private-word.ts';
import { type ShownWord, thanksForWord, wordGone, wordMessage } from '../../views/private-word/word.ts';
import { capitalized } from '../../views/words.ts';
import { send, skip } from '../delivery/delivery-row.ts';
import { type NoteRow, shownAsNow } from '../note/note-row.ts';

/** A word as its reader is shown it. */
export const shownWord = async (
  { people, workspace }: Pick<Deps, 'people' | 'workspace'>,
  word: PrivateWord,
): Promise<ShownWord> => ({
  id: word._id,
  authorName: (await people.find(word.authorId))?.name ?? capitalized(erasedName),
  text: word.text ?? '',
  customerAlias: word.customerAlias ?? undefined,
  rung: word.rung ?? undefined,
  principle: word.principle ?? undefined,
  principleNames: (await workspace()).principleNames,
  isThanked: Boolean(word.thankedAt),
});

/** Told to the one person it is for. */
export const privateWordPart: NoteRow = {
  topic: 'praise',
  async compose(deps, { wordId }) {
    const word = wordId ? await deps.store.privateWords.takeIntoNote(wordId) : null;
    if (!word) return skip('it was taken back, or was shown on Home');
    return send(wordMessage(await shownWord(deps, word)));
  },
  async show(deps, { wordId }) {
    const word = wordId ? await deps.store.privateWords.find(wordId) : null;
    return word && !word.takenBackAt ? wordMessage(await shownWord(deps, word)) : wordGone;
  },
  async told({ store, clock }, { wordId }) {
    if (wordId) await store.privateWords.recordTold(wordId, clock.now());
  },
};

const composeThanks: NoteRow['compose'] = async ({ store, people }, { wordId }) => {
  const word = wordId ? await store.privateWords.find(wordId) : null;
  if (!word?.thankedAt || !word.text) return skip('the word is not kept any more');
  const readerName = (await people.find(word.heroId))?.name ?? 'Somebody';
  return send(thanksForWord(readerName, word.text));
};

/** Told to its author, once. */
export const privateThanksPart: NoteRow = {
  topic: 'praise',
  compose: composeThanks,
  show: shownAsNow(composeThanks, wordGone),
};
