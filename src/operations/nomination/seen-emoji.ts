import { LRUCache } from 'lru-cache';
import type { Deps } from '../../deps.ts';
import { isStandardEmoji } from '../../domain/emoji-name.ts';
import { emojiOf } from '../../domain/nomination.ts';

/** Those that this process has noted, in any workspace. */
const noted = new LRUCache<string, true>({ max: 2_000 });

type SeenDeps = Pick<Deps, 'store' | 'installation' | 'emojiNames' | 'logger'>;

/** Notes that somebody reacted with one of the workspace's own emoji, so that managers are warned of misspelt names alone. */
export const noteEmoji = async (
  { store, installation, emojiNames, logger }: SeenDeps,
  reaction: string,
): Promise<void> => {
  const name = emojiOf(reaction);
  const key = `${installation.teamId}:${name}`;
  if (isStandardEmoji(name, emojiNames) || noted.has(key)) return;
  try {
    await store.seenEmoji.note(name);
    noted.set(key, true);
  } catch (error) {
    logger.warn({ feature: 'nomination', err: error }, 'an emoji could not be noted');
  }
};
