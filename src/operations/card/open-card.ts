import type { Deps } from '../../deps.ts';
import { type SignRefusal, whyNoSigner } from '../../domain/card.ts';
import { isExceptional } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Signature } from '../../models/signature.ts';
import type { Win } from '../../models/win-schema.ts';
import { maySeeWin } from '../win/win-sight.ts';

export type CardDeps = Pick<Deps, 'store' | 'workspace' | 'people' | 'channels' | 'logger'>;

/** Whether the card of a win that stands can be signed and handed over. */
export const isCardOpen = (
  workspace: Pick<Workspace, 'exceptionalThreshold'>,
  win: Pick<Win, 'nominationCount' | 'wall' | 'folded'>,
): boolean => Boolean(win.wall) && !win.folded && isExceptional(workspace, win.nominationCount);

export interface OpenCard {
  kind: 'open';
  win: Win;
  /** As the signer is called. */
  name: string;
  /** What they signed already. */
  line: Signature | undefined;
}

export interface SignRefused {
  kind: 'refused';
  why: SignRefusal;
  line?: Signature;
}

const refused = (why: SignRefusal): SignRefused => ({ kind: 'refused', why });

/** A card as somebody wants to sign it. The one place that says whether they may. Throws when Slack cannot be asked. */
export const openCard = async (
  deps: CardDeps,
  winId: string,
  userId: string,
): Promise<OpenCard | SignRefused> => {
  const { store, people } = deps;
  const win = await store.wins.find(winId);
  if (!win) return refused('forgotten');
  if (win.withdrawn?.at || win.folded) return refused('gone');
  const person = await people.find(userId);
  const why = whyNoSigner(win, userId, person);
  if (why) return refused(why);
  if (!(await maySeeWin(deps, userId, win))) return refused('hidden');
  const line = (await store.signatures.find(winId, userId)) ?? undefined;
  if (line && line.toldTo.length > 0) return { kind: 'refused', why: 'handed-over', line };
  if (!isCardOpen(await deps.workspace(), win)) return refused('not-exceptional');
  return { kind: 'open', win, name: person?.name ?? '', line };
};
