import { createHash } from 'node:crypto';

/**
 * Whether the bot picks a win, one in so many by chance: by its id alone, so that every replica comes to the same, and
 * nobody's words make it more likely.
 */
export const isPickedByChance = (winId: string, every: number): boolean =>
  createHash('sha256').update(`voice:${winId}`).digest().readUIntBE(0, 6) % every === 0;
