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

/** What somebody wrote, as a win may hold it: what looks like customer data is left out. `typed`: as a person types it. */
const copiedWords = async (deps: CopyDeps, written: string, authorId: string) => {
  const tokens = parseSlackText(await withPublicChannels(deps, written));
  const people = await lookUpPeople(deps, [authorId, ...mentionedIds(tokens)], tokens);
  const { zone } = await deps.workspace();
  const words = plainText(tokens, (userId) => people.get(userId)?.name);
  return { typed: shortened(maskCustomerData(words, zone), room), names: namesOf(people) };
};

/** The same for a form, which is empty where there are no words. */
export const copiedForForm = async (deps: CopyDeps, written: string, authorId: string): Promise<string> => {
  const { typed } = await copiedWords(deps, written, authorId);
  return isUnseen(typed) ? '' : typed;
};

/**
 * Somebody's message as a win shows it. Its writer did not mean it for the wall and is not asked first, so what looks
 * like customer data is left out.
 */
export const copiedText = async (deps: CopyDeps, written: string, authorId: string) => {
  const { typed, names } = await copiedWords(deps, written, authorId);
  return {
    text: isUnseen(typed) ? '(without words: see the original message)' : escapeSlackText(typed),
    names,
  };
};
