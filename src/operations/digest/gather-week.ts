import type { Deps } from '../../deps.ts';
import { addWeeks, type WeekName, weekSpan } from '../../domain/calendar.ts';
import {
  type Digest,
  type DigestWin,
  digestFrom,
  type TeamFacts,
  trendWeeks,
  unseenWeeks,
  type WeekFacts,
} from '../../domain/digest.ts';
import { withoutPersons } from '../../domain/digest-shown.ts';
import { lessonNewsWeeks } from '../../domain/lesson-week.ts';
import { isStanding, mapVotes, type Votes, validVotes } from '../../domain/nomination.ts';
import type { NamedPerson } from '../../domain/person.ts';
import { slackTs } from '../../domain/slack-timestamp.ts';
import type { WeekTotal } from '../../domain/win.ts';
import type { Win } from '../../models/win-schema.ts';
import { ideaMonth } from '../idea/idea-month.ts';
import { lessonWeek } from '../lesson/lesson-week.ts';
import { planWeek } from '../plan/plan-week.ts';
import { recoveryWeek } from '../recovery/recovery-week.ts';
import { voiceSpan, voiceWeek } from '../voice/voice-week.ts';
import { namesInWin } from '../win/win-message.ts';
import { challengeTotals } from './digest-challenge.ts';

/** So many questions to the database at a time. */
const atOnce = 50;

export type GatherDeps = Pick<Deps, 'store' | 'workspace' | 'packs' | 'ideas'>;

const digestWin = (win: Win): DigestWin => ({
  winId: win._id,
  authorId: win.authorId,
  heroIds: win.heroIds,
  helperIds: win.helperIds ?? [],
  text: win.text,
  names: namesInWin(win),
  nominatorIds: win.nominatorIds,
  nominationCount: win.nominationCount,
  rung: win.rung ?? undefined,
  principle: win.principle ?? undefined,
  place: win.wall ?? undefined,
  postedAt: win.postedAt,
});

/** So many weeks up to and with this one, oldest first. */
const weeksUpTo = (week: WeekName, count: number): WeekName[] =>
  Array.from({ length: count }, (_, index) => addWeeks(week, index + 1 - count));

/** What a digest said of its week stays said; a week without one is counted now. */
const earlierTotals = async (
  { store, workspace }: GatherDeps,
  weeks: readonly WeekName[],
): Promise<WeekTotal[]> => {
  const { exceptionalThreshold } = await workspace();
  const closed = await store.digests.totals(weeks);
  const open = weeks.filter((each) => !closed.some((total) => total.week === each));
  const totals = [...closed, ...(await store.wins.totals(open, exceptionalThreshold))];
  const none = { winCount: 0, exceptionalCount: 0 };
  return weeks.map((each) => totals.find((total) => total.week === each) ?? { week: each, ...none });
};

/** Whether nobody ever credited somebody before: no win that stands, no digest of one that stood, none that was too old to be kept. */
export const isNewcomer = async (
  { store }: Pick<Deps, 'store'>,
  week: WeekName,
  userId: string,
): Promise<boolean> => {
  if (await store.wins.wasCreditedBefore(userId, week)) return false;
  if (await store.digests.creditedBefore(userId, week)) return false;
  return !(await store.veterans.has(userId));
};

const newcomers = async (
  deps: GatherDeps,
  week: WeekName,
  wins: readonly DigestWin[],
): Promise<Set<string>> => {
  const heroIds = [...new Set(wins.flatMap((win) => win.heroIds))];
  const newcomerIds = new Set<string>();
  for (let start = 0; start < heroIds.length; start += atOnce) {
    const some = heroIds.slice(start, start + atOnce);
    const answers = await Promise.all(some.map((userId) => isNewcomer(deps, week, userId)));
    for (const [index, userId] of some.entries()) if (answers[index]) newcomerIds.add(userId);
  }
  return newcomerIds;
};

const isNominatedSince = (votesByUser: ReadonlyMap<string, Votes>, sinceTs: string): boolean =>
  [...votesByUser.values()].some(
    (votes) => isStanding(votes) && Object.values(votes).some(({ ts, stands }) => stands && ts >= sinceTs),
  );

