import type { ChallengePack } from '../domain/challenge-pack.ts';
import type { EmojiNames } from '../domain/emoji-name.ts';
import type { Idea } from '../domain/idea.ts';
import type { RecoveryGuide } from '../domain/recovery-guide.ts';
import type { VoicePages } from '../domain/voice-page.ts';
import { ConfigError } from '../errors.ts';
import { challengesDirectory, loadChallengePacks } from './challenge-packs.ts';
import { loadEmojiNames } from './emoji-names.ts';
import { loadIdeas } from './ideas.ts';
import { loadRecoveryGuide } from './recovery-guide.ts';
import { loadVoicePages } from './voice-pages.ts';

/** Everything that content/ says, and what Slack calls emoji. */
export interface Content {
  /** The challenges that a run can be of, by id. */
  packs: ReadonlyMap<string, ChallengePack>;
  /** The little extras that come with the bot, by id. */
  ideas: ReadonlyMap<string, Idea>;
  emojiNames: EmojiNames;
  /** How something is made right: the words of each step, and what can be offered. */
  recoveryGuide: RecoveryGuide;
  /** What customers read who are asked how it was, by language. */
  voicePages: VoicePages;
}

/** Reads all of content/. Throws a ConfigError with every fault in it. */
export const loadContent = (): Content => {
  const faults: string[] = [];
  const load = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  };
  const ideas = load(loadIdeas);
  const packs = load(() => loadChallengePacks(challengesDirectory, ideas ?? 'unknown'));
  const recoveryGuide = load(loadRecoveryGuide);
  const voicePages = load(loadVoicePages);
  if (!ideas || !packs || !recoveryGuide || !voicePages) throw new ConfigError(faults);
  return { packs, ideas, emojiNames: loadEmojiNames(), recoveryGuide, voicePages };
};
