import { isDeepStrictEqual } from 'node:util';
import type { Deps } from '../../deps.ts';
import { creditPeople, type LeftOut } from '../../domain/credit.ts';
import { canonicalText, parseSlackText, plainText, slackTextFromTyped } from '../../domain/slack-text.ts';
import type { WinDetails } from '../../domain/win.ts';
import type { Changer, Win, WinContent } from '../../models/win.ts';
import { lookUpPeople, namesOf, type TextFault, textFault } from './post-win.ts';
import { namesInWin } from './win-message.ts';

export type ChangeWinDeps = Pick<
  Deps,
  'models' | 'installation' | 'people' | 'recountWin' | 'refreshWallMessage' | 'background'
>;

export interface Change {
  winId: string;
  /** The edition that the form was opened on. */
  edition: number;
  typed: string;
  heroIds: readonly string[];
  details: WinDetails;
}

export type ChangeOutcome =
  | { kind: 'saved'; leftOut: readonly LeftOut[] }
  | { kind: 'refused'; fault: TextFault }
  | { kind: 'nobody-credited'; leftOut: readonly LeftOut[] }
  | { kind: 'not-allowed' | 'gone' | 'changed-meanwhile' };

export const changerOf = async ({ people }: Pick<Deps, 'people'>, userId: string): Promise<Changer> => {
  const person = await people.find(userId).catch(() => undefined);
  return { userId, isManager: person?.isAdmin === true };
};

const mayChangeWin = (win: Win, { userId, isManager }: Changer): boolean =>
  isManager || win.authorId === userId || win.heroIds.includes(userId);

const whyRefused = (win: Win | null, changer: Changer): 'not-allowed' | 'gone' | 'changed-meanwhile' => {
  if (!win || win.withdrawn?.at) return 'gone';
  return mayChangeWin(win, changer) ? 'changed-meanwhile' : 'not-allowed';
};

/** The win that somebody wants to change, if they may. */
export const winToChange = async (
  deps: Pick<Deps, 'models' | 'installation' | 'people'>,
  winId: string,
  userId: string,
): Promise<Win | 'gone' | 'not-allowed'> => {
  const win = await deps.models.wins.find(deps.installation.teamId, winId);
  if (!win || win.withdrawn?.at) return 'gone';
  return mayChangeWin(win, await changerOf(deps, userId)) ? win : 'not-allowed';
};

const hasContent = (win: Win, { text, heroIds, customerAlias, rung, principle }: WinContent): boolean =>
  !win.withdrawn?.at &&
  isDeepStrictEqual(
    [
      win.text,
      win.heroIds,
      win.customerAlias ?? undefined,
      win.rung ?? undefined,
      win.principle ?? undefined,
    ],
    [text, heroIds, customerAlias, rung, principle],
  );

const showAnew = (deps: ChangeWinDeps, winId: string): void =>
  deps.background.run('win', async () => {
    await deps.recountWin(winId);
    await deps.refreshWallMessage(winId);
  });

/** Replaces a win's content, if the person may; its nominations are counted anew, since its heroes may be others. */
export const changeWin = async (
  deps: ChangeWinDeps,
  change: Change,
  userId: string,
  now: Date,
): Promise<ChangeOutcome> => {
  const { models, installation } = deps;
  const { teamId } = installation;
  const changer = await changerOf(deps, userId);
  const win = await models.wins.find(teamId, change.winId);
  if (!win || win.withdrawn?.at) return { kind: 'gone' };
  const tokens = parseSlackText(slackTextFromTyped(change.typed, namesInWin(win)));
  const mentioned = tokens.flatMap((token) => (token.type === 'user' ? [token.userId] : []));
  const people = await lookUpPeople(deps, [win.authorId, ...change.heroIds, ...mentioned], tokens);
  const names = new Map([...namesInWin(win), ...namesOf(people)]);
  const nameOf = (id: string) => names.get(id);
  const fault = textFault(tokens, plainText(tokens, nameOf));
  if (fault) return { kind: 'refused', fault };
  const { heroIds, leftOut, fellBackToAuthor } = creditPeople(change.heroIds, win.authorId, people);
  if (fellBackToAuthor) return { kind: 'nobody-credited', leftOut };

  const content = {
    text: canonicalText(tokens, new Set(names.keys()), nameOf),
    heroIds,
    names,
    ...change.details,
  };
  const old = { text: win.text, heroIds: win.heroIds };
  const saved = await models.wins.edit(teamId, win._id, change.edition, changer, content, old, now);
  if (!saved) {
    const found = await models.wins.find(teamId, win._id);
    // A form that was sent again, because the database was slow to answer, finds its own change.
    if (!found || !hasContent(found, content)) return { kind: whyRefused(found, changer) };
  }
  showAnew(deps, win._id);
  return { kind: 'saved', leftOut };
};

export type TakeDownOutcome = { kind: 'taken-down'; win: Win } | { kind: 'not-allowed' } | { kind: 'gone' };

/** Takes a win down, if the person may, and its message off the wall. The same text may then be posted anew. */
export const takeDownWin = async (
  deps: ChangeWinDeps,
  winId: string,
  userId: string,
  now: Date,
): Promise<TakeDownOutcome> => {
  const { models, installation } = deps;
  const { teamId } = installation;
  const changer = await changerOf(deps, userId);
  const win = await models.wins.takeDown(teamId, winId, changer, now);
  if (win) {
    await models.submissions.release(teamId, winId);
    showAnew(deps, winId);
    return { kind: 'taken-down', win };
  }
  const found = await models.wins.find(teamId, winId);
  return { kind: whyRefused(found, changer) === 'not-allowed' ? 'not-allowed' : 'gone' };
};
