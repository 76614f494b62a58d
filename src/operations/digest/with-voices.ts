import type { Deps } from '../../deps.ts';
import type { Digest } from '../../domain/digest.ts';
import { withVoiceWords } from '../voice/voice-week.ts';

/** A digest with the lines of customers that it tells, as they stand now: none of what may be told no more. */
export const withVoices = async (deps: Pick<Deps, 'store'>, digest: Digest): Promise<Digest> => {
  const { voices, storiesForgottenAt } = digest;
  return voices && !storiesForgottenAt ? { ...digest, voices: await withVoiceWords(deps, voices) } : digest;
};
