import type { Deps } from '../../deps.ts';
import { addWeeks, type Span, type WeekName, weekSpan } from '../../domain/calendar.ts';
import { mayBeTold } from '../../domain/voice-follow.ts';
import {
  mostVoicesTold,
  type ToldVoice,
  type VoiceWeek,
  voiceWeekFrom,
  type WeekVoice,
} from '../../domain/voice-week.ts';
import type { Voice } from '../../models/voice.ts';

type WeekDeps = Pick<Deps, 'store'>;

const weekVoice = ({ _id: winId, answer, ...voice }: Voice): WeekVoice => ({
  ...voice,
  winId,
  answer: answer ?? undefined,
});

const read = async ({ store }: WeekDeps, winIds: readonly string[]): Promise<ToldVoice[]> => {
  const wins = await store.wins.withCustomerWord(winIds);
  return wins.flatMap(({ _id: winId, customer, wall }) =>
    customer?.words && wall ? [{ winId, answer: customer.answer, words: customer.words, place: wall }] : [],
  );
};

/** Whose lines are told: the happiest first, and of those who came first. */
const toldOf = async (deps: WeekDeps, answered: readonly Voice[]): Promise<string[]> => {
  const rank = ({ answer }: Voice): number => (answer === 'made-my-day' ? 0 : 1);
  const at = ({ answeredAt }: Voice): number => answeredAt?.getTime() ?? 0;
  const telling = answered.filter((voice) => mayBeTold(voice) && voice.words);
  const known = new Set(
    (
      await read(
        deps,
        telling.map(({ _id }) => _id),
      )
    ).map(({ winId }) => winId),
  );
  return telling
    .filter(({ _id }) => known.has(_id))
    .sort((a, b) => rank(a) - rank(b) || at(a) - at(b) || (a._id < b._id ? -1 : 1))
    .slice(0, mostVoicesTold)
    .map(({ _id }) => _id);
};

/**
 * What a week counts: from where the one before ended, as that was told. Where the zone was changed in between, nothing
 * is in both, or in neither.
 */
export const voiceSpan = async ({ store }: WeekDeps, week: WeekName, zone: string): Promise<Span> => {
  const before = await store.digests.find(addWeeks(week, -1));
  const span = weekSpan(week, zone);
  return before ? { ...span, start: weekSpan(before.week, before.timeZone).end } : span;
};

/** What customers said in a week; undefined when none was asked, and none answered. */
export const voiceWeek = async (deps: WeekDeps, span: Span): Promise<VoiceWeek | undefined> => {
  const { voices, recoveries } = deps.store;
  const [asked, answered] = await Promise.all([voices.askedIn(span), voices.answeredIn(span)]);
  const unhappy = answered.filter(({ answer }) => answer === 'not-really').map(({ _id }) => _id);
  return voiceWeekFrom({
    asked: asked.map(weekVoice),
    answered: answered.map(weekVoice),
    madeRightCount: unhappy.length > 0 ? (await recoveries.originsAmong(unhappy)).size : 0,
    toldIds: await toldOf(deps, answered),
  });
};

/** The same with the lines that may still be told. */
export const withVoiceWords = async (deps: WeekDeps, week: VoiceWeek): Promise<VoiceWeek> => {
  if (week.toldIds.length === 0) return week;
  const lines = await read(deps, week.toldIds);
  return { ...week, told: week.toldIds.flatMap((id) => lines.find(({ winId }) => winId === id) ?? []) };
};
