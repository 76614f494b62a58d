import { isUnseen } from './human-text.ts';
import { isOfTeam } from './lesson.ts';
import type { Person } from './person.ts';
import { voiceLimits } from './voice.ts';
import type { Credited } from './win.ts';

const askableMs = 28 * 86_400_000;

/** Somebody's own wins since then are offered to ask about. */
export const askableSince = (now: Date): Date => new Date(now.getTime() - askableMs);

/** Why a customer cannot be asked about a win. `bot-picks`: one in `every`, and this is none of them. */
export type AskRefusal =
  | {
      kind:
        | 'no-pages'
        | 'outsider'
        | 'forgotten'
        | 'not-yours'
        | 'gone'
        | 'looked-at'
        | 'not-on-wall'
        | 'answered';
    }
  | { kind: 'bot-picks'; every: number };

export interface AskedWin extends Credited {
  withdrawn?: { at?: Date | null | undefined } | null | undefined;
  folded?: Date | null | undefined;
  wall?: object | null | undefined;
  isPicked?: boolean | null | undefined;
}

/** Those who did it may ask how it was: whoever told it, and those whom it credits. */
export const isOwnWin = ({ authorId, heroIds }: Credited, userId: string): boolean =>
  authorId === userId || heroIds.includes(userId);

interface Asking {
  userId: string;
  person: Person | undefined;
  /** The bot picks one win in so many; undefined: staff choose. */
  every: number | undefined;
  voice: { answeredAt?: Date | null | undefined } | null;
}

/** What was asked about before the bot began to pick can be asked about on. */
export const whyNotAsk = (
  win: AskedWin,
  { userId, person, every, voice }: Asking,
): AskRefusal | undefined => {
  if (!isOfTeam(person)) return { kind: 'outsider' };
  if (!isOwnWin(win, userId)) return { kind: 'not-yours' };
  if (win.withdrawn?.at) return { kind: 'gone' };
  if (win.folded) return { kind: 'looked-at' };
  if (!win.wall) return { kind: 'not-on-wall' };
  if (voice?.answeredAt) return { kind: 'answered' };
  if (every !== undefined && !win.isPicked && !voice) return { kind: 'bot-picks', every };
  return undefined;
};

export type MomentFault = 'blank' | 'too-long';

export const momentFault = (moment: string): MomentFault | undefined => {
  if (isUnseen(moment)) return 'blank';
  return moment.length > voiceLimits.moment ? 'too-long' : undefined;
};
