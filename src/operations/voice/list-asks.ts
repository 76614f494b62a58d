import { isOfTeam } from '../../domain/lesson.ts';
import { voiceState } from '../../domain/voice.ts';
import { type AskRefusal, askableSince } from '../../domain/voice-ask.ts';
import { firstWordsOf } from '../../domain/win.ts';
import type { Voice } from '../../models/voice.ts';
import type { Win } from '../../models/win-schema.ts';
import type { AskLine } from '../../views/voice/ask-list.ts';
import { saidInWin } from '../win/said-in-win.ts';
import { maySeeWin } from '../win/win-sight.ts';
import type { AskDeps } from './ask-customer.ts';
import { daysAgoFor } from './asked-before.ts';

export type AskListing =
  | AskRefusal
  /** `every`: the bot picks one win in so many, and none of theirs is among them. */
  | { kind: 'none'; every: number | undefined }
  | { kind: 'some'; lines: readonly AskLine[]; hasMore: boolean; every: number | undefined };

const mostListed = 15;
/** In which there may be some that are not to be asked about. */
const mostRead = 100;

/** Each channel is asked about once. */
const visible = async (deps: AskDeps, userId: string, wins: readonly Win[]): Promise<Win[]> => {
  const seen = new Map<string, boolean>();
  const shown: Win[] = [];
  for (const win of wins) {
    const channelId = win.wall?.channelId ?? '';
    if (win.authorId !== userId && !seen.has(channelId))
      seen.set(channelId, await maySeeWin(deps, userId, win));
    if (win.authorId === userId || seen.get(channelId)) shown.push(win);
  }
  return shown;
};

/** Somebody's own wins of the last four weeks, with how asking about each stands. */
export const listAsks = async (deps: AskDeps, userId: string, now: Date): Promise<AskListing> => {
  const { store, people, publicUrl } = deps;
  if (publicUrl === undefined) return { kind: 'no-pages' };
  if (!isOfTeam(await people.find(userId))) return { kind: 'outsider' };
  const { voicePickEvery: every } = await deps.workspace();
  const wins = await visible(deps, userId, await store.wins.ownOnWall(userId, askableSince(now), mostRead));
  const voices = new Map<string, Voice>();
  for (const voice of await store.voices.ofWins(wins.map(({ _id }) => _id))) voices.set(voice._id, voice);
  const askable = wins.filter(({ _id, isPicked }) => every === undefined || isPicked || voices.has(_id));
  if (askable.length === 0) return { kind: 'none', every: wins.length > 0 ? every : undefined };
  const daysAgo = await daysAgoFor(deps, userId, now);
  const lines = askable.slice(0, mostListed).map((win): AskLine => {
    const voice = voices.get(win._id);
    return {
      winId: win._id,
      words: firstWordsOf(saidInWin(win)),
      postedDaysAgo: daysAgo(win.postedAt),
      customerAlias: win.customerAlias ?? undefined,
      asked: voice && { daysAgo: daysAgo(voice.linkMadeAt), state: voiceState(voice, now) },
    };
  });
  return { kind: 'some', lines, hasMore: askable.length > mostListed, every };
};
