import type { Installation } from '../../deps.ts';
import type { Win } from '../../models/win-schema.ts';
import type { Message } from '../../views/message.ts';
import { storyTyped } from '../../views/win/story.ts';
import { foldedCard, type WinLook, winCard } from '../../views/win/win-card.ts';

export const namesInWin = (win: Pick<Win, 'names'>): Map<string, string> =>
  new Map(Object.entries(win.names));

/** Those whom a win credits, by the names that it has for them. */
export const heroNamesIn = (win: Pick<Win, 'heroIds' | 'names'>): string[] => {
  const names = namesInWin(win);
  return win.heroIds.map((userId) => names.get(userId) ?? 'somebody');
};

/** What a win says, as it was typed. */
export const typedWin = (win: Pick<Win, 'text' | 'names'>): string =>
  storyTyped({ text: win.text, names: namesInWin(win) });

const originalOf = ({ source }: Win) =>
  source?.kind === 'message' && source.channelId && source.ts && !source.isGone
    ? {
        channelId: source.channelId,
        ts: source.ts,
        threadTs: source.threadTs ?? undefined,
        nominatedBy: source.nominatedBy ?? undefined,
        hasPicture: source.hasPicture === true,
      }
    : undefined;

/** The wall message of a win as it is now. */
export const winMessage = (
  { url: workspaceUrl }: Pick<Installation, 'url'>,
  { exceptionalThreshold, nominationEmoji, principleNames }: WinLook,
  win: Win,
  { canAsk = false } = {},
): Message => {
  if (win.folded) return foldedCard;
  return winCard({
    winId: win._id,
    authorId: win.authorId,
    text: win.text,
    heroIds: win.heroIds,
    helperIds: win.helperIds ?? [],
    groupNames: win.groupNames ?? [],
    names: namesInWin(win),
    customerAlias: win.customerAlias ?? undefined,
    rung: win.rung ?? undefined,
    principle: win.principle ?? undefined,
    postedAt: win.postedAt,
    nominationCount: win.nominationCount,
    original: originalOf(win),
    exceptionalThreshold,
    nominationEmoji,
    principleNames,
    madeRight: win.madeRight ?? undefined,
    canAsk,
    customer: win.customer ?? undefined,
    workspaceUrl,
  });
};
