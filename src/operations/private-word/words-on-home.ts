import type { Deps } from '../../deps.ts';
import { wantsTopic } from '../../domain/note.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { isForHome } from '../../domain/private-word.ts';
import type { PrivateWord } from '../../models/private-word.ts';
import type { ShownWord } from '../../views/private-word/word.ts';
import { shownWord } from './private-word-part.ts';

type HomeWordDeps = Pick<Deps, 'store' | 'people' | 'workspace'>;

const looked = 12;
const mostShown = 3;

const showNow = async (
  { store }: HomeWordDeps,
  word: PrivateWord,
  wantsPraise: boolean,
  now: Date,
): Promise<boolean> => {
  const part = await store.noteParts.find(notePartKey['private-word'](word.wordId, word.heroId));
  if (!isForHome(word, part ?? undefined, wantsPraise)) return false;
  return Boolean(word.shownOnHomeAt) || store.privateWords.showOnHome(word, now);
};

/**
 * What others wrote to somebody and no note brings them: they find it on Home until they say thanks or put it away, so
 * that nothing is lost on whoever turned praise off, and nobody is told that they did.
 */
export const wordsOnHome = async (deps: HomeWordDeps, userId: string, now: Date): Promise<ShownWord[]> => {
  const { store } = deps;
  const open = await store.privateWords.openOf(userId, looked);
  if (open.length === 0) return [];
  const wantsPraise = wantsTopic(await store.preferences.find(userId), 'praise');
  const shown: PrivateWord[] = [];
  for (const word of open)
    if (shown.length < mostShown && (await showNow(deps, word, wantsPraise, now))) shown.push(word);
  return Promise.all(shown.map((word) => shownWord(deps, word)));
};
