import type { Deps } from '../../deps.ts';
import { firstWordsOf } from '../../domain/win.ts';
import type { WinGap } from '../../domain/win-tip.ts';
import type { Win } from '../../models/win-schema.ts';
import { type AudienceDeps, maySeeWall } from '../../operations/wall/wall-audience.ts';
import type { PostWinOutcome, WinFault } from '../../operations/win/post-win.ts';
import { creditOf, saidInWin } from '../../operations/win/said-in-win.ts';
import { type ShowWinDeps, showWin, type Whereabouts } from '../../operations/win/show-win.ts';
import { askOnce } from '../../operations/win/win-tip.ts';
import { type Message, messageLink } from '../../views/message.ts';
import { wallQuestion } from '../../views/wall.ts';
import type { PutBackPlace } from '../../views/win/put-back.ts';
import {
  alreadyGone,
  formRefusals,
  notKept,
  refusals,
  textReturned,
  type WinAnswer,
  type WinNotice,
  winAnswer,
  withNotice,
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

export type AnswerAuthorDeps = ShowWinDeps & AudienceDeps & Pick<Deps, 'clock' | 'logger' | 'publicUrl'>;

/** A link to where a win is, or why this person is given none. */
const linkTo = async (
  deps: AnswerAuthorDeps,
  where: Exclude<Whereabouts, 'never-had-wall'>,
  userId: string,
): Promise<Pick<WinAnswer, 'link' | 'noLink'>> => {
  if (typeof where === 'string') return { link: undefined, noLink: where };
  return (await maySeeWall(deps, userId, [where.channelId]))
    ? { link: messageLink(deps.installation.url, where), noLink: undefined }
    : { link: undefined, noLink: 'closed' };
};

/** Whatever else speaks against it is said to whoever presses. */
const canAsk = async ({ publicUrl, workspace }: AnswerAuthorDeps, win: Win): Promise<boolean> =>
  publicUrl !== undefined && (win.isPicked === true || (await workspace()).voicePickEvery === undefined);

/** Where a win is that its author posted or changed, and what is to be said of it. `ask`: what they are asked for. */
export const answerAboutWin = async (
  deps: AnswerAuthorDeps,
  winId: string,
  userId: string,
  noted: Partial<WinNotice> = {},
  ask: (win: Win) => Promise<readonly WinGap[]> = async () => [],
): Promise<Message> => {
  const where = await showWin(deps, winId);
  const win = await deps.store.wins.find(winId);
  if (!win) return notKept;
  if (win.withdrawn?.at) return alreadyGone;
  const notice = { credit: creditOf(win), customerData: [], ...noted };
  if (where === 'never-had-wall') return withNotice(wallQuestion(), winId, notice);
  const words = firstWordsOf(saidInWin(win));
  // Where Slack does not take it, something else is to be mended first.
  const gaps = where === 'refused' || where === 'held-up' ? [] : await ask(win);
  const shown = { ...(await linkTo(deps, where, userId)), ...notice, gaps };
  const mayAsk = typeof where !== 'string' && !win.folded && (await canAsk(deps, win));
  return winAnswer({ winId, words, canAsk: mayAsk, ...shown });
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
  const { link } = await linkTo(deps, where, userId);
  return link === undefined ? { noLink: 'closed' } : { link };
};

/** What the author of a submission is told: the refusal, or the win on the wall once it is posted. */
export const answerToAuthor = async (
  deps: AnswerAuthorDeps,
  outcome: PostWinOutcome,
  userId: string,
): Promise<Message> => {
  if (outcome.kind === 'refused') return textReturned(wordsFrom(refusals, outcome.fault), outcome.typed);
  const { winId, credit, customerData } = outcome;
  const ask = (win: Win) => askOnce(deps, win, deps.clock.now());
  return answerAboutWin(deps, winId, userId, { credit, customerData }, ask);
};
