import type { Deps } from '../../deps.ts';
import { type AudienceDeps, maySeeWall } from '../../operations/wall/wall-audience.ts';
import type { PostWinOutcome, WinFault } from '../../operations/win/post-win.ts';
import { type ShowWinDeps, showWin } from '../../operations/win/show-win.ts';
import { type Message, messageLink } from '../../views/message.ts';
import { wallQuestion } from '../../views/wall.ts';
import type { PutBackPlace } from '../../views/win/put-back.ts';
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

export type AnswerAuthorDeps = ShowWinDeps & AudienceDeps & Pick<Deps, 'logger'>;

/** Where a win is that its author posted or changed, and what is to be said of it. */
export const answerAboutWin = async (
  deps: AnswerAuthorDeps,
  winId: string,
  userId: string,
  noted: Pick<WinAnswer, 'credit' | 'customerData'>,
): Promise<Message> => {
  const where = await showWin(deps, winId);
  if (where === 'never-had-wall') return withCredit(wallQuestion(), winId, noted.credit);
  if (typeof where === 'string') return winAnswer({ winId, link: undefined, noLink: where, ...noted });
  return (await maySeeWall(deps, userId, [where.channelId]))
    ? winAnswer({ winId, link: messageLink(deps.installation.url, where), noLink: undefined, ...noted })
    : winAnswer({ winId, link: undefined, noLink: 'closed', ...noted });
};

/** Where a win is that somebody put back. */
export const whereWinIs = async (
  deps: AnswerAuthorDeps,
  winId: string,
  userId: string,
): Promise<PutBackPlace> => {
  const where = await showWin(deps, winId);
  if (where === 'no-wall' || where === 'never-had-wall') return { noLink: 'no-wall' };
  if (typeof where === 'string') return { noLink: 'soon' };
  return (await maySeeWall(deps, userId, [where.channelId]))
    ? { link: messageLink(deps.installation.url, where) }
    : { noLink: 'closed' };
};

/** What the author of a submission is told: the refusal, or the win on the wall once it is posted. */
export const answerToAuthor = async (
  deps: AnswerAuthorDeps,
  outcome: PostWinOutcome,
  userId: string,
): Promise<Message> => {
  if (outcome.kind === 'refused') return textReturned(wordsFrom(refusals, outcome.fault), outcome.typed);
  const { winId, credit, customerData } = outcome;
  return answerAboutWin(deps, winId, userId, { credit, customerData });
};
