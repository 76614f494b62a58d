import type { KnownBlock } from '@slack/types';
import type { HomeDeps, HomeReader } from './home-reader.ts';

/** One thing that waits for somebody, told whole or not at all. */
export type HomePiece = readonly KnownBlock[];

/** What waits for somebody of one kind: a few pieces, however long the history is, or none. */
export type HomeRow = (deps: HomeDeps, reader: HomeReader) => Promise<readonly HomePiece[]>;

/** One part of Home: a few blocks, however long the history is, or none. */
export type HomeSection = (deps: HomeDeps, reader: HomeReader) => Promise<readonly KnownBlock[]>;

/** What cannot be made takes nothing else with it: it is left out. `of`: which it is, for the log. */
export const orNothing = async <T>(
  { logger }: HomeDeps,
  of: Readonly<Record<string, string>>,
  make: () => Promise<readonly T[]>,
): Promise<readonly T[]> => {
  try {
    return await make();
  } catch (error) {
    logger.error({ feature: 'home', ...of, err: error }, 'a part of Home is left out');
    return [];
  }
};
