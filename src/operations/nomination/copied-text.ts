import type { Deps } from '../../deps.ts';
import { maskCustomerData } from '../../domain/customer-data.ts';
import { isUnseen, shortened } from '../../domain/human-text.ts';
import { escapeSlackText, mentionedIds, parseSlackText, plainText } from '../../domain/slack-text.ts';
import { maxWinLength, maxWinUnits } from '../../domain/win.ts';
import { lookUpPeople, namesOf } from '../win/look-up-people.ts';
import { withPublicChannels } from '../workspace/public-text.ts';

export type CopyDeps = Pick<Deps, 'workspace' | 'people' | 'channels'>;

/** What a win holds. */
const room = { characters: maxWinLength, units: maxWinUnits };

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
    text: isUnseen(typed)
      ? '(without words: see the original message)'
      : escapeSlackText(shortened(typed, room)),
    names: namesOf(people),
  };
};
