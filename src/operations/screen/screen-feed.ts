import { createHash } from 'node:crypto';
import { setImmediate as afterOthers } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { Deps, Process } from '../../deps.ts';
import { dayOf, timeOf } from '../../domain/calendar.ts';
import { mayShowWall, type ScreenConsent } from '../../domain/screen.ts';
import { openWeek } from '../../domain/workspace.ts';
import type { Screen } from '../../models/screen.ts';
import { noWallOnScreen, type ScreenState, wallClosedOnScreen } from '../../views/screen/screen-page.ts';
import { type ComposeDeps, type Composed, composeScreen } from './compose-screen.ts';
import { createEmojiCharacter } from './emoji-character.ts';

export type FeedDeps = Pick<Process, 'models' | 'clock' | 'logger' | 'emojiNames'> & {
  workspaces: { of: (teamId: string) => Promise<ComposeDeps & Pick<Deps, 'channels'>> };
};

/** What a screen shows, with a print of it by which it is known again. */
export interface ScreenFrame {
  print: string;
  /** What a clock shows where the team is, when this was known to be so. */
  time: string;
  state: ScreenState;
}

/** `gone`: the link leads nowhere any more. `stopped`: nothing more is told. */
export type ScreenNews = ScreenFrame | 'gone' | 'stopped';
export type TellScreen = (news: ScreenNews) => void;

export interface ScreenFeed {
  /** Tells at once what is to be shown, when there is something else, and every few seconds that all is as it was. */
  watch(screen: Screen, tell: TellScreen): () => void;
  /** What a screen shows now. */
  frameOf(screen: Screen): Promise<ScreenFrame>;
  stop(): void;
}

/** How soon a change is seen, made by whatever process. */
const usualLookMs = 2_500;
/** What no mark tells of: another day, a challenge, who keeps off the board, the goal of the month. */
const composeEveryMs = 30_000;
/** Longer than that nothing new goes unread. */
const newForMs = composeEveryMs * 2;
/** So many teams are looked after side by side. */
const teamsAtOnce = 4;
const framesKept = 200;
const toldAtOnce = 10;

interface Watcher {
  screen: Screen;
  tell: TellScreen;
}

interface Team {
  watchers: Set<Watcher>;
  mark?: string;
  composed?: Composed;
  composedAtMs: number;
}

const prints = new WeakMap<ScreenState, string>();

/** Made once for all screens that show the same. */
const printOf = (state: ScreenState): string => {
  const known = prints.get(state);
  if (known !== undefined) return known;
  const print = createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 16);
  prints.set(state, print);
  return print;
};

const stateFor = (consent: ScreenConsent, { wall, state }: Composed): ScreenState => {
  if (!wall) return { team: state.team, ...noWallOnScreen };
  return mayShowWall(consent, wall) ? state : { team: state.team, ...wallClosedOnScreen };
};

/**
 * Looks after all screens of a process: one look at the database every few seconds for all of them, and only while there
 * are any; a team's wins are read once for all its screens, when something changed.
 */
