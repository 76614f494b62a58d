import { monthInWords, startOfMonth } from '../../domain/calendar.ts';
import { channelsOf, type DigestStory } from '../../domain/digest.ts';
import { withoutCount } from '../../domain/digest-shown.ts';
import { lastWeek } from '../../domain/digest-week.ts';
import type { NamedPerson } from '../../domain/person.ts';
import { isExceptional } from '../../domain/win.ts';
import { openWeek } from '../../domain/workspace.ts';
import type { Win } from '../../models/win-schema.ts';
import { teamBlocks } from '../../views/home/home-team.ts';
import { storyTyped } from '../../views/win/story.ts';
import { isNewcomer } from '../digest/gather-week.ts';
import { maySeeWall } from '../wall/wall-audience.ts';
import { namesInWin } from '../win/win-message.ts';
import { type HomeDeps, type HomeReader, seesWin } from './home-reader.ts';
import type { HomeSection } from './home-section.ts';

/** Of the last that were said to be exceptional, the first that still is, and that the person can see. */
const exceptionalLookedAt = 10;
/** Whoever is in the newest wins of the week, for a number of questions that does not grow with the team. */
const winsLookedAt = 20;
const peopleLookedAt = 12;
const mostNewcomers = 5;

const storyOf = (win: Win): DigestStory => {
  const names = namesInWin(win);
  return {
    winId: win._id,
    heroes: win.heroIds.map((userId) => ({ userId, name: names.get(userId) ?? 'someone' })),
    text: storyTyped({ text: win.text, names }),
    nominationCount: win.nominationCount,
    ...(win.wall && { place: win.wall }),
  };
};

const latestExceptional = async (deps: HomeDeps, reader: HomeReader): Promise<DigestStory | undefined> => {
  if (!reader.seesWall) return undefined;
  for (const win of await deps.store.wins.lastAnnounced(exceptionalLookedAt))
    if (isExceptional(reader.workspace, win.nominationCount) && (await seesWin(deps, reader, win)))
      return reader.workspace.isTeamMode ? withoutCount(storyOf(win)) : storyOf(win);
  return undefined;
};

const newcomersOfWeek = async (deps: HomeDeps, reader: HomeReader): Promise<NamedPerson[]> => {
  const week = openWeek(reader.now, reader.workspace);
  const wins = await deps.store.wins.newestOfWeek(week, winsLookedAt);
  const seen = await Promise.all(wins.map((win) => seesWin(deps, reader, win)));
  const heroes = new Map(
    wins.flatMap((win, index) =>
      seen[index] ? storyOf(win).heroes.map(({ userId, name }) => [userId, name] as const) : [],
    ),
  );
  const candidates = [...heroes].slice(0, peopleLookedAt).map(([userId, name]) => ({ userId, name }));
  const areNew = await Promise.all(candidates.map(({ userId }) => isNewcomer(deps, week, userId)));
  return candidates.filter((_, index) => areNew[index]);
};

const newcomersOfLastWeek = async (deps: HomeDeps, reader: HomeReader): Promise<NamedPerson[]> => {
  const digest = await deps.store.digests.find(lastWeek(reader.now, reader.workspace.zone));
  if (!digest || digest.firstTimers.length === 0) return [];
  return (await maySeeWall(deps, reader.userId, channelsOf(digest))) ? digest.firstTimers : [];
};

/** Whose first win was this week or last. In team mode nobody is listed. */
const newcomers = async (deps: HomeDeps, reader: HomeReader): Promise<string[]> => {
  if (!reader.seesWall || reader.workspace.isTeamMode) return [];
  const found = await Promise.all([newcomersOfWeek(deps, reader), newcomersOfLastWeek(deps, reader)]);
  const people = new Map(found.flat().map(({ userId, name }) => [userId, name]));
  people.delete(reader.userId);
  return [...people.values()].slice(0, mostNewcomers);
};

const goalOf = async ({ store }: HomeDeps, { now, workspace: { monthGoal, zone } }: HomeReader) =>
  monthGoal === undefined
    ? undefined
    : {
        month: monthInWords(now, zone),
        wins: monthGoal,
        reached: await store.wins.countSince(startOfMonth(now, zone)),
      };

/** This week so far, the goal, the latest exceptional win, and who is new on the wall. */
export const teamSection: HomeSection = async (deps, reader) => {
  const { store, installation } = deps;
  const { now, workspace } = reader;
  const week = openWeek(now, workspace);
  const [winCount, heroIds, goal, exceptional, names] = await Promise.all([
    store.wins.countOfWeek(week),
    store.wins.heroIdsOfWeek(week),
    goalOf(deps, reader),
    latestExceptional(deps, reader),
    newcomers(deps, reader),
  ]);
  return teamBlocks({
    winCount,
    heroCount: heroIds.length,
    goal,
    exceptional,
    newcomers: names,
    workspaceUrl: installation.url,
    isClosed: workspace.wallChannelId !== undefined && !reader.seesWall,
  });
};
