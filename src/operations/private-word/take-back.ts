import type { Deps } from '../../deps.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { mayBeRead } from '../../domain/private-word.ts';
import { parseSlackText, plainText } from '../../domain/slack-text.ts';
import type { PrivateWord } from '../../models/private-word.ts';

export type TakeBackDeps = Pick<Deps, 'store' | 'people'>;

export type TakeBackOutcome =
  | { kind: 'forgotten' | 'not-author' | 'taken-back-before' }
  | { kind: 'too-late'; readNames: string[] }
  | { kind: 'taken-back'; typed: string; fromNames: string[]; readNames: string[] };

/** The word is read before its part: a note that is composed in between is seen by one of the two. */
const takeBackOne = async ({ store }: TakeBackDeps, word: PrivateWord, now: Date): Promise<boolean> => {
  const part = await store.noteParts.find(notePartKey['private-word'](word.wordId, word.heroId));
  return !mayBeRead(word, part ?? undefined) && store.privateWords.takeBack(word, word.authorId, now);
};

const namesOf = async ({ people }: TakeBackDeps, userIds: readonly string[]): Promise<string[]> => {
  const { people: known } = await people.findAll(userIds);
  return userIds.map((userId) => known.get(userId)?.name ?? 'someone');
};

/** Its author takes a word back from everybody who cannot have read it. */
export const takeBackWord = async (
  deps: TakeBackDeps,
  wordId: string,
  userId: string,
  now: Date,
): Promise<TakeBackOutcome> => {
  const { store } = deps;
  const words = await store.privateWords.ofWord(wordId);
  if (words.length === 0) return { kind: 'forgotten' };
  if (words.some(({ authorId }) => authorId !== userId)) return { kind: 'not-author' };
  const standing = words.filter(({ takenBackAt }) => !takenBackAt);
  if (standing.length === 0) return { kind: 'taken-back-before' };
  const taken: PrivateWord[] = [];
  for (const word of standing) if (await takeBackOne(deps, word, now)) taken.push(word);
  const fromIds = taken.map(({ heroId }) => heroId);
  const readIds = standing.map(({ heroId }) => heroId).filter((heroId) => !fromIds.includes(heroId));
  const readNames = await namesOf(deps, readIds);
  const text = taken[0]?.text;
  if (text === undefined) return { kind: 'too-late', readNames };
  // The same words can be sent again.
  if (readIds.length === 0) await store.submissions.release(wordId);
  const typed = plainText(parseSlackText(text ?? ''), () => undefined);
  return { kind: 'taken-back', typed, fromNames: await namesOf(deps, fromIds), readNames };
};
