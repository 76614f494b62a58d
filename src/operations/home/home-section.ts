import type { KnownBlock } from '@slack/types';
import type { HomeDeps, HomeReader } from './home-reader.ts';

/** One part of Home: a few blocks, however long the history is, or none. */
export type HomeSection = (deps: HomeDeps, reader: HomeReader) => Promise<readonly KnownBlock[]>;
