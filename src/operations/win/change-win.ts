import { isDeepStrictEqual } from 'node:util';
import type { Deps } from '../../deps.ts';
import { creditHelpers, creditPeople, type LeftOut } from '../../domain/credit.ts';
import { type CreditReport, reportChoice } from '../../domain/credit-report.ts';
import { leaseMs } from '../../domain/delivery.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { slackTextFromTyped } from '../../domain/mention.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { canonicalText, parseSlackText, plainText } from '../../domain/slack-text.ts';
import { type Actor, mayEditWin, mayTakeDownWin, type WinDetails } from '../../domain/win.ts';
import { isClosed } from '../../domain/win-put-back.ts';
import type { WinContent } from '../../models/win.ts';
import type { Win } from '../../models/win-schema.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { withPublicChannels, withPublicChannelsIn } from '../workspace/public-text.ts';
import { lookUpPeople, namesOf } from './look-up-people.ts';
import { type TextFault, textFault } from './post-win.ts';
import { namesInWin } from './win-message.ts';

export type ChangeWinDeps = Pick<
  Deps,
  | 'store'
  | 'installation'
  | 'workspace'
  | 'people'
  | 'channels'
  | 'recountWin'
  | 'refreshWallMessage'
  | 'background'
>;

export interface Change {
  winId: string;
  /** The edition that the form was opened on. */
  edition: number;
  typed: string;
  heroIds: readonly string[];
  /** Left out: those that it has. */
  helperIds?: readonly string[] | undefined;
  details: WinDetails;
}

export type ChangeOutcome =
  | { kind: 'saved'; credit: CreditReport }
  | { kind: 'refused'; fault: TextFault }
  | { kind: 'nobody-credited'; leftOut: readonly LeftOut[] }
  | { kind: 'not-author' | 'gone' | 'forgotten' | 'changed-meanwhile' };

/** Slack is only asked about somebody who may not take it down by being its author or a hero. */
const actorOn = async (
  deps: Pick<Deps, 'people' | 'workspace'>,
  win: Win,
  userId: string,
): Promise<Actor> => {
  const actor = { userId, isManager: false };
  return mayTakeDownWin(win, actor) ? actor : { userId, isManager: await managesWorkspace(deps, userId) };
};

/** The win that somebody wants to edit, if they may. */
export const winToChange = async (
  { store }: Pick<Deps, 'store'>,
  winId: string,
  userId: string,
): Promise<Win | 'gone' | 'forgotten' | 'not-author'> => {
  const win = await store.wins.find(winId);
  if (!win) return 'forgotten';
  if (win.withdrawn?.at) return 'gone';
  return mayEditWin(win, userId) ? win : 'not-author';
};

const hasContent = (win: Win, content: WinContent): boolean => {
  const { text, heroIds, helperIds, customerAlias, rung, principle } = content;
  return (
    !win.withdrawn?.at &&
    isDeepStrictEqual(
      [
        win.text,
        win.heroIds,
        win.helperIds ?? [],
        win.customerAlias ?? undefined,
        win.rung ?? undefined,
        win.principle ?? undefined,
      ],
      [text, heroIds, helperIds ?? [], customerAlias, rung, principle],
    )
  );
};

/** Whether it already is what this person made of it. */
const isChangedBy = (userId: string, win: Win, content: WinContent): boolean =>
  win.editions.at(-1)?.replacedBy === userId && hasContent(win, content);

const showAnew = (deps: ChangeWinDeps, winId: string): void =>
  deps.background.run('win', async () => {
    await deps.recountWin(winId);
    await deps.refreshWallMessage(winId);
  });

