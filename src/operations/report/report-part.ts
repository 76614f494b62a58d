import { notePartKey } from '../../domain/note-part-key.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { Win } from '../../models/win-schema.ts';
import { type Message, messageLink } from '../../views/message.ts';
import {
  keptForAuthor,
  reportDecided,
  reportOutcome,
  reportOver,
  reportQuestion,
  takenDownForAuthor,
} from '../../views/report/report-letter.ts';
import { type DeliveryDeps, send, skip } from '../delivery/delivery-row.ts';
import { type NoteRow, shownAsNow } from '../note/note-row.ts';
import { seesWall } from '../wall/wall-audience.ts';
import { namesInWin, typedWin } from '../win/win-message.ts';
import { mayJudge } from './judge.ts';

type QuestionDeps = Pick<DeliveryDeps, 'store' | 'workspace' | 'people' | 'channels' | 'installation'>;

/** What somebody who decides is asked about a win. Its words are for whoever may see the wall. */
export const questionAbout = async (deps: QuestionDeps, win: Win, userId: string): Promise<Message> => {
  const reports = await deps.store.reports.openOf(win._id);
  const isOpen = await seesWall(deps, userId, win.wall ? [win.wall.channelId] : []);
  return reportQuestion({
    winId: win._id,
    story: isOpen ? { text: win.text, heroIds: win.heroIds, names: namesInWin(win) } : undefined,
    link: isOpen && win.wall ? messageLink(deps.installation.url, win.wall) : undefined,
    reasons: reports.map(({ reason }) => reason),
    isFolded: Boolean(win.folded),
  });
};

const winIn = async ({ store }: DeliveryDeps, { winId }: NotePart): Promise<Win | undefined> =>
  (winId ? await store.wins.find(winId) : null) ?? undefined;

const isOfRound = (win: Win, part: NotePart): boolean =>
  part._id === notePartKey.report(win._id, win.review?.round ?? 0, part.userId);

/** Asked of everybody who decides about reports. */
export const reportPart: NoteRow = {
  topic: 'team',
  isPressing: true,
  isForAdmins: true,
  async compose(deps, part) {
    const win = await winIn(deps, part);
    if (!win || win.withdrawn?.at || !win.review?.isOpen || !isOfRound(win, part))
      return skip('nothing is left to decide');
    if (!(await mayJudge(deps, part.userId))) return skip('the person does not decide about reports');
    return send(await questionAbout(deps, win, part.userId));
  },
  async show(deps, part) {
    const win = await winIn(deps, part);
    if (!win?.review || !isOfRound(win, part)) return reportOver;
    const { isOpen, how, byId } = win.review;
    if (how && byId && !isOpen) return reportDecided(how, byId, part.userId);
    if (win.withdrawn?.at || !(await mayJudge(deps, part.userId))) return reportOver;
    return questionAbout(deps, win, part.userId);
  },
};

const composeForAuthor: NoteRow['compose'] = async (deps, part) => {
  const win = await winIn(deps, part);
  const { round = 0, isOpen, how, byId } = win?.review ?? {};
  if (!win || isOpen || !how || part._id !== notePartKey['report-author'](win._id, round))
    return skip('it is about an earlier time');
  // They decided it themselves.
  if (byId === part.userId) return skip('its author decided it');
  const typed = typedWin(win);
  // Managers may have put it back since.
  return send(how === 'kept' || !win.withdrawn?.at ? keptForAuthor(typed) : takenDownForAuthor(typed));
};

/** Told to the author of a win that was reported: what was decided, never who reported. */
export const reportAuthorPart: NoteRow = {
  topic: 'own-wins',
  compose: composeForAuthor,
  show: shownAsNow(composeForAuthor, reportOver),
};

const composeOutcome: NoteRow['compose'] = async ({ store }, { winId, userId }) => {
  const report = winId ? await store.reports.find(winId, userId) : null;
  return report && report.state !== 'open' ? send(reportOutcome(report.state)) : skip('it is not decided');
};

/** Told to whoever reported a win: what became of it. */
export const reportOutcomePart: NoteRow = {
  topic: 'own-wins',
  compose: composeOutcome,
  show: shownAsNow(composeOutcome, reportOver),
};
