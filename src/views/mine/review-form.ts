import type { ModalView } from '@slack/types';
import { type ReviewPeriod, reviewPeriods, usualReviewPeriod } from '../../domain/mine.ts';
import { modal, option, radioButtons, section } from '../blocks.ts';
import { callbackIds, mineFormIds } from '../ids.ts';
import { type Message, messageModal, paragraph } from '../message.ts';
import { capitalized } from '../words.ts';
import { periodWords } from './review.ts';

const title = 'For my review';

export const reviewForm = ({ isTeamMode }: { isTeamMode: boolean }): ModalView =>
  modal({
    callbackId: callbackIds.mineReview,
    title,
    submit: 'Make the files',
    close: 'Cancel',
    metadata: '',
    blocks: [
      section(
        `Your wins as two files: one to read (Markdown), one for a spreadsheet (CSV). They reach you alone. ${
          isTeamMode
            ? 'Your team counts for the team only, so they tell the stories and what was exceptional, without counts.'
            : 'They say how many people nominated each, never who.'
        }`,
      ),
      radioButtons(
        { blockId: mineFormIds.period, label: 'Which wins?' },
        {
          options: reviewPeriods.map((period) => option(period, capitalized(periodWords[period]))),
          chosen: usualReviewPeriod,
        },
      ),
    ],
  });

/** What takes the form's place. */
export const reviewShown = (message: Pick<Message, 'blocks'>): ModalView => messageModal(title, message);

export const reviewMoment: Message = paragraph('One moment, I am writing it down.');

export const reviewEmpty = (period: ReviewPeriod): Message =>
  paragraph(
    period === 'everything'
      ? 'No win is yours yet, so there is nothing to write down. Type `/brag` and one sentence about what you did for a customer: small things count.'
      : `No win is yours in ${periodWords[period]}. Close this, and choose a longer period.`,
  );
