import type { ModalView } from '@slack/types';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import {
  maxAliasUnits,
  type Problem,
  type RecoveryFacts,
  type RecoveryStep,
  recoverySteps,
} from '../../domain/recovery.ts';
import { firstCallAt } from '../../domain/recovery-contact.ts';
import { maxChangeUnits } from '../../domain/recovery-end.ts';
import { maxWinUnits } from '../../domain/win.ts';
import { modal, section, textInput } from '../blocks.ts';
import { callbackIds, recoveryFormIds as ids } from '../ids.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { listed } from '../words.ts';

/** What went wrong in general words: what was typed about it was for few people. */
const generalWords: Record<Problem, string> = {
  late: 'We were late.',
  wrong: 'We got it wrong.',
  broken: 'Something broke.',
  rude: 'We were not kind.',
  unreachable: 'We could not be reached.',
  overcharged: 'We charged too much.',
  other: 'Something went wrong.',
};

const doneWords: Record<RecoveryStep, string> = {
  call: 'called first',
  listen: 'let them tell it all',
  own: 'said what we did and that we were sorry',
  offer: 'offered what fitted',
  fixed: 'put it right',
  followUp: 'asked how it was afterwards',
};

/** The steps in the order in which they were done. */
export const stepsDone = (recovery: Pick<RecoveryFacts, 'steps' | 'reopened'>): string[] =>
  recoverySteps
    .flatMap((step) => {
      const at = step === 'call' ? firstCallAt(recovery) : recovery.steps[step]?.at;
      return at ? [{ at: at.getTime(), words: doneWords[step] }] : [];
    })
    .toSorted((a, b) => a.at - b.at)
    .map(({ words }) => words);

/** A beginning, which its owner makes their own. */
export const storyDraft = (recovery: RecoveryFacts): string =>
  `${generalWords[recovery.problem]} So we ${listed(stepsDone(recovery))}.`;

export interface StoryForm {
  metadata: string;
  text: string;
  customerAlias: string | undefined;
  change: string;
  customerData: readonly CustomerDataKind[];
}

export const recoveryStoryForm = (form: StoryForm): ModalView =>
  modal({
    callbackId: callbackIds.recoveryStory,
    title: 'Tell it as a story',
    submit: 'Put it on the wall',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      section(
        'Only you can tell it, and nothing is on the wall before you say so. Name what failed, never who.',
      ),
      ...(form.customerData.length > 0 ? customerDataBlocks(form.customerData) : []),
      textInput(
        { blockId: ids.story, label: 'What happened, and what you did', hint: 'Up to 2,000 characters.' },
        { maxLength: maxWinUnits, isMultiline: true, isFocused: true, typed: form.text },
      ),
      textInput(
        {
          blockId: ids.customer,
          label: 'For whom?',
          hint: 'A first name or a nickname, or nothing.',
          isOptional: true,
        },
        { maxLength: maxAliasUnits, typed: form.customerAlias },
      ),
      textInput(
        { blockId: ids.change, label: 'What do we change?', hint: `Up to ${maxChangeUnits} characters.` },
        { maxLength: maxChangeUnits, isMultiline: true, typed: form.change },
      ),
    ],
  });

export const storyRefusals = {
  hidden: 'I know of nothing like that here. It may be too old to be kept.',
  'not-owner': 'Whoever owns it tells it, and nobody else. Ask them.',
  'not-closed': 'It is not over yet. Tell it once all is right again.',
  'told-before': 'It is told already: look for it on the wall. Take that down first to tell it anew.',
} as const;

export const changeTooLong = `Please say it in 1 to ${maxChangeUnits} characters.`;
