import type { WeekName } from './calendar.ts';
import type { ExtrasMonth } from './idea-week.ts';
import { type LessonWeek, lessonChannels, lessonsOnWall, lessonTotals } from './lesson-week.ts';
import type { NamedPerson } from './person.ts';
import type { PlanWeek } from './plan-week.ts';
import type { RecoveryWeek } from './recovery-week.ts';
import { parseSlackText, plainText } from './slack-text.ts';
import { type VoiceWeek, voiceChannels, voicesOnWall, voiceTotals } from './voice-week.ts';
import {
  excerptOf,
  foldedText,
  isExceptional,
  ladder,
  type Principle,
  principles,
  type Rung,
  type WeekTotal,
} from './win.ts';
import type { Workspace } from './workspace.ts';

/** How many weeks the trend shows, its own included; wins from so far back are evidence for managers. */
export const trendWeeks = 8;
/** Somebody without a nomination for so many weeks is brought to managers' notice. */
export const unseenWeeks = 4;

const most = { exceptional: 10, firstTimers: 30, unseen: 8, winsOfOne: 2, names: 30, helpers: 30 } as const;

/** A win, as far as a digest looks at it. */
export interface DigestWin {
  winId: string;
  authorId: string;
  heroIds: readonly string[];
  helperIds: readonly string[];
  /** Canonical text: domain/slack-text.ts. */
  text: string;
  names: ReadonlyMap<string, string>;
  nominatorIds: readonly string[];
  nominationCount: number;
  rung: Rung | undefined;
  principle: Principle | undefined;
  place: { channelId: string; ts: string } | undefined;
  postedAt: Date;
}

/** A win as a digest keeps it: with the words, names and nominations of that moment. */
export interface DigestStory {
  winId: string;
  heroes: NamedPerson[];
  /** As a person reads it, with names in place of references. */
  text: string;
  nominationCount: number;
  place?: { channelId: string; ts: string } | null;
}

/** Without whom wins of the week would not have worked: counted apart from those who are credited. */
export interface DigestHelp {
  personCount: number;
  people: NamedPerson[];
  /** The channels of the wins that those are named in. */
  places: { channelId: string }[];
}

export interface ChallengeTotals {
  name: string;
  participantCount: number;
  /** Who did at least one day; absent in digests from before it was counted. */
  tookPartCount?: number | null;
  days: { theme: string; doneCount: number }[];
  /** Who did every day. */
  finishedCount: number;
}

/** Those who did at least one day; of digests from before that was counted, those who were in it. */
export const tookPartIn = ({ tookPartCount, participantCount }: ChallengeTotals): number =>
  tookPartCount ?? participantCount;

/** Little extras, in the first digest after a month, with one story that came of them. */
export interface DigestExtras extends ExtrasMonth {
  story?: DigestStory | null;
}

/** For managers: who takes part, and who goes unseen. */
export interface TeamDigest {
  memberCount: number;
  tookPartCount: number;
  unseenCount: number;
  /** Those of them who did something that nobody nominated, newest first. */
  unseen: { person: NamedPerson; wins: DigestStory[] }[];
  /** Those of them with nothing to nominate. */
  withoutWins: NamedPerson[];
  withoutWinsCount: number;
}

