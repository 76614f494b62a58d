import type { Deps } from '../../deps.ts';
import { isOfTeam } from '../../domain/lesson.ts';
import {
  type AskRefusal,
  isOwnWin,
  type MomentFault,
  momentFault,
  whyNotAsk,
} from '../../domain/voice-ask.ts';
import type { Voice } from '../../models/voice.ts';
import type { Win } from '../../models/win-schema.ts';
import { linkTokenHash, newLinkToken } from '../link-token.ts';
import type { AudienceDeps } from '../wall/wall-audience.ts';
import { maySeeWin } from '../win/win-sight.ts';
import { showInDigest } from './show-in-digest.ts';

export type AskDeps = AudienceDeps & Pick<Deps, 'store' | 'logger' | 'publicUrl'>;

/** A win whose customer somebody may ask, with what was asked about it already. */
export interface Askable {
  win: Win;
  voice: Voice | null;
  publicUrl: string;
}

/** Whoever is credited in a win of a private channel that they are not in sees nothing of it here either. */
const maySeeOwn = async (deps: AskDeps, win: Win, userId: string): Promise<boolean> =>
  win.authorId === userId || (await maySeeWin(deps, userId, win));

/** The one rule for whatever leads to asking, and for asking itself. */
export const winToAsk = async (
  deps: AskDeps,
  winId: string,
  userId: string,
): Promise<Askable | AskRefusal> => {
  const { store, publicUrl } = deps;
  if (publicUrl === undefined) return { kind: 'no-pages' };
  const [win, voice, person, { voicePickEvery: every }] = await Promise.all([
    store.wins.find(winId),
    store.voices.find(winId),
    deps.people.find(userId),
    deps.workspace(),
  ]);
  if (!win) return { kind: 'forgotten' };
  const refusal = whyNotAsk(win, { userId, person, every, voice });
  if (refusal) return refusal;
  return (await maySeeOwn(deps, win, userId)) ? { win, voice, publicUrl } : { kind: 'not-yours' };
};

export const isRefusedAsk = (found: Askable | AskRefusal): found is AskRefusal => 'kind' in found;

export interface Asked {
  winId: string;
  moment: string;
  customerAlias: string | undefined;
  /** When the link was made that whoever asks was told of; undefined: there was none. */
  linkMadeAt: Date | undefined;
}

export type AskOutcome =
  | { kind: 'made'; link: string; linkMadeAt: Date; isPicked: boolean }
  /** Somebody made a link, or took it back, since the person looked: what there is now. */
  | { kind: 'asked-meanwhile'; voice: Voice | null }
  | MomentRefusal
  | AskRefusal;
type MomentRefusal = { kind: MomentFault };

/**
 * Makes the link by which a customer answers. Its secret is in what this resolves with, and nowhere else. Nothing is sent
 * to anybody.
 */
export const askCustomer = async (
  deps: AskDeps,
  { winId, moment, customerAlias, linkMadeAt }: Asked,
  userId: string,
  now: Date,
): Promise<AskOutcome> => {
  const fault = momentFault(moment);
  if (fault) return { kind: fault };
  const found = await winToAsk(deps, winId, userId);
  if (isRefusedAsk(found)) return found;
  const { voices } = deps.store;
  const token = newLinkToken();
  const isPicked = found.win.isPicked === true;
  const asked = {
    winId,
    askedBy: userId,
    tokenHash: linkTokenHash(token),
    moment,
    customerAlias,
    pick: isPicked ? ('bot' as const) : ('staff' as const),
  };
  if (await voices.ask(asked, now, { linkMadeAt }))
    return { kind: 'made', link: `${found.publicUrl}/ask/${token}`, linkMadeAt: now, isPicked };
  const voice = await voices.find(winId);
  return voice?.answeredAt ? { kind: 'answered' } : { kind: 'asked-meanwhile', voice };
};

/** Another link in place of the last one, with the same words. `none`: nobody asks any more. */
export const askAnew = async (
  deps: AskDeps,
  { winId, linkMadeAt }: Pick<Asked, 'winId'> & { linkMadeAt: Date },
  userId: string,
  now: Date,
): Promise<AskOutcome | { kind: 'none' }> => {
  const voice = await deps.store.voices.find(winId);
  if (!voice) {
    const found = await winToAsk(deps, winId, userId);
    return isRefusedAsk(found) ? found : { kind: 'none' };
  }
  const { moment, customerAlias } = voice;
  const asked = { winId, moment: moment ?? '', customerAlias: customerAlias ?? undefined, linkMadeAt };
  return askCustomer(deps, asked, userId, now);
};

export type TakeBackOutcome =
  | { kind: 'taken-back' | 'none' | 'answered' | 'not-yours' | 'outsider' }
  | { kind: 'asked-meanwhile'; voice: Voice };

/** Nobody is asked after all. It can be done as long as there is no answer, whatever became of the win. */
export const takeBackAsk = async (
  deps: Pick<AskDeps, 'store' | 'people' | 'workspace'>,
  { winId, linkMadeAt }: Pick<Asked, 'winId'> & { linkMadeAt: Date },
  userId: string,
  now: Date,
): Promise<TakeBackOutcome> => {
  const { store, people } = deps;
  const [win, person, asked] = await Promise.all([
    store.wins.find(winId),
    people.find(userId),
    store.voices.find(winId),
  ]);
  if (!win || !isOwnWin(win, userId)) return { kind: 'not-yours' };
  if (!isOfTeam(person)) return { kind: 'outsider' };
  if (await store.voices.takeBack(winId, { linkMadeAt })) {
    // A week that is closed counts it no more.
    if (asked) await showInDigest(deps, { winId, at: asked.askedAt }, now);
    return { kind: 'taken-back' };
  }
  const voice = await store.voices.find(winId);
  if (!voice) return { kind: 'none' };
  return voice.answeredAt ? { kind: 'answered' } : { kind: 'asked-meanwhile', voice };
};
