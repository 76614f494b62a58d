import { createHash, randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import type { HelperLeftOut } from '../../domain/credit.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { ineligibility } from '../../domain/person.ts';
import { readersOf } from '../../domain/private-word.ts';
import { canonicalText, escapeSlackText, parseSlackText, plainText } from '../../domain/slack-text.ts';
import { foldedText, sameWinWindowMs, type WinDetails } from '../../domain/win.ts';
import { type NewPrivateWord, privateWordId } from '../../models/private-word.ts';
import { lookUpPeople } from '../win/look-up-people.ts';
import { type TextFault, textFault } from '../win/post-win.ts';
import { withPublicChannels, withPublicChannelsIn } from '../workspace/public-text.ts';

export type GiveDeps = Pick<Deps, 'store' | 'installation' | 'people' | 'channels'>;

export interface PrivateSubmission {
  authorId: string;
  typed: string;
  /** Whom the author chose. */
  userIds: readonly string[];
  details: WinDetails;
}

export type GiveOutcome =
  | { kind: 'outsider' | 'nobody-chosen' }
  | { kind: 'nobody-left'; leftOut: readonly HelperLeftOut[] }
  | { kind: 'refused'; fault: TextFault }
  | { kind: 'given'; wordId: string; readerNames: string[]; leftOut: readonly HelperLeftOut[] };

/** It is no win's key, whatever it says: the same words can go on the wall as well. */
const submissionId = (
  teamId: string,
  { authorId, text, customerAlias }: Omit<NewPrivateWord, 'wordId' | 'givenAt'>,
  readerIds: readonly string[],
): string => {
  const parts = ['private', foldedText(text), ...readerIds.toSorted(), customerAlias ?? ''];
  return `${teamId}:${authorId}:${createHash('sha256').update(parts.join('\0')).digest('hex')}`;
};

/** A part that is planned already is left as it is. */
const planParts = async (
  { store }: GiveDeps,
  { wordId, givenAt }: NewPrivateWord,
  readerIds: readonly string[],
): Promise<void> => {
  for (const userId of readerIds) {
    const key = notePartKey['private-word'](wordId, userId);
    await store.noteParts.plan(
      { key, kind: 'private-word', userId, wordId: privateWordId(wordId, userId) },
      givenAt,
    );
  }
};

/**
 * Stores a word under the id that everybody gets who sends the same, and plans it for the note of each of its readers.
 * From whom it was taken back meanwhile, for them it is a new one.
 */
const storeOnce = async (
  deps: GiveDeps,
  word: Omit<NewPrivateWord, 'wordId' | 'givenAt'>,
  readerIds: readonly string[],
  now: Date,
): Promise<string> => {
  const { store, installation } = deps;
  const submission = submissionId(installation.teamId, word, readerIds);
  for (let left = readerIds; ; ) {
    const claim = await store.submissions.claim(submission, randomUUID(), now, sameWinWindowMs);
    if (!claim) continue;
    const { winId: wordId, at: givenAt } = claim;
    await store.privateWords.give({ ...word, wordId, givenAt }, left);
    await planParts(deps, { ...word, wordId, givenAt }, left);
    const stored = await store.privateWords.ofWord(wordId);
    const takenBack = stored.filter(({ takenBackAt }) => takenBackAt).map(({ heroId }) => heroId);
    if (takenBack.length === 0) return wordId;
    left = takenBack;
    await store.submissions.release(wordId);
  }
};

/** Checks and stores what somebody wrote to the people they chose, and to nobody else. */
export const givePrivateWord = async (
  deps: GiveDeps,
  { authorId, typed, userIds, details }: PrivateSubmission,
  now: Date,
): Promise<GiveOutcome> => {
  const [people, wire, customerAlias] = await Promise.all([
    lookUpPeople(deps, [authorId, ...userIds], []),
    withPublicChannels(deps, escapeSlackText(typed)),
    withPublicChannelsIn(deps, details.customerAlias),
  ]);
  if (ineligibility(people.get(authorId))) return { kind: 'outsider' };
  const tokens = parseSlackText(wire);
  const fault = textFault(
    tokens,
    plainText(tokens, () => undefined),
  );
  if (fault) return { kind: 'refused', fault };
  const { readerIds, leftOut } = readersOf(userIds, authorId, people);
  if (readerIds.length === 0)
    return leftOut.length > 0 ? { kind: 'nobody-left', leftOut } : { kind: 'nobody-chosen' };
  const text = canonicalText(tokens, new Set(), () => undefined);
  const wordId = await storeOnce(deps, { authorId, text, ...details, customerAlias }, readerIds, now);
  const readerNames = readerIds.map((userId) => people.get(userId)?.name ?? 'someone');
  return { kind: 'given', wordId, readerNames, leftOut };
};
