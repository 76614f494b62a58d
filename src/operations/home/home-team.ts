import type { WeekName } from '../../domain/calendar.ts';
import { channelsOf, type DigestStory } from '../../domain/digest.ts';
import { withoutCount } from '../../domain/digest-shown.ts';
import { lastWeek } from '../../domain/digest-week.ts';
import type { NamedPerson } from '../../domain/person.ts';
import { isExceptional } from '../../domain/win.ts';
import { openWeek } from '../../domain/workspace.ts';
import type { Win } from '../../models/win-schema.ts';
import { teamBlocks } from '../../views/home/home-team.ts';
import { monthGoal } from '../board/month-goal.ts';
import { isNewcomer } from '../digest/gather-week.ts';
import { leaversAmong } from '../digest/without-leavers.ts';
import { maySeeWall } from '../wall/wall-audience.ts';
import { namesInWin, typedWin } from '../win/win-message.ts';
import { type HomeDeps, type HomeReader, seesWin } from './home-reader.ts';
import type { HomeSection } from './home-section.ts';

/** Of the last that were said to be exceptional, the first that still is, and that the person can see. */
const exceptionalLookedAt = 5;
/** Whoever is in the newest wins of the week, for a number of questions that does not grow with the team. */
const winsLookedAt = 20;
const peopleLookedAt = 12;
const mostNewcomers = 5;

const heroesOf = (win: Pick<Win, 'heroIds' | 'names'>): NamedPerson[] => {
  const names = namesInWin(win);
  return win.heroIds.map((userId) => ({ userId, name: names.get(userId) ?? 'someone' }));
};

const storyOf = (win: Win): DigestStory => ({
  winId: win._id,
  heroes: heroesOf(win),
  text: typedWin(win),
  nominationCount: win.nominationCount,
  ...(win.wall && { place: win.wall }),
});

const latestExceptional = async (deps: HomeDeps, reader: HomeReader): Promise<DigestStory | undefined> => {
  if (!reader.seesWall) return undefined;
  for (const win of await deps.store.wins.lastAnnounced(exceptionalLookedAt))
    if (isExceptional(reader.workspace, win.nominationCount) && (await seesWin(deps, reader, win)))
      return reader.workspace.isTeamMode ? withoutCount(storyOf(win)) : storyOf(win);
  return undefined;
};

type Credits = Awaited<ReturnType<HomeDeps['store']['wins']['creditsOfWeek']>>;

const isNew = async (deps: HomeDeps, week: WeekName, userId: string): Promise<boolean> => {
  const isFirstTime = await isNewcomer(deps, week, userId);
  if (!isFirstTime) deps.veterans.add(userId);
  return isFirstTime;
};

const newcomersOfWeek = async (
  deps: HomeDeps,
  reader: HomeReader,
  week: WeekName,
  credits: Credits,
): Promise<NamedPerson[]> => {
  const newest = credits.slice(0, winsLookedAt);
  const seen = await Promise.all(newest.map((win) => seesWin(deps, reader, win)));
  const people = newest.flatMap((win, index) => (seen[index] ? heroesOf(win) : []));
  const candidates = [...new Map(people.map((person) => [person.userId, person])).values()];
  const asked = candidates.filter(({ userId }) => !deps.veterans.has(userId)).slice(0, peopleLookedAt);
  const areNew = await Promise.all(asked.map(({ userId }) => isNew(deps, week, userId)));
  return asked.filter((_, index) => areNew[index]);
};

const newcomersOfLastWeek = async (deps: HomeDeps, reader: HomeReader): Promise<NamedPerson[]> => {
  const digest = await deps.store.digests.find(lastWeek(reader.now, reader.workspace.zone));
  if (!digest || digest.firstTimers.length === 0) return [];
  return (await maySeeWall(deps, reader.userId, channelsOf(digest))) ? digest.firstTimers : [];
};

/** Whose first win was this week or last. In team mode nobody is listed. */
const newcomers = async (
  deps: HomeDeps,
  reader: HomeReader,
  week: WeekName,
  credits: Credits,
): Promise<string[]> => {
  if (!reader.seesWall || reader.workspace.isTeamMode) return [];
  const found = await Promise.all([
    newcomersOfWeek(deps, reader, week, credits),
    newcomersOfLastWeek(deps, reader),
  ]);
  const people = new Map(found.flat().map(({ userId, name }) => [userId, name]));
  people.delete(reader.userId);
  for (const userId of await leaversAmong(deps, [...people.keys()])) people.delete(userId);
  return [...people.values()].slice(0, mostNewcomers);
};

const weekOfTeam = async (deps: HomeDeps, reader: HomeReader) => {
  const week = openWeek(reader.now, reader.workspace);
  const credits = await deps.store.wins.creditsOfWeek(week);
  return {
    winCount: credits.length,
    heroCount: new Set(credits.flatMap(({ heroIds }) => heroIds)).size,
    newcomers: await newcomers(deps, reader, week, credits),
  };
};

/** This week so far, the goal, the latest exceptional win, and who is new on the wall. */
export const teamSection: HomeSection = async (deps, reader) => {
  const [week, goal, exceptional] = await Promise.all([
    weekOfTeam(deps, reader),
    monthGoal(deps, reader.workspace, reader.now),
    latestExceptional(deps, reader),
  ]);
  return teamBlocks({
    ...week,
    goal,
    exceptional,
    look: reader.workspace,
    workspaceUrl: deps.installation.url,
    isClosed: reader.workspace.wallChannelId !== undefined && !reader.seesWall,
  });
};
