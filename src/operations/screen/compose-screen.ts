import { createHash } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { dayOf, weekdayOf } from '../../domain/calendar.ts';
import { runDays } from '../../domain/challenge.ts';
import { inTurn, type ScreenedWall } from '../../domain/screen.ts';
import {
  customerScreenText,
  type EmojiCharacter,
  type ScreenNaming,
  screenPeople,
  screenText,
} from '../../domain/screen-text.ts';
import { isExceptional } from '../../domain/win.ts';
import { openWeek, type Workspace } from '../../domain/workspace.ts';
import { runOf } from '../../models/run.ts';
import type { Win } from '../../models/win-schema.ts';
import {
  challengeOnScreen,
  customerSays,
  goalOnScreen,
  helpedWords,
  nothingYet,
  peopleWords,
  type ScreenState,
  type ScreenWin,
} from '../../views/screen/screen-page.ts';
import { weekdayName } from '../../views/words.ts';
import { monthGoal } from '../board/month-goal.ts';
import { packDayOf } from '../challenge/challenge.ts';
import { namesInWin } from '../win/win-message.ts';

export type ComposeDeps = Pick<
  Deps,
  'store' | 'workspace' | 'channels' | 'packs' | 'installation' | 'logger'
>;

/** What a team's screens show. */
export interface Composed {
  zone: string;
  /** Undefined while there is none. */
  wall: ScreenedWall | undefined;
  state: ScreenState;
}

/** Nobody finds the win by it. */
const keyOf = (winId: string): string => createHash('sha256').update(winId).digest('base64url').slice(0, 12);

/** Wins of an earlier wall are shown if that is a public channel; while Slack cannot say, they are not. */
const isOpen = async ({ channels, logger }: ComposeDeps, channelId: string): Promise<boolean> => {
  try {
    return (await channels.find(channelId))?.isPublic === true;
  } catch (error) {
    logger.debug({ feature: 'screen', err: error }, 'Slack could not say whether a channel is public');
    return false;
  }
};

const onWall = async (
  deps: ComposeDeps,
  wins: readonly Win[],
  wallChannelId: string | undefined,
): Promise<Win[]> => {
  const open = new Map<string, boolean>();
  for (const { wall } of wins)
    if (wall && !open.has(wall.channelId))
      open.set(wall.channelId, wall.channelId === wallChannelId || (await isOpen(deps, wall.channelId)));
  return wins.filter(({ wall, isOffWall }) => wall && !isOffWall && open.get(wall.channelId));
};

const peopleIn = (wins: readonly Win[]): string[] => [
  ...new Set(wins.flatMap((win) => [...namesInWin(win).keys()])),
];

interface Showing {
  workspace: Workspace;
  naming: ScreenNaming;
  characterOf: EmojiCharacter;
  today: string;
}

const shownWin = (win: Win, { workspace, naming, characterOf, today }: Showing): ScreenWin => {
  const names = Object.fromEntries(namesInWin(win));
  const day = dayOf(win.postedAt, workspace.zone);
  const helpers = win.helperIds ?? [];
  const { customer } = win;
  return {
    key: keyOf(win._id),
    who: peopleWords(screenPeople(win.heroIds, names, naming), win.groupNames ?? []),
    text: screenText({ text: win.text, names }, naming, characterOf),
    when: day === today ? 'Today' : weekdayName(weekdayOf(day)),
    ...(helpers.length > 0 && { helped: helpedWords(screenPeople(helpers, names, naming)) }),
    ...(isExceptional(workspace, win.nominationCount) && { isExceptional: true }),
    ...(customer && { customer: customerSays(customer) }),
    ...(customer?.words && { customerWords: customerScreenText(customer.words, names, naming) }),
  };
};

/** Today's day of a challenge that was announced on the wall. */
const challengeToday = async (
  { store, packs }: ComposeDeps,
  today: string,
): Promise<ScreenState['challenge']> => {
  const run = await store.runs.current(today);
  const pack = run?.isAnnounced ? packs.get(run.packId) : undefined;
  const day = run && pack && runDays(runOf(run)).find(({ on }) => on === today);
  const packDay = day && packDayOf(pack, day.dayId);
  return packDay ? challengeOnScreen(packDay.theme) : undefined;
};

/** All that the screens of a team show now. Throws when Slack cannot say whether its wall is public. */
export const composeScreen = async (
  deps: ComposeDeps,
  { characterOf, wallIs }: { characterOf: EmojiCharacter; wallIs: (channelId: string) => Promise<boolean> },
  now: Date,
): Promise<Composed> => {
  const { store, installation } = deps;
  const workspace = await deps.workspace();
  const { zone, wallChannelId } = workspace;
  const today = dayOf(now, zone);
  const team = workspace.slackName ?? installation.name ?? '';
  if (wallChannelId === undefined) return { zone, wall: undefined, state: { team, wins: [] } };
  const wall = { channelId: wallChannelId, isPublic: await wallIs(wallChannelId) };
  const wins = await onWall(deps, await store.wins.ofWeek(openWeek(now, workspace)), wallChannelId);
  const turns = inTurn(
    wins.map((win) => ({
      win,
      postedAt: win.postedAt,
      isToday: dayOf(win.postedAt, zone) === today,
      isExceptional: isExceptional(workspace, win.nominationCount),
    })),
  );
  const [unnamed, goal, challenge] = await Promise.all([
    store.preferences.offBoard(peopleIn(turns.map(({ win }) => win))),
    monthGoal(deps, workspace, now),
    challengeToday(deps, today),
  ]);
  const showing = { workspace, naming: { style: workspace.screenNames, unnamed }, characterOf, today };
  return {
    zone,
    wall,
    state: {
      team,
      ...(turns.length === 0 && nothingYet),
      wins: turns.map(({ win }) => shownWin(win, showing)),
      ...(goal && { goal: goalOnScreen(goal) }),
      ...(challenge && { challenge }),
    },
  };
};