/** Everything that is needed to show a week again. What may be absent may be null, as the database gives it. */
export interface Digest extends WeekTotal {
  nominationCount: number;
  /** Everybody credited that week; in team mode there is their number instead. */
  heroIds: string[];
  heroCount?: number | null;
  exceptional: DigestStory[];
  story?: DigestStory | null;
  /** Oldest first, from the week in which the bot came; the last is the week itself. */
  trend: WeekTotal[];
  /** How many weeks up to and with this one the bot saw from their beginning; absent in digests from before that was kept. */
  wholeWeeks?: number | null;
  principles: { principle: Principle; count: number }[];
  ladder: { rung: Rung; count: number }[];
  firstTimerCount: number;
  firstTimers: NamedPerson[];
  /** The channels of the wins that those are welcomed for; absent in digests from before that was kept. */
  firstTimerPlaces?: { channelId: string }[] | null;
  /** Absent when nobody is named as helping, and in digests from before anybody could be. */
  help?: DigestHelp | null;
  challenge?: ChallengeTotals | null;
  /** What was made right; absent when there was nothing. */
  recoveries?: RecoveryWeek | null;
  /** Absent when nothing came of lessons that week. */
  lessons?: LessonWeek | null;
  /** Absent when nothing was planned, done or seen of it, and in digests from before there were plans. */
  plans?: PlanWeek | null;
  extras?: DigestExtras | null;
  /** Absent when no customer was asked, and none answered. */
  voices?: VoiceWeek | null;
  /** Since when it has totals alone, because stories so old are not kept. */
  storiesForgottenAt?: Date | null;
  /** Absent when nobody could say who the team is: without a wall. */
  team?: TeamDigest | null;
}

/** The channels whose messages it shows something of. */
export const channelsOf = ({
  exceptional,
  story,
  extras,
  team,
  firstTimerPlaces,
  help,
  lessons,
  voices,
}: Digest): string[] => {
  const evidence = team?.unseen.flatMap(({ wins }) => wins) ?? [];
  const told = [story, extras?.story].flatMap((each) => each ?? []);
  const shown = [...exceptional, ...told, ...evidence];
  const places = [...shown.map(({ place }) => place), ...(firstTimerPlaces ?? []), ...(help?.places ?? [])];
  return [
    ...new Set([
      ...places.flatMap((place) => place?.channelId ?? []),
      ...lessonChannels(lessons),
      ...voiceChannels(voices),
    ]),
  ];
};

/** Everybody whom it names, or who is credited in it. */
export const personIdsIn = ({
  heroIds,
  firstTimers,
  help,
  team,
  exceptional,
  story,
  extras,
}: Digest): string[] => {
  const stories = [
    ...exceptional,
    ...[story, extras?.story].flatMap((each) => each ?? []),
    ...(team?.unseen ?? []).flatMap(({ wins }) => wins),
  ];
  const named = [
    ...stories.flatMap(({ heroes }) => heroes),
    ...firstTimers,
    ...(help?.people ?? []),
    ...(team?.unseen ?? []).map(({ person }) => person),
    ...(team?.withoutWins ?? []),
  ];
  return [...new Set([...heroIds, ...named.map(({ userId }) => userId)])];
};

/** How many helped, without their names. */
export const helpWithoutNames = ({ help }: Pick<Digest, 'help'>): Pick<Digest, 'help'> =>
  help ? { help: { personCount: help.personCount, people: [], places: [] } } : {};

/** Which little extras were done, with this story in the place of theirs; undefined: with none. */
export const extrasWith = (
  { extras }: Pick<Digest, 'extras'>,
  story: DigestStory | undefined,
): Pick<Digest, 'extras'> => {
  if (!extras) return {};
  const { story: _former, ...rest } = extras;
  return { extras: { ...rest, ...(story && { story }) } };
};

/** What is left of it for those who may not see the wall: numbers, without anybody's name or story. */
export const totalsOf = ({
  story: _story,
  // What the team added itself is for those who may.
  extras: _extras,
  team: _team,
  firstTimerPlaces: _places,
  ...digest
}: Digest): Digest => ({
  ...digest,
  exceptional: [],
  firstTimers: [],
  firstTimerCount: 0,
  ...helpWithoutNames(digest),
  ...(digest.lessons && { lessons: lessonTotals(digest.lessons) }),
  ...(digest.voices && { voices: voiceTotals(digest.voices) }),
});

