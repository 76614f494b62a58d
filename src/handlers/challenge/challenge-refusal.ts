import type { Deps } from '../../deps.ts';
import type { ChallengeRefusal } from '../../domain/challenge.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import { challengeNotYours, challengeRefused } from '../../views/challenge/challenge-words.ts';
import type { Message } from '../../views/message.ts';

/** What somebody is told whose part it is not, with whom to ask, or why else it cannot be. */
export const refusedTo = async (
  deps: Pick<Deps, 'people' | 'workspace'>,
  userId: string,
  refusal: ChallengeRefusal,
): Promise<Message> =>
  refusal === 'not-manager' ? challengeNotYours(await whomToAsk(deps, userId)) : challengeRefused(refusal);