export const createScreenFeed = (deps: FeedDeps, lookEveryMs = usualLookMs): ScreenFeed => {
  const { models, clock, logger, workspaces } = deps;
  const characterOf = createEmojiCharacter(deps.emojiNames);
  const teams = new Map<string, Team>();
  const limit = pLimit(teamsAtOnce);
  /** Whether a channel was public when Slack last said so: what is hidden has to go while Slack says nothing. */
  const lastSaid = new LRUCache<string, boolean>({ max: framesKept });
  const glances = new LRUCache<string, Promise<Composed>>({ max: framesKept, ttl: lookEveryMs });
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let hasFailed = false;

  const wallIs =
    (teamId: string, { channels }: ComposeDeps) =>
    async (channelId: string): Promise<boolean> => {
      const key = `${teamId}:${channelId}`;
      try {
        const isPublic = (await channels.find(channelId))?.isPublic === true;
        lastSaid.set(key, isPublic);
        return isPublic;
      } catch (error) {
        const known = lastSaid.get(key);
        if (known === undefined) throw error;
        return known;
      }
    };

  const compose = async (teamId: string): Promise<Composed> => {
    const team = await workspaces.of(teamId);
    return composeScreen(team, { characterOf, wallIs: wallIs(teamId, team) }, clock.now());
  };

  const frameFor = (
    consent: ScreenConsent,
    composed: Composed,
    time = timeOf(clock.now(), composed.zone),
  ): ScreenFrame => {
    const state = stateFor(consent, composed);
    return { print: printOf(state), time, state };
  };

  /** By the day, which is all that is kept of who looks. */
  const recordSeen = async (screens: readonly Screen[], { zone }: Composed): Promise<void> => {
    const today = dayOf(clock.now(), zone);
    for (const { tokenHash, seenOn } of screens)
      if (seenOn !== today) await models.screens.recordSeen(tokenHash, today);
  };

  const tellAll = async (
    { watchers, composed }: Team,
    { asked, found }: { asked: ReadonlySet<string>; found: ReadonlyMap<string, Screen> },
  ): Promise<void> => {
    const seen = new Set<Screen>();
    const time = composed && timeOf(clock.now(), composed.zone);
    let told = 0;
    for (const { screen, tell } of watchers) {
      told += 1;
      // Whoever waits for an answer in Slack is served between them.
      if (told % toldAtOnce === 0) await afterOthers();
      // Whoever came meanwhile was read a moment ago.
      const known = found.get(screen.tokenHash) ?? (asked.has(screen.tokenHash) ? undefined : screen);
      if (!known) tell('gone');
      else if (composed) {
        tell(frameFor(known, composed, time));
        seen.add(known);
      }
    }
    if (composed) await recordSeen([...seen], composed);
  };

  const isDue = (team: Team, mark: string): boolean =>
    mark !== team.mark || clock.now().getTime() - team.composedAtMs >= composeEveryMs;

  const look = async (teamIds: readonly string[]): Promise<void> => {
    const now = clock.now();
    const watched = teamIds.flatMap((teamId) => [...(teams.get(teamId)?.watchers ?? [])]);
    const asked = new Set(watched.map(({ screen }) => screen.tokenHash));
    const [screens, workspaceMarks] = await Promise.all([
      models.screens.byLinks([...asked]),
      models.workspaces.marks(teamIds),
    ]);
    // Before anything is read that is shown: what changes after this is seen with the next look.
    const shownIds = teamIds.flatMap((teamId) => teams.get(teamId)?.composed?.winIds ?? []);
    const since = new Date(now.getTime() - newForMs);
    const winMarks = await models.wins.marks({ teamIds, shownIds, since });
    const marks = new Map(
      workspaceMarks.map(({ teamId, mark, ...days }) => [
        teamId,
        [mark, openWeek(now, days), winMarks.get(teamId)].join(' '),
      ]),
    );
    const lookAt = async (teamId: string): Promise<void> => {
      const team = teams.get(teamId);
      if (!team) return;
      const mark = marks.get(teamId);
      const found = new Map(
        mark === undefined ? [] : screens.map((screen) => [screen.tokenHash, screen] as const),
      );
      if (mark !== undefined && isDue(team, mark)) {
        team.composed = await compose(teamId);
        team.composedAtMs = now.getTime();
        team.mark = mark;
      }
      await tellAll(team, { asked, found });
    };
    const looks = await Promise.allSettled(teamIds.map((teamId) => limit(() => lookAt(teamId))));
    for (const result of looks) if (result.status === 'rejected') throw result.reason;
  };

  const tryLook = async (teamIds: readonly string[]): Promise<void> => {
    try {
      await look(teamIds);
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) logger.warn({ feature: 'screen', err: error }, 'screens show what they had for now');
      hasFailed = true;
    }
  };

  const lookSoon = (): void => {
    if (timer || isStopped || teams.size === 0) return;
    timer = setTimeout(() => {
      void tryLook([...teams.keys()]).then(() => {
        timer = undefined;
        lookSoon();
      });
    }, lookEveryMs);
  };

  const leave = (teamId: string, watcher: Watcher): void => {
    const team = teams.get(teamId);
    team?.watchers.delete(watcher);
    if (team?.watchers.size === 0) teams.delete(teamId);
    if (teams.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };

  return {
    watch(screen, tell) {
      const { teamId } = screen;
      const watcher = { screen, tell };
      const team = teams.get(teamId) ?? { watchers: new Set(), composedAtMs: 0 };
      teams.set(teamId, team);
      team.watchers.add(watcher);
      if (team.composed) tell(frameFor(screen, team.composed));
      else if (team.watchers.size === 1) void tryLook([teamId]);
      lookSoon();
      return () => leave(teamId, watcher);
    },

    async frameOf(screen) {
      const { teamId } = screen;
      const known = glances.get(teamId) ?? compose(teamId);
      glances.set(teamId, known);
      try {
        return frameFor(screen, await known);
      } catch (error) {
        glances.delete(teamId);
        throw error;
      }
    },

    stop() {
      isStopped = true;
      clearTimeout(timer);
      for (const { watchers } of teams.values()) for (const { tell } of watchers) tell('stopped');
      teams.clear();
    },
  };
};
