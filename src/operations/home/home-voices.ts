import { voiceSettlesAt } from '../../domain/voice-follow.ts';
import type { Voice } from '../../models/voice.ts';
import { moreUnhappy, unhappyOnHome } from '../../views/voice/voice-news.ts';
import { makeRightFor } from '../voice/make-right.ts';
import type { HomeDeps } from './home-reader.ts';
import type { HomeRow } from './home-section.ts';

/** Older ones were told long ago. */
const shownForMs = 14 * 86_400_000;
const mostLookedAt = 20;
const mostShown = 2;

const canMakeRight = async (deps: HomeDeps, { _id: winId }: Voice, userId: string): Promise<boolean> =>
  typeof (await makeRightFor(deps, winId, userId)) === 'object';

/**
 * Customers who were not helped, as long as nobody makes it right: to those who are told in a note, which may be a weekend
 * away.
 */
export const voicesRow: HomeRow = async (deps, { userId, now }) => {
  const recent = await deps.store.voices.unhappySince(new Date(now.getTime() - shownForMs), mostLookedAt);
  const settled = recent.filter(({ answeredAt }) => answeredAt && voiceSettlesAt(answeredAt) <= now);
  const can = await Promise.all(settled.map((voice) => canMakeRight(deps, voice, userId)));
  const open = settled.filter((_, index) => can[index]);
  const shown = open.slice(0, mostShown).map(({ _id: winId, moment, customerAlias }) =>
    unhappyOnHome({
      winId,
      moment: moment ?? undefined,
      customerAlias: customerAlias ?? undefined,
    }),
  );
  return open.length > mostShown ? [...shown, [moreUnhappy]] : shown;
};
