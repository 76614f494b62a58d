import type { PostWinOutcome, WinFault } from '../../operations/win/post-win.ts';
import { type ShowWinDeps, showWin } from '../../operations/win/show-win.ts';
import { type Message, messageLink } from '../../views/message.ts';
import { wallQuestion } from '../../views/wall.ts';
import {
  formRefusals,
  refusals,
  textReturned,
  type WinAnswer,
  winAnswer,
  withCredit,
} from '../../views/win/win-answer.ts';

const wordsFrom = (words: typeof formRefusals, fault: WinFault): string => {
  switch (fault.kind) {
    case 'blank':
      return words.blank;
    case 'only-mentions':
      return words.onlyMentions;
    case 'outsider':
      return words.outsider;
    case 'too-long':
      return words.tooLong(fault.length);
    case 'too-big':
      return words.tooBig;
  }
};

/** Beside the field of a form that holds the text. */
export const faultInForm = (fault: WinFault): string => wordsFrom(formRefusals, fault);

/** Where a win is that its author posted or changed, and what is to be said of it. */
export const answerAboutWin = async (
  deps: ShowWinDeps,
  winId: string,
  noted: Pick<WinAnswer, 'credit' | 'customerData'>,
): Promise<Message> => {
  const where = await showWin(deps, winId);
  if (where === 'never-had-wall') return withCredit(wallQuestion(), winId, noted.credit);
  const isPosted = typeof where === 'object';
  const link = isPosted ? messageLink(deps.installation.url, where) : undefined;
  return winAnswer({ winId, link, waits: isPosted ? undefined : where, ...noted });
};

/** What the author of a submission is told: the refusal, or the win on the wall once it is posted. */
export const answerToAuthor = async (deps: ShowWinDeps, outcome: PostWinOutcome): Promise<Message> => {
  if (outcome.kind === 'refused') return textReturned(wordsFrom(refusals, outcome.fault), outcome.typed);
  const { winId, credit, customerData } = outcome;
  return answerAboutWin(deps, winId, { credit, customerData });
};
