import { maxAliasUnits, maxRecoveryHelpers, maxWhatUnits } from '../../domain/recovery.ts';
import type { WordsFaults } from '../../domain/recovery-fault.ts';
import { recoveryFormIds as ids } from '../ids.ts';
import { mention } from '../message.ts';
import { plainWords } from '../plain-words.ts';
import { listed } from '../words.ts';

const whatWords = {
  blank: 'Say in a line what happened, so that whoever helps knows.',
  'too-long': `That is longer than ${maxWhatUnits} characters. A line is enough.`,
} as const;

const aliasWords = {
  blank: 'Say for whom: a first name or a nickname is enough.',
  'too-long': `That is longer than ${maxAliasUnits} characters. A first name is enough.`,
} as const;

/** What is wrong with what was typed, by the block that it is said beside. */
export const wordsFaultWords = ({ what, customerAlias }: WordsFaults): Record<string, string> => ({
  ...(what && { [ids.what]: whatWords[what] }),
  ...(customerAlias && { [ids.customer]: aliasWords[customerAlias] }),
});

/** What is missing in a form that Slack would not have sent. */
export const incompleteWords = 'Choose an answer to each question above, and send it again.';

export const ineligibleWords = (names: readonly string[]): string =>
  `${plainWords(listed(names))} cannot work on this: only people who are active here can. Choose somebody else.`;

export const unaskedWords =
  'Slack does not tell me just now who that is. What you filled in is still here; please try again in a minute.';

export const tooManyWords = `Choose ${maxRecoveryHelpers} people at most: those who can do something about it.`;

export const notEligibleWords =
  'Only members of this organisation can open one here. Somebody who works here can do it for you.';

export const openedBeforeWords =
  'Somebody opened one for this customer already, so this one is not needed. Close the form: they see to it.';

/** On top of a form that somebody else was quicker with. */
export const overtakenNotice = (now: string): string =>
  `:arrows_counterclockwise: *Somebody changed this while you had it open.* ${now} What you filled in is below: save it to put it in the place of that, or close the form to leave it.`;

export const teamNow = (ownerId: string, helperIds: readonly string[]): string => {
  const helpers =
    helperIds.length > 0
      ? `; ${listed(helperIds.map(mention))} ${helperIds.length === 1 ? 'helps' : 'help'}`
      : '';
  return `Now ${mention(ownerId)} owns it${helpers}.`;
};
