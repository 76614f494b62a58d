import type { Deps } from '../../deps.ts';
import { ineligibility } from '../../domain/person.ts';
import { isHappy } from '../../domain/voice.ts';
import { type MakeRightRefusal, voiceWords, whatWentWrong } from '../../domain/voice-follow.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { ownersOf } from './voice-delivery.ts';

export type MakeRightDeps = Pick<Deps, 'store' | 'people' | 'workspace'>;

/** With what it begins. */
export interface MakeRight {
  what: string;
  customerAlias: string | undefined;
}

/** What somebody can make right for a customer who was not helped: its author, whoever asked, and those who lead the team. */
export const makeRightFor = async (
  deps: MakeRightDeps,
  winId: string,
  userId: string,
): Promise<MakeRight | MakeRightRefusal> => {
  const { store, people, workspace } = deps;
  const [voice, win] = await Promise.all([store.voices.find(winId), store.wins.find(winId)]);
  if (!voice?.answer || !win || ineligibility(await people.find(userId))) return 'hidden';
  const isTheirs = ownersOf(voice, win).includes(userId) || (await managesWorkspace(deps, userId));
  if (!isTheirs) return 'hidden';
  if (isHappy(voice.answer)) return 'happy';
  if (await store.recoveries.ofOrigin(winId)) return 'open-already';
  const { zone } = await workspace();
  return {
    what: whatWentWrong(voice, voiceWords(voice, zone)),
    customerAlias: voice.customerAlias ?? win.customerAlias ?? undefined,
  };
};
