import type { PostWinOutcome, WinFault } from '../../operations/win/post-win.ts';
import { type ShowWinDeps, showWin } from '../../operations/win/show-win.ts';
import { type Message, messageLink } from '../../views/message.ts';
import { wallQuestion } from '../../views/wall.ts';
import { refusals, textReturned, winAnswer, withCredit } from '../../views/win/win-answer.ts';

export const faultWords = (fault: WinFault): string => {
  if (fault.kind === 'too-long') return refusals.tooLong(fault.length);
  if (fault.kind === 'outsider') return refusals.outsider;
  return fault.kind === 'blank' ? refusals.blank : refusals.onlyMentions;
};

/** What the author of a submission is told: the refusal, or the win on the wall once it is posted. */
export const answerToAuthor = async (deps: ShowWinDeps, outcome: PostWinOutcome): Promise<Message> => {
  if (outcome.kind === 'refused') return textReturned(faultWords(outcome.fault), outcome.typed);
  const { winId, credit, customerData } = outcome;
  const where = await showWin(deps, winId);
  if (where === 'never-had-wall') return withCredit(wallQuestion(), winId, credit);
  const isPosted = typeof where === 'object';
  return winAnswer({
    winId,
    link: isPosted ? messageLink(deps.installation.url, where) : undefined,
    waits: isPosted ? undefined : where,
    credit,
    customerData,
  });
};
