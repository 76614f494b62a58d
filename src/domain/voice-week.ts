import { isQuickAnswer, type VoiceAnswer, type VoicePick, type VoiceTimes } from './voice.ts';
import type { CustomerWord } from './win.ts';

/** How many customers were asked in a week, and how many first answered in it what: not the same customers. */
export interface VoiceCounts {
  askedCount: number;
  notReallyCount: number;
  helpedCount: number;
  madeMyDayCount: number;
}

/** A customer's line as a digest tells it: read when the digest is, so that no digest keeps it. */
export interface ToldVoice extends CustomerWord {
  winId: string;
  place: { channelId: string; ts: string };
}

/** What customers said in a week: of the team, never by person. */
export interface VoiceWeek {
  /** Where people chose whom to ask, and where the bot did. */
  staff: VoiceCounts;
  bot: VoiceCounts;
  /** Answers that came within seconds of the link's making. */
  quickCount: number;
  /** Those who were not helped for whom something is made right. */
  madeRightCount: number;
  /** The wins whose customers' lines are told. */
  toldIds: string[];
  told?: ToldVoice[] | null;
}

export const mostVoicesTold = 2;
/** Of fewer answers no share is told: one more would change it too much. */
const leastForShare = 5;

export const answerCount = ({ notReallyCount, helpedCount, madeMyDayCount }: VoiceCounts): number =>
  notReallyCount + helpedCount + madeMyDayCount;

/** How many of a hundred say that it made their day; undefined while there are too few to say. */
export const madeMyDayPercent = (counts: VoiceCounts): number | undefined => {
  const answers = answerCount(counts);
  return answers < leastForShare ? undefined : Math.round((100 * counts.madeMyDayCount) / answers);
};

export interface WeekVoice extends VoiceTimes {
  winId: string;
  pick: VoicePick;
  answer: VoiceAnswer | undefined;
}

interface WeekVoices {
  asked: readonly WeekVoice[];
  /** By when they were first answered. */
  answered: readonly WeekVoice[];
  madeRightCount: number;
  toldIds: string[];
}

const countsOf = ({ asked, answered }: WeekVoices, pick: VoicePick): VoiceCounts => {
  const saying = (answer: VoiceAnswer): number =>
    answered.filter((each) => each.pick === pick && each.answer === answer).length;
  return {
    askedCount: asked.filter((each) => each.pick === pick).length,
    notReallyCount: saying('not-really'),
    helpedCount: saying('helped'),
    madeMyDayCount: saying('made-my-day'),
  };
};

/** Undefined when nobody was asked, and nobody answered. */
export const voiceWeekFrom = (voices: WeekVoices): VoiceWeek | undefined => {
  const { asked, answered, madeRightCount, toldIds } = voices;
  if (asked.length + answered.length === 0) return undefined;
  return {
    staff: countsOf(voices, 'staff'),
    bot: countsOf(voices, 'bot'),
    quickCount: answered.filter(isQuickAnswer).length,
    madeRightCount,
    toldIds,
  };
};

/** Numbers alone: for whoever may not see the wall, and for weeks whose stories are not kept. */
export const voiceTotals = ({ told: _told, ...week }: VoiceWeek): VoiceWeek => ({ ...week, toldIds: [] });

/** The channels that its lines come from. */
export const voiceChannels = (week: VoiceWeek | null | undefined): string[] =>
  (week?.told ?? []).map(({ place }) => place.channelId);

/** What is left of it where not every channel's messages may be told of. */
export const voicesOnWall = ({ told, ...week }: VoiceWeek, channelIds: ReadonlySet<string>): VoiceWeek => ({
  ...week,
  ...(told && { told: told.filter(({ place }) => channelIds.has(place.channelId)) }),
});

const facts = ({ staff, bot, quickCount, madeRightCount, toldIds }: VoiceWeek): string =>
  JSON.stringify([
    ...[staff, bot].flatMap((each) => [
      each.askedCount,
      each.notReallyCount,
      each.helpedCount,
      each.madeMyDayCount,
    ]),
    quickCount,
    madeRightCount,
    ...toldIds,
  ]);

/** Whether a digest that says the one says the other as well, words apart. */
export const isSameVoiceWeek = (week: VoiceWeek | undefined, stored: VoiceWeek | null | undefined): boolean =>
  (week && facts(week)) === (stored ? facts(stored) : undefined);
