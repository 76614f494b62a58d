import type { Guide } from '../../src/guide.ts';

/** Stands for "#guide" unless the owner of the bot gives one. */
export const guide: Guide | undefined = undefined;
