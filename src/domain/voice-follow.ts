import { maskCustomerData } from './customer-data.ts';
import { cleanText, isUnseen } from './human-text.ts';
import { isHappy, type VoiceAnswer } from './voice.ts';
import { type CustomerWord, foldedText } from './win.ts';

/**
 * So long after the first answer nobody is told of it yet: the line and the leave to read it out come after it, and so does
 * a change of mind. What may be told is on the card at once.
 */
const settlesAfterMs = 5 * 60_000;

export const voiceSettlesAt = (answeredAt: Date): Date => new Date(answeredAt.getTime() + settlesAfterMs);

/** What of a customer's answer decides who is told of it. */
export interface GivenVoice {
  answer?: VoiceAnswer | null | undefined;
  words?: string | null | undefined;
  mayShow?: boolean | null | undefined;
}

/** Whether the team may be told of it: nothing that a customer was unhappy with, or did not give leave for. */
export const mayBeTold = ({ answer, mayShow }: GivenVoice): boolean =>
  answer != null && isHappy(answer) && mayShow === true;

/** Their line on one line, without what looks like contact data; undefined when there is none to be seen. */
export const voiceWords = ({ words }: GivenVoice, zone: string): string | undefined => {
  const line = foldedText(cleanText(words ?? ''));
  return isUnseen(line) ? undefined : maskCustomerData(line, zone);
};

/** What its win keeps of it; undefined: nothing. */
export const customerWordOf = (voice: GivenVoice, zone: string): CustomerWord | undefined => {
  const { answer } = voice;
  if (!answer || answer === 'not-really' || !mayBeTold(voice)) return undefined;
  const words = voiceWords(voice, zone);
  return { answer, ...(words !== undefined && { words }) };
};
