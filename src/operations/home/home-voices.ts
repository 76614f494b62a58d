import { ineligibility } from '../../domain/person.ts';
import { voiceSettlesAt } from '../../domain/voice-follow.ts';
import type { Voice } from '../../models/voice.ts';
import { moreUnhappy, unhappyOnHome } from '../../views/voice/voice-news.ts';
import { ownersOf } from '../voice/voice-delivery.ts';
import type { HomeDeps, HomeReader } from './home-reader.ts';
import type { HomeRow } from './home-section.ts';

/** Older ones were told long ago. */
const shownForMs = 14 * 86_400_000;
const mostLookedAt = 20;
const mostShown = 2;

/** What they could make right, read at once for all of them: many people open Home. */
const openTo = async (
  { store, people }: HomeDeps,
  { userId, isManager }: HomeReader,
  voices: readonly Voice[],
): Promise<Voice[]> => {
  if (voices.length === 0) return [];
  const winIds = voices.map(({ _id }) => _id);
  const [authors, made] = await Promise.all([
    store.wins.authorsOf(winIds),
    store.recoveries.originsAmong(winIds),
  ]);
  const open = voices.filter((voice) => {
    const authorId = authors.get(voice._id);
    const isTheirs = authorId !== undefined && (isManager || ownersOf(voice, { authorId }).includes(userId));
    return isTheirs && !made.has(voice._id);
  });
  return open.length > 0 && ineligibility(await people.find(userId)) ? [] : open;
};

/**
 * Customers who were not helped, as long as nobody makes it right: to those who are told in a note, which may be a weekend
 * away.
 */
export const voicesRow: HomeRow = async (deps, reader) => {
  const { now } = reader;
  const recent = await deps.store.voices.unhappySince(new Date(now.getTime() - shownForMs), mostLookedAt);
  const settled = recent.filter(({ answeredAt }) => answeredAt && voiceSettlesAt(answeredAt) <= now);
  const open = await openTo(deps, reader, settled);
  const shown = open.slice(0, mostShown).map(({ _id: winId, moment, customerAlias }) =>
    unhappyOnHome({
      winId,
      moment: moment ?? undefined,
      customerAlias: customerAlias ?? undefined,
    }),
  );
  return open.length > mostShown ? [...shown, [moreUnhappy]] : shown;
};