/** Who got a nomination in these weeks: for a win of theirs, or lately for an older one. */
const recognisedIds = async (
  { store, workspace }: GatherDeps,
  weeks: readonly WeekName[],
  since: Date,
): Promise<Set<string>> => {
  const rules = await workspace();
  const recognised = new Set(await store.wins.nominatedHeroIds(weeks));
  const changed = await store.nominations.winsChangedSince(since);
  const sinceTs = slackTs(since.getTime());
  for (const win of await store.wins.nominatedOutside(changed, weeks)) {
    const votes = mapVotes(await store.nominations.votesByUser(win._id), (each) => validVotes(rules, each));
    if (isNominatedSince(votes, sinceTs)) for (const userId of win.heroIds) recognised.add(userId);
  }
  return recognised;
};

const teamFacts = async (
  deps: GatherDeps,
  week: WeekName,
  zone: string,
  members: readonly NamedPerson[],
  wholeWeeks: number,
): Promise<TeamFacts> => {
  if (wholeWeeks < unseenWeeks) return { members, unseen: [], unnominated: [] };
  const weeks = weeksUpTo(week, unseenWeeks);
  const { start } = weekSpan(weeks[0] ?? week, zone);
  const recognised = await recognisedIds(deps, weeks, start);
  const unseen = members.filter(({ userId }) => !recognised.has(userId));
  if ((await deps.workspace()).isTeamMode) return { members, unseen, unnominated: [] };
  const unnominated = await deps.store.wins.unnominated(
    unseen.map(({ userId }) => userId),
    weeksUpTo(week, trendWeeks),
  );
  return { members, unseen, unnominated: unnominated.map(digestWin) };
};

/** The weeks up to and with this one that the bot was there for: at all, and from their beginning. */
const seenWeeks = (week: WeekName, zone: string, metAt: Date | undefined) => {
  const weeks = weeksUpTo(week, trendWeeks).map((each) => ({ week: each, ...weekSpan(each, zone) }));
  const seen = metAt ? weeks.filter(({ end }) => end > metAt) : weeks;
  return {
    earlier: seen.map((each) => each.week).filter((each) => each < week),
    wholeWeeks: metAt ? seen.filter(({ start }) => start >= metAt).length : weeks.length,
  };
};

const lessonsOf = async (deps: GatherDeps, week: WeekName, zone: string) => {
  const weeks = weeksUpTo(addWeeks(week, -1), lessonNewsWeeks);
  return lessonWeek(deps, week, zone, await deps.store.digests.lessonsTold(weeks));
};

/** Little extras of the month that is over with this week, if it is one's last. */
const monthOfExtras = async (
  deps: GatherDeps,
  week: WeekName,
  zone: string,
): Promise<WeekFacts['extras']> => {
  const month = await ideaMonth(deps, week, zone);
  return month && { month: month.extras, win: month.win && digestWin(month.win) };
};

/** A week's digest as it would be now, or at its end. `members`: the team, for the managers' part; undefined leaves that out. */
export const gatherWeek = async (
  deps: GatherDeps,
  week: WeekName,
  zone: string,
  members: readonly NamedPerson[] | undefined,
  now: Date = weekSpan(week, zone).end,
): Promise<Digest> => {
  const { exceptionalThreshold, metAt, isTeamMode } = await deps.workspace();
  const { earlier, wholeWeeks } = seenWeeks(week, zone, metAt);
  const wins = (await deps.store.wins.ofWeek(week)).map(digestWin);
  const digest = digestFrom({
    week,
    exceptionalThreshold,
    wins,
    earlier: await earlierTotals(deps, earlier),
    wholeWeeks,
    newcomerIds: await newcomers(deps, week, wins),
    challenge: await challengeTotals(deps, week),
    lessons: await lessonsOf(deps, week, zone),
    plans: await planWeek(deps, week, zone),
    extras: await monthOfExtras(deps, week, zone),
    recoveries: await recoveryWeek(deps, weekSpan(week, zone), now),
    voices: await voiceWeek(deps, await voiceSpan(deps, week, zone)),
    team: members && (await teamFacts(deps, week, zone, members, wholeWeeks)),
  });
  return isTeamMode ? withoutPersons(digest) : digest;
};
