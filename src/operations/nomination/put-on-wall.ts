import { createHash } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { customerDataMask } from '../../domain/customer-data.ts';
import { isKept } from '../../domain/retention.ts';
import { msOfSlackTs } from '../../domain/slack-timestamp.ts';
import { foldedText } from '../../domain/win.ts';
import type { MessageSource } from '../../models/win.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import {
  type PostWinDeps,
  type PostWinOutcome,
  postWin,
  postWinFrom,
  type Submission,
} from '../win/post-win.ts';
import { copiedForForm } from './copied-text.ts';
import {
  type FoundOriginal,
  hasPicture,
  type NoOriginal,
  type ReadOriginalDeps,
  readOriginal,
  sourceFrom,
  type WithFiles,
} from './original.ts';

export type PutOnWallDeps = PostWinDeps & ReadOriginalDeps & Pick<Deps, 'channels'>;

/** `too-old`: a win from it would be kept longer than stories are. */
export type NotCopied = NoOriginal | 'too-old';

/** What a form knows of the message that it was filled in from. */
export interface FormOriginal extends Place {
  /** By which words are known again that nobody changed. */
  copy: string;
  editedTs?: string | undefined;
  hasPicture?: boolean | undefined;
}

export type Opening =
  | { kind: 'made-already'; win: Win }
  | { kind: 'copy'; original: FormOriginal; typed: string; writerId: string; isMasked: boolean }
  | { kind: 'own-words'; why: NotCopied };

const digestOf = (words: string): string => createHash('sha256').update(foldedText(words)).digest('base64');

const readKept = async (
  deps: PutOnWallDeps,
  place: Place,
  now: Date,
): Promise<FoundOriginal | { kind: NotCopied }> => {
  const writtenAt = new Date(msOfSlackTs(place.ts));
  if (!isKept(await deps.workspace(), writtenAt, now)) return { kind: 'too-old' };
  return readOriginal(deps, place);
};

/** The win whose wall message it is, or that was made from it. */
export const winAbout = async ({ store }: Pick<Deps, 'store'>, place: Place): Promise<Win | undefined> =>
  (await store.wins.findAt(place)) ?? (await store.wins.findMadeFrom(place)) ?? undefined;

/**
 * What a form about a message is filled in with. Where the message is, and what it says, is asked of Slack and never
 * taken from a request. Only of pictures Slack may not say it when it is asked, and the request (`shown`) does. Throws
 * when Slack cannot be asked.
 */
export const openMessage = async (
  deps: PutOnWallDeps,
  place: Place,
  shown: WithFiles,
  now: Date,
): Promise<Opening> => {
  const win = await winAbout(deps, place);
  if (win) return { kind: 'made-already', win };
  const read = await readKept(deps, place, now);
  if (read.kind !== 'found') return { kind: 'own-words', why: read.kind };
  const { writerId, editedTs } = read;
  const typed = await copiedForForm(deps, read.text, writerId);
  const original = {
    ...place,
    copy: digestOf(typed),
    editedTs,
    hasPicture: read.hasPicture || hasPicture(shown),
  };
  return { kind: 'copy', original, typed, writerId, isMasked: typed.includes(customerDataMask) };
};

/** Words that nobody changed are the message's, and follow it from the version that was copied. */
const sourceOf = (
  read: FoundOriginal,
  { authorId, typed, original }: { authorId: string; typed: string; original: FormOriginal },
): MessageSource => {
  const isCopy = typed.trim() !== '' && digestOf(typed) === original.copy;
  return {
    ...sourceFrom(original, {
      ...read,
      editedTs: isCopy ? original.editedTs : read.editedTs,
      hasPicture: read.hasPicture || original.hasPicture === true,
    }),
    ...(read.writerId !== authorId && { writerId: read.writerId }),
    ...(!isCopy && { isRetold: true }),
  };
};

export type PutOnWallOutcome =
  | PostWinOutcome
  | { kind: 'made-already' }
  | { kind: 'not-copied'; why: NotCopied };

/**
 * Posts what somebody made of a message, as a win of theirs. Whether the message is still one that may be copied is
 * asked again: a form may be open for hours, and what came with it is no proof.
 */
export const putOnWall = async (
  deps: PutOnWallDeps,
  submission: Submission,
  { typed, original }: { typed: string; original: FormOriginal | undefined },
  now: Date,
): Promise<PutOnWallOutcome> => {
  if (!original) return postWin(deps, submission, now);
  const read = await readKept(deps, original, now);
  if (read.kind !== 'found') return { kind: 'not-copied', why: read.kind };
  const { authorId } = submission;
  return postWinFrom(deps, submission, sourceOf(read, { authorId, typed, original }), now);
};
