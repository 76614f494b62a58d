import type { Deps } from '../../deps.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import { namesInWin } from '../win/win-message.ts';
import { type CopyDeps, copiedText } from './copied-text.ts';

export type FollowDeps = CopyDeps & Pick<Deps, 'store'>;

/** The message that a win was made from, as Slack shows it now. */
export interface Original {
  text?: string | undefined;
  edited?: { ts?: string | undefined } | undefined;
}

/** Whether it is still the copy of a message: nobody has put other words in its place. */
const isCopy = (win: Win): boolean => !win.withdrawn?.at && win.editions.length === 0;

/**
 * Takes over what its writer made of a message since it became a win, as long as nobody edited the win itself. News
 * that is older than what is known changes nothing. The win, if it is to be shown anew.
 */
export const followOriginal = async (
  deps: FollowDeps,
  place: Place,
  { text = '', edited }: Original,
): Promise<Win | undefined> => {
  const { store } = deps;
  const editedTs = edited?.ts;
  if (!editedTs) return undefined;
  const win = await store.wins.findMadeFrom(place);
  if (!win || !isCopy(win) || (win.source?.editedTs ?? '') >= editedTs) return undefined;
  const copy = await copiedText(deps, text, win.authorId);
  const names = new Map([...namesInWin(win), ...copy.names]);
  return (await store.wins.followOriginal(win._id, editedTs, { text: copy.text, names })) ?? undefined;
};
