import type { Deps } from '../../deps.ts';
import { maskCustomerData } from '../../domain/customer-data.ts';
import { escapeSlackText, mentionedIds, parseSlackText, plainText } from '../../domain/slack-text.ts';
import { maxWinLength } from '../../domain/win.ts';
import { lookUpPeople, namesOf } from '../win/post-win.ts';
import { withPublicChannels } from '../workspace/public-text.ts';

export type CopyDeps = Pick<Deps, 'workspace' | 'people' | 'channels'>;

/** Cut to what a win holds, and not in the middle of a character. */
const cut = (typed: string): string =>
  typed.length > maxWinLength
    ? `${typed.slice(0, maxWinLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
    : typed;

/**
 * Somebody's message as a win shows it. Its writer did not mean it for the wall and is not asked first, so what looks
 * like customer data is left out.
 */
export const copiedText = async (deps: CopyDeps, written: string, authorId: string) => {
  const tokens = parseSlackText(await withPublicChannels(deps, written));
  const people = await lookUpPeople(deps, [authorId, ...mentionedIds(tokens)], tokens);
  const { zone } = await deps.workspace();
  const typed = maskCustomerData(
    plainText(tokens, (userId) => people.get(userId)?.name),
    zone,
  );
  return {
    text: typed.trim() ? escapeSlackText(cut(typed)) : '(without words: see the original message)',
    names: namesOf(people),
  };
};
