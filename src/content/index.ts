import type { ChallengePack } from '../domain/challenge-pack.ts';
import type { EmojiNames } from '../domain/emoji-name.ts';
import { loadChallengePacks } from './challenge-packs.ts';
import { loadEmojiNames } from './emoji-names.ts';

/** Everything that content/ says, and what Slack calls emoji. */
export interface Content {
  /** The challenges that a run can be of, by id. */
  packs: ReadonlyMap<string, ChallengePack>;
  emojiNames: EmojiNames;
}

/** Reads all of content/. Throws a ConfigError with every fault in it. */
export const loadContent = (): Content => ({ packs: loadChallengePacks(), emojiNames: loadEmojiNames() });
