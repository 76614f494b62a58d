import type { ModalView } from '@slack/types';
import type { DecideOutcome, FileOutcome, FileRefusal } from '../../domain/report.ts';
import { maxReasonLength, mostOpenReports } from '../../domain/report.ts';
import { escapeSlackText } from '../../domain/slack-text.ts';
import type { WhomToAsk } from '../../domain/workspace-manager.ts';
import { actions, modal, section, textInput } from '../blocks.ts';
import { callbackIds, reportFormIds } from '../ids.ts';
import { type Message, messageModal, paragraph } from '../message.ts';
import { whomToAskWords } from '../whom-to-ask.ts';
import { putBackButton } from '../win/put-back.ts';
import { decideButtons, reportDecided } from './report-letter.ts';

const title = 'Report this win';

/** Asks why managers should look at a win. `excerpt`: as typed. */
export const reportForm = (excerpt: string, metadata: string): ModalView =>
  modal({
    callbackId: callbackIds.report,
    title,
    submit: 'Report',
    close: 'Cancel',
    metadata,
    blocks: [
      section(`> ${escapeSlackText(excerpt)}`),
      textInput(
        {
          blockId: reportFormIds.reason,
          label: 'What should the managers look at?',
          hint: 'They read your words, and nobody is told that they are yours. Until they decide, the win is not shown.',
        },
        { maxLength: maxReasonLength, isMultiline: true, isFocused: true },
      ),
    ],
  });

const words: Record<FileRefusal, string> = {
  already: 'You have reported this win before. You read in your note what the managers decide.',
  'too-many': `You have ${mostOpenReports} reports that nobody has decided yet. Please wait for one of them, or talk to a manager.`,
  gone: 'This win is no longer on the wall, so there is nothing to report.',
  forgotten: 'This win is too old: it is not kept here any more, so nothing can be done with it.',
  hidden: 'Only those who can see this win on the wall can report it.',
  'not-eligible':
    'Only members of this organisation can report a win. Somebody who works here can do it for you.',
  blank: 'Say in a few words what the managers should look at.',
  'too-long': `A reason holds up to ${maxReasonLength} characters. Please shorten it.`,
};

export const reportRefusal = (refusal: FileRefusal): string => words[refusal];
export const reportRefused = (refusal: FileRefusal): Message => paragraph(words[refusal]);

type Reported = Extract<FileOutcome, { kind: 'reported' }>;

/** In place of the form. Whoever decides can do so at once. */
export const reported = ({ isFolded, mayDecide, winId }: Reported): ModalView => {
  const state = isFolded
    ? 'Until the managers decide, the win says that it is being looked at, and does not count.'
    : 'The managers have looked at this win before and kept it, so it stays on the wall until they decide otherwise.';
  const next = mayDecide
    ? 'You lead the team, so you can decide now:'
    : 'You read in your note what they decide. Nobody is told that it was you.';
  return messageModal(title, {
    blocks: [section(`Thank you. ${state} ${next}`), ...(mayDecide ? [decideButtons(winId)] : [])],
  });
};

const decidedNow = {
  kept: 'The win is on the wall as before. I tell its author, and whoever reported it.',
  'taken-down': 'The win is taken down. I tell its author, with its text, and whoever reported it.',
} as const;

/** Managers can change their minds for a day. */
const takenDownNow = (winId: string): Message => {
  const said = paragraph(decidedNow['taken-down']);
  return { ...said, blocks: [...said.blocks, actions(putBackButton(winId))] };
};

/** Told to whoever decided, or found that somebody had. */
export const decideAnswer = (
  winId: string,
  outcome: DecideOutcome,
  userId: string,
  whom: WhomToAsk | undefined,
): Message => {
  switch (outcome.kind) {
    case 'decided':
      return outcome.how === 'kept' ? paragraph(decidedNow.kept) : takenDownNow(winId);
    case 'decided-before':
      return reportDecided(outcome.how, outcome.byId, userId);
    case 'not-allowed':
      return paragraph(
        `Only managers decide about a win that was reported. ${whom ? whomToAskWords(whom) : ''}`.trim(),
      );
    case 'gone':
      return paragraph('This win is off the wall, so there is nothing to decide.');
    case 'forgotten':
      return paragraph(words.forgotten);
  }
};
