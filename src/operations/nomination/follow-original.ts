import type { Deps } from '../../deps.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import { namesInWin } from '../win/win-message.ts';
import { type CopyDeps, copiedText } from './copied-text.ts';
import { hasPicture, type WithFiles } from './original.ts';

export type FollowDeps = CopyDeps & Pick<Deps, 'store'>;

/** The message that a win was made from, as Slack shows it now. */
export interface Original extends WithFiles {
  text?: string | undefined;
  edited?: { ts?: string | undefined } | undefined;
}

/** Whether it is still the copy of a message: nobody has put other words in its place. */
const isCopy = (win: Win): boolean =>
  !win.withdrawn?.at && win.editions.length === 0 && win.source?.isRetold !== true;

const writerOf = ({ source, authorId }: Win): string => source?.writerId ?? authorId;

const followWords = async (
  deps: FollowDeps,
  win: Win,
  { text = '', edited }: Original,
): Promise<Win | undefined> => {
  const editedTs = edited?.ts;
  if (!editedTs || !isCopy(win) || (win.source?.editedTs ?? '') >= editedTs) return undefined;
  const copy = await copiedText(deps, text, writerOf(win));
  const names = new Map([...namesInWin(win), ...copy.names]);
  return (await deps.store.wins.followOriginal(win._id, editedTs, { text: copy.text, names })) ?? undefined;
};

/**
 * Takes over what its writer made of a message since it became a win: its words, as long as nobody put others in their
 * place, and that its picture is gone. News that is older than what is known changes nothing, and a picture is never
 * put into a message later, so that one that is gone is no old news. The win, if it is to be shown anew.
 */
export const followOriginal = async (
  deps: FollowDeps,
  place: Place,
  original: Original,
): Promise<Win | undefined> => {
  const { store } = deps;
  if (!original.edited?.ts && original.files === undefined) return undefined;
  const win = await store.wins.findMadeFrom(place);
  if (!win) return undefined;
  const isPictureGone = win.source?.hasPicture && original.files !== undefined && !hasPicture(original);
  const withoutPicture = isPictureGone ? await store.wins.losePicture(win._id) : null;
  return (await followWords(deps, win, original)) ?? withoutPicture ?? undefined;
};
