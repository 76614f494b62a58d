import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { ineligibility, mayNominate } from '../../domain/person.ts';
import type { RecognitionRefusal } from '../../domain/recognition.ts';
import { slackTs } from '../../domain/slack-timestamp.ts';
import type { Recognition } from '../../models/recognition.ts';
import type { Win } from '../../models/win-schema.ts';
import { countVotes, type NominateDeps } from '../nomination/nominate.ts';
import { winOf } from '../win/win-delivery.ts';
import { maySeeWin } from '../win/win-sight.ts';
import { managesWorkspace } from '../workspace/manager.ts';

type LookDeps = Pick<Deps, 'store' | 'workspace' | 'people' | 'channels' | 'logger'>;
type FollowDeps = NominateDeps & Pick<Deps, 'refreshNote'>;
export type RecogniseDeps = LookDeps & FollowDeps & Pick<Deps, 'background'>;

export interface RecognitionRefused {
  kind: 'refused';
  why: RecognitionRefusal;
  win?: Win;
  /** What they said already. */
  recognition?: Recognition;
}

const isSomebodyThere = async ({ people }: Pick<Deps, 'people'>, { heroIds }: Win): Promise<boolean> => {
  const heroes = await Promise.all(heroIds.map((userId) => people.find(userId)));
  return heroes.some((hero) => ineligibility(hero) === undefined);
};

/** A win as a manager wants to recognise it: by the rules of Nominate, for managers. Throws when Slack cannot be asked. */
const openWin = async (
  deps: LookDeps,
  winId: string,
  userId: string,
): Promise<{ kind: 'open'; win: Win } | RecognitionRefused> => {
  const refused = (why: RecognitionRefusal): RecognitionRefused => ({ kind: 'refused', why });
  if (!(await managesWorkspace(deps, userId))) return refused('not-manager');
  const win = await deps.store.wins.find(winId);
  if (!win) return refused('forgotten');
  if (win.withdrawn?.at || win.folded) return refused('gone');
  if (win.heroIds.includes(userId)) return refused('hero');
  if (!mayNominate(await deps.people.find(userId))) return refused('not-eligible');
  if (!(await maySeeWin(deps, userId, win))) return refused('hidden');
  const recognition = await deps.store.recognitions.find(winId, userId);
  if (recognition) return { kind: 'refused', why: 'recognised', win, recognition };
  if (win.authorId === userId) return refused('author');
  return (await isSomebodyThere(deps, win)) ? { kind: 'open', win } : refused('nobody-there');
};

/** No more evidence than that comes with one button. */
const mostOffered = 20;

/** The win whose button was pressed, and what else there is to be recognised of the same people. */
export const openRecognition = async (
  deps: LookDeps,
  winIds: readonly string[],
  userId: string,
): Promise<{ kind: 'open'; wins: Win[] } | RecognitionRefused> => {
  const pressed = await openWin(deps, winIds[0] ?? '', userId);
  if (pressed.kind === 'refused') return pressed;
  const others = await Promise.all(winIds.slice(1, mostOffered).map((winId) => openWin(deps, winId, userId)));
  return {
    kind: 'open',
    wins: [pressed.win, ...others.flatMap((each) => (each.kind === 'open' ? [each.win] : []))],
  };
};

/** The vote and what the heroes read are made from what is stored: each step can be repeated. */
const follow = async (deps: FollowDeps, recognition: Recognition, now: Date): Promise<void> => {
  const { store, refreshNote } = deps;
  const { winId, userId, wordsId, isStanding, at } = recognition;
  const vote = { ts: slackTs(at.getTime()), stands: isStanding };
  await store.nominations.record({ winId, userId }, 'recognition', vote, now);
  await countVotes(deps, winId);
  for (const heroId of (await winOf(deps, { winId }))?.heroIds ?? []) {
    const key = notePartKey.recognition(wordsId, heroId);
    if (isStanding)
      await store.noteParts.planAgain({ key, kind: 'recognition', winId, byId: userId, userId: heroId }, now);
    await refreshNote(key);
  }
  await store.recognitions.recordFollowed(recognition);
};

const followOne = async (deps: FollowDeps, winId: string, userId: string, now: Date): Promise<void> => {
  const recognition = await deps.store.recognitions.open(winId, userId);
  if (recognition) await follow(deps, recognition, now);
};

const batchSize = 100;

/** Sees to what follows from recognitions whose process ended before it could. */
export const followRecognitions = async (deps: FollowDeps, now: Date): Promise<void> => {
  for (const recognition of await deps.store.recognitions.due(now, batchSize))
    await follow(deps, recognition, now);
};

/** Nominates a win in a manager's name, with their words. Who may is decided here, whatever they were shown. */
export const recognise = async (
  deps: RecogniseDeps,
  { winId, userId, reason }: { winId: string; userId: string; reason: string },
  now: Date,
): Promise<{ kind: 'open'; win: Win } | RecognitionRefused> => {
  const open = await openWin(deps, winId, userId);
  if (open.kind === 'refused') return open;
  const words = { winId, userId, reason, wordsId: randomUUID() };
  if (!(await deps.store.recognitions.give(words, now))) return { kind: 'refused', why: 'recognised' };
  deps.background.run('digest', () => followOne(deps, winId, userId, now));
  return open;
};

/** Takes one's own words back, and the nomination with them, also as a manager no more. */
export const takeRecognitionBack = async (
  deps: RecogniseDeps,
  winId: string,
  userId: string,
  now: Date,
): Promise<boolean> => {
  if (!(await deps.store.recognitions.takeBack(winId, userId, now))) return false;
  deps.background.run('digest', () => followOne(deps, winId, userId, now));
  return true;
};
