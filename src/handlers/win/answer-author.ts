import type { Deps } from '../../deps.ts';
import { type AudienceDeps, maySeeWall } from '../../operations/wall/wall-audience.ts';
import type { PostWinOutcome, TextFault } from '../../operations/win/post-win.ts';
import { type ShowWinDeps, showWin } from '../../operations/win/show-win.ts';
import { type Message, messageLink } from '../../views/message.ts';
import { wallQuestion } from '../../views/wall.ts';
import { refusals, textReturned, type WinAnswer, winAnswer } from '../../views/win/win-answer.ts';

export const faultWords = (fault: TextFault): string => {
  if (fault.kind === 'too-long') return refusals.tooLong(fault.length);
  return fault.kind === 'blank' ? refusals.blank : refusals.onlyMentions;
};

export type AnswerAuthorDeps = ShowWinDeps & AudienceDeps & Pick<Deps, 'logger'>;

/** Where a win is that its author posted or changed, and what is to be said of it. */
export const answerAboutWin = async (
  deps: AnswerAuthorDeps,
  winId: string,
  userId: string,
  noted: Pick<WinAnswer, 'leftOut' | 'fellBackToAuthor' | 'customerData'>,
): Promise<Message> => {
  const [where, isOpen] = await Promise.all([showWin(deps, winId), maySeeWall(deps, userId)]);
  if (where === 'never-had-wall') return wallQuestion();
  if (typeof where === 'string') return winAnswer({ winId, link: undefined, noLink: where, ...noted });
  return isOpen
    ? winAnswer({ winId, link: messageLink(deps.installation.url, where), noLink: undefined, ...noted })
    : winAnswer({ winId, link: undefined, noLink: 'closed', ...noted });
};

/** What the author of a submission is told: the refusal, or the win on the wall once it is posted. */
export const answerToAuthor = async (
  deps: AnswerAuthorDeps,
  outcome: PostWinOutcome,
  userId: string,
): Promise<Message> => {
  if (outcome.kind === 'refused') return textReturned(faultWords(outcome.fault), outcome.typed);
  const { winId, credit, customerData } = outcome;
  const { leftOut, fellBackToAuthor } = credit;
  return answerAboutWin(deps, winId, userId, { leftOut, fellBackToAuthor, customerData });
};