/** What is left of it where not every channel's messages may be told of: no story of another, and no names then. */
export const storiesOf = (digest: Digest, channelIds: ReadonlySet<string>): Digest => {
  const isTold = ({ place }: DigestStory): boolean => !place || channelIds.has(place.channelId);
  const { story, extras, exceptional, team: _team, firstTimerPlaces: _places, ...rest } = digest;
  if (channelsOf({ ...digest, team: null }).every((channelId) => channelIds.has(channelId))) return digest;
  return {
    ...rest,
    exceptional: exceptional.filter(isTold),
    ...(story && isTold(story) && { story }),
    ...extrasWith(digest, extras?.story && isTold(extras.story) ? extras.story : undefined),
    firstTimers: [],
    firstTimerCount: 0,
    ...helpWithoutNames(digest),
    ...(digest.lessons && { lessons: lessonsOnWall(digest.lessons, channelIds) }),
    ...(digest.voices && { voices: voicesOnWall(digest.voices, channelIds) }),
  };
};

export interface TeamFacts {
  members: readonly NamedPerson[];
  /** Members without a nomination for `unseenWeeks`; none while the bot has not seen as many. */
  unseen: readonly NamedPerson[];
  /** What those did in `trendWeeks` and nobody nominated. */
  unnominated: readonly DigestWin[];
}

export interface WeekFacts extends Pick<Workspace, 'exceptionalThreshold'> {
  week: WeekName;
  /** The week's wins, those taken down left out. */
  wins: readonly DigestWin[];
  /** The weeks before it since the bot came, oldest first. */
  earlier: readonly WeekTotal[];
  /** How many of all these the bot saw from their beginning. */
  wholeWeeks: number;
  /** Those of the week's heroes who were never credited before. */
  newcomerIds: ReadonlySet<string>;
  challenge: ChallengeTotals | undefined;
  lessons?: LessonWeek | undefined;
  plans?: PlanWeek | undefined;
  /** Of the month that is over, and the best win that came of them. */
  extras?: { month: ExtrasMonth; win: DigestWin | undefined } | undefined;
  recoveries?: RecoveryWeek | undefined;
  voices?: VoiceWeek | undefined;
  team: TeamFacts | undefined;
}

const nameIn = ({ names }: DigestWin, userId: string): string => names.get(userId) ?? 'someone';

const digestStory = (win: DigestWin): DigestStory => ({
  winId: win.winId,
  heroes: win.heroIds.map((userId) => ({ userId, name: nameIn(win, userId) })),
  text: plainText(parseSlackText(win.text), (userId) => win.names.get(userId)),
  nominationCount: win.nominationCount,
  ...(win.place && { place: win.place }),
});

const byNominations = (a: DigestWin, b: DigestWin): number =>
  b.nominationCount - a.nominationCount ||
  a.postedAt.getTime() - b.postedAt.getTime() ||
  (a.winId < b.winId ? -1 : 1);

const newestFirst = (a: DigestWin, b: DigestWin): number => b.postedAt.getTime() - a.postedAt.getTime();

const tallied = <T extends string>(known: readonly T[], values: readonly (T | undefined)[]) =>
  known
    .map((value) => ({ value, count: values.filter((each) => each === value).length }))
    .filter(({ count }) => count > 0);

const firstTimersOf = ({ wins, newcomerIds }: WeekFacts): NamedPerson[] => {
  const named = wins.flatMap((win) =>
    win.heroIds
      .filter((userId) => newcomerIds.has(userId))
      .map((userId) => [userId, nameIn(win, userId)] as const),
  );
  return [...new Map(named)].map(([userId, name]) => ({ userId, name }));
};

const placesOf = (
  wins: readonly DigestWin[],
  people: readonly NamedPerson[],
  namedIn: (win: DigestWin) => readonly string[],
): { channelId: string }[] => {
  const userIds = new Set(people.map(({ userId }) => userId));
  const theirs = wins.filter((win) => namedIn(win).some((userId) => userIds.has(userId)));
  return [...new Set(theirs.flatMap(({ place }) => place?.channelId ?? []))].map((channelId) => ({
    channelId,
  }));
};

const helpOf = (wins: readonly DigestWin[]): DigestHelp | undefined => {
  const names = new Map(
    wins.flatMap((win) => win.helperIds.map((userId) => [userId, nameIn(win, userId)] as const)),
  );
  if (names.size === 0) return undefined;
  const people = [...names].slice(0, most.helpers).map(([userId, name]) => ({ userId, name }));
  return { personCount: names.size, people, places: placesOf(wins, people, ({ helperIds }) => helperIds) };
};

