import { maskCustomerData } from './customer-data.ts';
import { cleanText, isUnseen } from './human-text.ts';
import { isHappy, type VoiceAnswer, type VoiceTimes } from './voice.ts';
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

/** How many whole seconds after its link was made somebody answered: one at least. */
export const answeredAfterSeconds = ({ linkMadeAt, answeredAt }: VoiceTimes): number =>
  Math.max(1, Math.round(((answeredAt?.getTime() ?? 0) - linkMadeAt.getTime()) / 1000));

/** What somebody who makes it right begins with: the moment, and the customer's own words. */
export const whatWentWrong = (
  { moment }: { moment?: string | null | undefined },
  words: string | undefined,
): string => [...(moment ? [moment] : []), ...(words ? [`‘${words}’`] : [])].join(': ');

/** Why nothing is made right: not theirs, or none at all; they say by now that it helped; or somebody does it already. */
export type MakeRightRefusal = 'hidden' | 'happy' | 'open-already';
