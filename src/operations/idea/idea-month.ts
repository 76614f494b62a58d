import type { Deps } from '../../deps.ts';
import { monthSpan, type WeekName } from '../../domain/calendar.ts';
import { type ExtrasMonth, extrasOfMonth, monthOverWith } from '../../domain/idea-week.ts';
import type { Win } from '../../models/win-schema.ts';
import { countsInTime } from './idea-counts.ts';

/**
 * Which little extras were done most in the month that is over with a week, and the best of the wins that came of them.
 * Undefined in every other week, and when none was done.
 */
export const ideaMonth = async (
  { store, ideas }: Pick<Deps, 'store' | 'ideas'>,
  week: WeekName,
  zone: string,
): Promise<{ extras: ExtrasMonth; win: Win | undefined } | undefined> => {
  const month = monthOverWith(week);
  if (month === undefined) return undefined;
  const span = monthSpan(month, zone);
  const counts = await countsInTime({ store }, span);
  const done = new Map([...counts].map(([ideaId, each]) => [ideaId, each.done]));
  if (done.size === 0) return undefined;
  const texts = new Map([...ideas].map(([id, { text }]) => [id, text]));
  for (const { _id, text } of await store.ideas.textsOf([...done.keys()])) texts.set(_id, text);
  const extras = extrasOfMonth(month, done, texts);
  if (!extras) return undefined;
  const ideaIds = extras.ideas.map(({ ideaId }) => ideaId);
  return { extras, win: await store.wins.bestOfIdeas(ideaIds, span) };
};