const teamDigest = ({ wins }: WeekFacts, { members, unseen, unnominated }: TeamFacts): TeamDigest => {
  const active = new Set(wins.flatMap((win) => [win.authorId, ...win.heroIds, ...win.nominatorIds]));
  const recent = [...unnominated].sort(newestFirst);
  const withEvidence = unseen.map((person) => ({
    person,
    wins: recent.filter(({ heroIds }) => heroIds.includes(person.userId)),
  }));
  const withoutWins = withEvidence.filter((each) => each.wins.length === 0);
  return {
    memberCount: members.length,
    tookPartCount: members.filter(({ userId }) => active.has(userId)).length,
    unseenCount: unseen.length,
    unseen: withEvidence
      .filter((each) => each.wins.length > 0)
      .slice(0, most.unseen)
      .map((each) => ({ ...each, wins: each.wins.slice(0, most.winsOfOne).map(digestStory) })),
    withoutWins: withoutWins.slice(0, most.names).map(({ person }) => person),
    withoutWinsCount: withoutWins.length,
  };
};

/** The most nominated story that the list of exceptional wins does not tell in full already. */
const storyOf = (ranked: readonly DigestWin[], listed: readonly DigestStory[]): DigestStory | undefined => {
  const toldIds = new Set(
    listed.filter(({ text }) => excerptOf(text) === foldedText(text)).map(({ winId }) => winId),
  );
  const win = ranked.find(({ winId }) => !toldIds.has(winId));
  return win && digestStory(win);
};

/** With a story that the digest does not tell in full already. */
const extrasOf = ({ extras }: WeekFacts, told: DigestStory | undefined): DigestExtras | undefined => {
  if (!extras) return undefined;
  const { month, win } = extras;
  return { ...month, ...(win && win.winId !== told?.winId && { story: digestStory(win) }) };
};

/** How many weeks a digest can speak of from their beginning to their end. */
export const weeksKnown = ({ wholeWeeks }: Pick<Digest, 'wholeWeeks'>): number => wholeWeeks ?? trendWeeks;

/** Works a digest out of what is known of a week. */
export const digestFrom = (facts: WeekFacts): Digest => {
  const { week, wins, earlier, wholeWeeks, challenge, lessons, plans, recoveries, voices, team } = facts;
  const ranked = [...wins].sort(byNominations);
  const exceptional = ranked.filter(({ nominationCount }) => isExceptional(facts, nominationCount));
  const total = { week, winCount: wins.length, exceptionalCount: exceptional.length };
  const firstTimers = firstTimersOf(facts);
  const help = helpOf(wins);
  const listed = exceptional.slice(0, most.exceptional).map(digestStory);
  const story = storyOf(ranked, listed);
  const extras = extrasOf(facts, story);
  const rungs = wins.map(({ rung }) => rung);
  const shown = wins.map(({ principle }) => principle);
  return {
    ...total,
    nominationCount: wins.reduce((sum, { nominationCount }) => sum + nominationCount, 0),
    heroIds: [...new Set(wins.flatMap(({ heroIds }) => heroIds))],
    exceptional: listed,
    ...(story && { story }),
    trend: [...earlier, total],
    wholeWeeks,
    principles: tallied(principles, shown).map(({ value, count }) => ({ principle: value, count })),
    ladder: tallied(ladder, rungs).map(({ value, count }) => ({ rung: value, count })),
    firstTimerCount: firstTimers.length,
    firstTimers: firstTimers.slice(0, most.firstTimers),
    ...(firstTimers.length > 0 && {
      firstTimerPlaces: placesOf(wins, firstTimers, ({ heroIds }) => heroIds),
    }),
    ...(help && { help }),
    ...(challenge && { challenge }),
    ...(lessons && { lessons }),
    ...(plans && { plans }),
    ...(extras && { extras }),
    ...(recoveries && { recoveries }),
    ...(voices && { voices }),
    ...(team && { team: teamDigest(facts, team) }),
  };
};
