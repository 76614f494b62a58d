import type { KnownBlock, ModalView } from '@slack/types';
import { type RecoveryFacts, recoverySteps } from '../../domain/recovery.ts';
import type { RecoveryGuide, StepGuide } from '../../domain/recovery-guide.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { context, header, sections } from '../blocks.ts';
import { messageModal } from '../message.ts';
import { problemLabels, stepLabels } from './recovery-words.ts';

/** What to say about one, and what can be offered. */
export interface WordsShown {
  recovery: RecoveryFacts;
  guide: RecoveryGuide;
  /** The team's own that fit what went wrong: before those that come with the bot. */
  ownRemedies: readonly string[];
  /** What may be spent without asking, in the team's words. */
  budget: string | undefined;
}

const bullets = (texts: readonly string[]): string[] => texts.map((text) => `• ${escapeName(text)}`);

const stepWords = (label: string, { how, say }: StepGuide): KnownBlock[] =>
  sections([`*${label}*`, escapeName(how), ...bullets(say.map((said) => `“${said}”`))].join('\n'));

const remedyBlocks = ({ recovery: { problem }, guide, ownRemedies, budget }: WordsShown): KnownBlock[] => {
  const remedies = [...new Set([...ownRemedies, ...guide.remedies[problem]])];
  return [
    header('What may fit'),
    ...sections([`*${problemLabels[problem]}:*`, ...bullets(remedies)].join('\n')),
    ...(budget ? sections(`*No need to ask:* ${escapeName(budget)}`) : []),
    context('What fits this person does more than what costs most. Ask them what would help.'),
  ];
};

/** Words for each step that is still to be done, and what can be offered as long as nothing was. */
export const recoveryWordsModal = (shown: WordsShown): ModalView => {
  const { recovery, guide } = shown;
  const open = recoverySteps.filter((step) => !recovery.steps[step]);
  const isOffered = open.includes('offer') || open.includes('fixed');
  const blocks = [
    ...open.flatMap((step) => stepWords(stepLabels[step], guide.steps[step])),
    ...(isOffered ? remedyBlocks(shown) : []),
  ];
  return messageModal('What to say', {
    blocks:
      open.length > 0
        ? [context('A start, to be said in your own words.'), ...blocks]
        : sections('Every step is done, so there is nothing left to say but thank you.'),
  });
};
