import { foldedText, toldAnswers } from './win.ts';

/** What a customer can say of one win, the least first. */
export const voiceAnswers = ['not-really', ...toldAnswers] as const;
export type VoiceAnswer = (typeof voiceAnswers)[number];

/** What an answer must be to be told on the wall. */
export const isHappy = (answer: VoiceAnswer) => answer !== 'not-really';

/** Rises when the question or its answers change their meaning: answers to different questions are not added up. */
export const voiceQuestion = 1;

/** Whoever asks chooses the win, or the bot does: only that tells something of all customers. */
export const voicePicks = ['staff', 'bot'] as const;
export type VoicePick = (typeof voicePicks)[number];

/** In UTF-16 code units: what the fields take. */
export const voiceLimits = { customerAlias: 80, moment: 150, words: 400 } as const;

const dayMs = 86_400_000;

/** So long a link can be answered. */
const openForMs = 28 * dayMs;
/** So long an answer can be changed, by the same link. */
const changeableForMs = dayMs;
/** Whoever was asked so lately is not asked again without a thought. */
const askedLatelyMs = 90 * dayMs;
/** Sooner than a customer can have read it: most likely somebody tried their own link. */
const quickMs = 30_000;

export const voiceExpiresAt = (madeAt: Date): Date => new Date(madeAt.getTime() + openForMs);
export const voiceChangeableUntil = (answeredAt: Date): Date =>
  new Date(answeredAt.getTime() + changeableForMs);
export const askedLatelySince = (now: Date): Date => new Date(now.getTime() - askedLatelyMs);

/** What of a question decides what can be done with its link. */
export interface VoiceTimes {
  linkMadeAt: Date;
  expiresAt: Date;
  answeredAt?: Date | null | undefined;
  changeableUntil?: Date | null | undefined;
}

/** Whether an answer came so soon that it is shown to managers as such. */
export const isQuickAnswer = ({ linkMadeAt, answeredAt }: VoiceTimes): boolean =>
  answeredAt != null && answeredAt.getTime() - linkMadeAt.getTime() < quickMs;

/** `over`: answered, and that cannot be changed any more. `ended`: nobody answered in time. */
export type VoiceState = 'open' | 'changeable' | 'over' | 'ended';

export const voiceState = ({ expiresAt, changeableUntil }: VoiceTimes, now: Date): VoiceState => {
  if (changeableUntil) return changeableUntil > now ? 'changeable' : 'over';
  return expiresAt > now ? 'open' : 'ended';
};

/** The same for every way of writing a customer's alias. */
export const aliasKeyOf = (alias: string): string => foldedText(alias).normalize('NFKC').toLowerCase();
