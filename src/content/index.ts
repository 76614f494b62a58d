import type { ChallengePack } from '../domain/challenge-pack.ts';
import type { EmojiNames } from '../domain/emoji-name.ts';
import type { Idea } from '../domain/idea.ts';
import { ConfigError } from '../errors.ts';
import { challengesDirectory, loadChallengePacks } from './challenge-packs.ts';
import { loadEmojiNames } from './emoji-names.ts';
import { loadIdeas } from './ideas.ts';

/** Everything that content/ says, and what Slack calls emoji. */
export interface Content {
  /** The challenges that a run can be of, by id. */
  packs: ReadonlyMap<string, ChallengePack>;
  /** The little extras that come with the bot, by id. */
  ideas: ReadonlyMap<string, Idea>;
  emojiNames: EmojiNames;
}

/** Reads all of content/. Throws a ConfigError with every fault in it. */
export const loadContent = (): Content => {
  const faults: string[] = [];
  const load = <T>(read: () => ReadonlyMap<string, T>): ReadonlyMap<string, T> => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(...error.faults);
      return new Map<string, T>();
    }
  };
  const ideas = load(loadIdeas);
  const known = faults.length === 0 ? ideas : 'unknown';
  const packs = load(() => loadChallengePacks(challengesDirectory, known));
  if (faults.length > 0) throw new ConfigError(faults);
  return { packs, ideas, emojiNames: loadEmojiNames() };
};
