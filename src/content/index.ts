import type { ChallengePack } from '../domain/challenge-pack.ts';
import type { EmojiNames } from '../domain/emoji-name.ts';
import type { RecoveryGuide } from '../domain/recovery-guide.ts';
import { loadChallengePacks } from './challenge-packs.ts';
import { loadEmojiNames } from './emoji-names.ts';
import { loadRecoveryGuide } from './recovery-guide.ts';

/** Everything that content/ says, and what Slack calls emoji. */
export interface Content {
  /** The challenges that a run can be of, by id. */
  packs: ReadonlyMap<string, ChallengePack>;
  emojiNames: EmojiNames;
  /** How something is made right: the words of each step, and what can be offered. */
  recoveryGuide: RecoveryGuide;
}

/** Reads all of content/. Throws a ConfigError with every fault in it. */
export const loadContent = (): Content => ({
  packs: loadChallengePacks(),
  emojiNames: loadEmojiNames(),
  recoveryGuide: loadRecoveryGuide(),
});
