import type { Deps } from '../../deps.ts';
import { wantsAnswer } from '../../domain/note.ts';
import { parseSlackText } from '../../domain/slack-text.ts';
import { gapsIn, type WinGap } from '../../domain/win-tip.ts';
import type { Win } from '../../models/win-schema.ts';
import { namesInWin } from './win-message.ts';

/**
 * What the author of a win that was just posted is to be asked, unless they do not want to be. It is written down that
 * they are, so that nobody asks twice for one win: rather never than that.
 */
export const askOnce = async (
  { store }: Pick<Deps, 'store'>,
  win: Win,
  now: Date,
): Promise<readonly WinGap[]> => {
  const details = { customerAlias: win.customerAlias ?? undefined, rung: win.rung ?? undefined };
  const gaps = gapsIn(parseSlackText(win.text), details, namesInWin(win).values());
  if (gaps.length === 0) return [];
  if (!wantsAnswer(await store.preferences.find(win.authorId), 'writing-tips')) return [];
  return (await store.wins.claimTip(win._id, now)) ? gaps : [];
};