/** Replaces a win's content, if the person is its author; its nominations are counted anew, since its heroes may be others. */
export const changeWin = async (
  deps: ChangeWinDeps,
  change: Change,
  userId: string,
  now: Date,
): Promise<ChangeOutcome> => {
  const { store } = deps;
  const win = await winToChange(deps, change.winId, userId);
  if (typeof win === 'string') return { kind: win };
  const typedWire = slackTextFromTyped(change.typed, namesInWin(win), parseSlackText(win.text));
  const wire = await withPublicChannels(deps, typedWire);
  const tokens = parseSlackText(wire);
  const mentioned = tokens.flatMap((token) => (token.type === 'user' ? [token.userId] : []));
  // Whoever had their data deleted is in no form, and stays credited.
  const isSomebody = (userId: string) => !isStandIn(userId);
  const chosenIds = change.heroIds.filter(isSomebody);
  const chosenHelperIds = (change.helperIds ?? win.helperIds ?? []).filter(isSomebody);
  const erasedHeroIds = win.heroIds.filter(isStandIn);
  const asked = [win.authorId, ...chosenIds, ...chosenHelperIds, ...mentioned];
  const people = await lookUpPeople(deps, asked, tokens);
  const names = new Map([...namesInWin(win), ...namesOf(people)]);
  const nameOf = (id: string) => names.get(id);
  const typed = plainText(tokens, nameOf);
  const fault = textFault(tokens, typed);
  if (fault) return { kind: 'refused', fault };
  const named = new Set([...win.heroIds, ...(win.helperIds ?? [])]);
  const credit = creditPeople(chosenIds, win.authorId, people, named);
  const { leftOut } = credit;
  if (credit.fellBackToAuthor && erasedHeroIds.length === 0) return { kind: 'nobody-credited', leftOut };
  const heroIds = [...(credit.fellBackToAuthor ? [] : credit.heroIds), ...erasedHeroIds];
  const help = creditHelpers(chosenHelperIds, heroIds, people, named);

  const content = {
    text: canonicalText(tokens, new Set(names.keys()), nameOf),
    heroIds,
    helperIds: [...help.helperIds, ...(win.helperIds ?? []).filter(isStandIn)],
    groupNames: (win.groupNames ?? []).filter((name) => typed.includes(name)),
    names,
    ...change.details,
    customerAlias: await withPublicChannelsIn(deps, change.details.customerAlias),
  };
  const saved = await store.wins.edit(win, change.edition, userId, content, now);
  if (!saved) {
    const found = await store.wins.find(win._id);
    // A form that was sent again, because the database was slow to answer, finds its own change.
    if (!found || found.withdrawn?.at) return { kind: 'gone' };
    if (!isChangedBy(userId, found, content)) return { kind: 'changed-meanwhile' };
  }
  if (saved && heroIds.some((userId) => !win.heroIds.includes(userId))) {
    await store.signatures.followWin(win._id, now);
    await store.recognitions.followWin(win._id, now);
  }
  // One that Slack took in no form may be another now.
  if (!win.wall) await store.deliveries.tryAgain(deliveryKey.win(win._id), now);
  showAnew(deps, win._id);
  return { kind: 'saved', credit: reportChoice(credit, help, win.authorId, nameOf) };
};

/** The win that somebody wants to take down, if they may. */
export const winToTakeDown = async (
  deps: Pick<Deps, 'store' | 'people' | 'workspace'>,
  winId: string,
  userId: string,
): Promise<Win | 'gone' | 'forgotten' | 'not-allowed'> => {
  const win = await deps.store.wins.find(winId);
  if (!win) return 'forgotten';
  if (win.withdrawn?.at) return 'gone';
  return mayTakeDownWin(win, await actorOn(deps, win, userId)) ? win : 'not-allowed';
};

/** Whose nominations go with a win, besides that of whoever takes it down: also that of another who told of it. */
export const otherNominators = (win: Win, userId: string): string[] =>
  win.nominatorIds.filter((each) => each !== userId);

/**
 * Its author hears of it from us. Written down before the win goes, and due when it has, so that no end of the process
 * in between keeps it from them; it says nothing about a win that stands.
 */
const planNotice = async (
  { store }: ChangeWinDeps,
  { _id: winId, authorId, timesBack }: Win,
  now: Date,
): Promise<void> => {
  const notice = {
    key: notePartKey['taken-down'](winId, timesBack ?? 0),
    kind: 'taken-down',
    winId,
    userId: authorId,
  } as const;
  await store.noteParts.planAgain(notice, new Date(now.getTime() + leaseMs));
};

export type TakeDownOutcome =
  | { kind: 'taken-down'; win: Win }
  | { kind: 'not-allowed' }
  | { kind: 'gone' }
  | { kind: 'forgotten' };

/** Takes a win down, if the person may, and its message off the wall. The same text may then be posted anew. */
export const takeDownWin = async (
  deps: ChangeWinDeps,
  winId: string,
  userId: string,
  now: Date,
): Promise<TakeDownOutcome> => {
  const { store } = deps;
  const read = await store.wins.find(winId);
  if (!read) return { kind: 'forgotten' };
  if (read.withdrawn?.at) return { kind: 'gone' };
  const actor = await actorOn(deps, read, userId);
  if (read.authorId !== userId && mayTakeDownWin(read, actor)) await planNotice(deps, read, now);
  const wasWeekOpen = !isClosed(read.week ?? undefined, await deps.workspace());
  const win = await store.wins.takeDown(winId, actor, now, { wasWeekOpen });
  if (win) {
    await store.submissions.release(winId);
    // Its thread and its week tell what its customer says no more.
    if (win.customer) await store.voices.followAgain(winId, now);
    showAnew(deps, winId);
    return { kind: 'taken-down', win };
  }
  const found = await store.wins.find(winId);
  return { kind: found && !found.withdrawn?.at && !mayTakeDownWin(found, actor) ? 'not-allowed' : 'gone' };
};
