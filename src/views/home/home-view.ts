import type { HomeView, KnownBlock } from '@slack/types';
import { section } from '../blocks.ts';

/** Slack takes a hundred blocks. Each section keeps to its room by itself, so that nothing is ever cut. */
export const homeView = (blocks: readonly KnownBlock[]): HomeView => ({ type: 'home', blocks: [...blocks] });

/** For whoever is not, or no longer, of this organisation. */
export const homeForOutsiders = (): HomeView =>
  homeView([
    section(
      'This brag wall is for the people who work here: only they can post wins and nominate them. Somebody who works here can post yours for you.',
    ),
  ]);
