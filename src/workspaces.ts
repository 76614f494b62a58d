import { WebClient } from '@slack/web-api';
import type { Deps, Installation, Process } from './deps.ts';
import { NotInstalledError } from './errors.ts';
import { storeOf } from './models/index.ts';
import { createCardRefresher } from './operations/card/card-announcement.ts';
import { createDayRefresher } from './operations/challenge/refresh-day.ts';
import { createInvitationRefresher } from './operations/challenge/refresh-invitation.ts';
import { deliveryTable } from './operations/deliveries.ts';
import { createOutbox } from './operations/delivery/outbox.ts';
import { createPacer, createPacerBuckets } from './operations/delivery/pacer.ts';
import { createDeliveryShower } from './operations/delivery/show-delivery.ts';
import { createHomePublisher } from './operations/home/publish-home.ts';
import { createLessonRefresher } from './operations/lesson/refresh-lesson.ts';
import { meetWorkspace } from './operations/meet-workspace.ts';
import { createCounter } from './operations/nomination/count-nominations.ts';
import { createNotePlanner } from './operations/note/note-planner.ts';
import { createNoteRefresher } from './operations/note/refresh-note.ts';
import { noteTable } from './operations/notes.ts';
import { createRecoveryRefresher } from './operations/recovery/refresh-recovery.ts';
import { hearOfPost, loseWall } from './operations/wall/wall.ts';
import { createWallMessageRefresher } from './operations/win/refresh-wall-message.ts';
import { readWorkspace } from './operations/workspace/read-workspace.ts';
import { createChannelCaches, createChannels } from './slack/channels.ts';
import { createFanOutClient, interactiveOptions } from './slack/clients.ts';
import { createPeople, createPeopleCache } from './slack/people.ts';
import { createUserGroupCache } from './slack/user-groups.ts';

export interface WorkspacesOptions {
  /** Where the bot is installed, by workspace. */
  findInstallation: (teamId: string) => Promise<(Installation & { botToken: string }) | undefined>;
  slackApiUrl: string | undefined;
  /** The wall of a workspace that has not chosen one yet. */
  wallChannelId: string | undefined;
}

/** What belongs to each workspace of a process: made when it is first asked for, dropped when nobody asks any more. */
export interface Workspaces {
  /** Throws `NotInstalledError` when the bot is not there. Whoever asks first has the workspace met. */
  of(teamId: string): Promise<Deps>;
  /** The same for a request from there, which shows that the bot is there, when it happened at `at`: now, unless said. */
  hear(teamId: string, at?: Date): Promise<Deps>;
  /** The bot is not there any more: nothing is done for it until it is heard of again. What is stored stays. */
  leave(teamId: string, at: Date): Promise<void>;
  /** Whether it is made ready: not so once it was left. */
  isReady(teamId: string): boolean;
  drop(teamId: string): void;
  /** Those that were asked for and could not be met yet: Slack or the database was away. */
  unmet(): string[];
  /** Meets a workspace unless that was done. True when this call did. */
  meet(teamId: string): Promise<boolean>;
  dropIdle(now: Date): void;
  stop(): void;
}

const planNotes = createNotePlanner(noteTable);

const idleMs = 30 * 60_000;

const createCaches = () => ({
  people: createPeopleCache(),
  channels: createChannelCaches(),
  userGroups: createUserGroupCache(),
  buckets: createPacerBuckets(),
});

type Caches = ReturnType<typeof createCaches>;

const createDeps = (
  { models, ...shared }: Process,
  { slackApiUrl }: WorkspacesOptions,
  { botToken, ...installation }: Installation & { botToken: string },
  caches: Caches,
): Deps => {
  const { clock, logger } = shared;
  const { teamId, enterpriseId } = installation;
  const store = storeOf(models, teamId);
  const onCall = shared.measure.slackCall;
  const slack = new WebClient(botToken, interactiveOptions({ slackApiUrl, logger, onCall }));
  const people = createPeople(slack, teamId, caches.people, {
    enterpriseId,
    knownGroups: caches.userGroups,
  });
  const base = {
    ...shared,
    installation,
    store,
    workspace: () => readWorkspace({ store, people }),
    people,
    channels: createChannels(slack, teamId, caches.channels),
    slack,
    fanOut: createFanOutClient(botToken, { slackApiUrl, logger, onCall }),
    pacer: createPacer(teamId, caches.buckets),
  };
  const refreshWallMessage = createWallMessageRefresher(base);
  // A note can be shown anew by what its own parts are made of.
  const refreshNote: Deps['refreshNote'] = async (partKey) => (await showNote(partKey)) !== 'not-in-one';
  const recountWin = createCounter({
    ...base,
    refreshWallMessage,
    deliverDue: () => outbox.deliverDue(),
  });
  const wallDeps = { ...base, refreshNote };
  const outbox = createOutbox({
    ...base,
    refreshWallMessage,
    recountWin,
    refreshNote,
    deliveries: deliveryTable,
    hearOfPost: (channelId, post) => hearOfPost(wallDeps, channelId, post, clock.now()),
    giveUpWall: (channelId, why) => loseWall(wallDeps, channelId, why, clock.now()),
  });
  const noteDeps = { ...base, refreshWallMessage, recountWin, refreshNote };
  const showNote = createNoteRefresher(noteDeps, noteTable);
  return {
    ...base,
    refreshWallMessage,
    recountWin,
    outbox,
    planNotes: (now) => planNotes(noteDeps, now),
    refreshNote,
    showNote,
    showDelivery: createDeliveryShower(noteDeps, deliveryTable),
    refreshCard: createCardRefresher(base),
    refreshLesson: createLessonRefresher({ ...base, refreshNote }),
    refreshInvitation: createInvitationRefresher(base),
    refreshDay: createDayRefresher({ ...base, refreshNote }),
    refreshRecovery: createRecoveryRefresher({ ...base, refreshNote }),
    ...createHomePublisher(base),
  };
};

export const createWorkspaces = (shared: Process, options: WorkspacesOptions): Workspaces => {
  const { clock, background, logger, models } = shared;
  const caches = createCaches();
  const made = new Map<string, { deps: Deps; usedAt: number }>();
  const making = new Map<string, Promise<Deps>>();
  const met = new Map<string, Promise<void>>();
  const unmet = new Set<string>();
  let isStopped = false;

  const make = async (teamId: string): Promise<Deps> => {
    const installation = await options.findInstallation(teamId);
    if (!installation) throw new NotInstalledError(teamId);
    const earlier = made.get(installation.teamId);
    if (earlier) return earlier.deps;
    const deps = createDeps(shared, options, installation, caches);
    await deps.store.workspace.meet(clock.now());
    if (await deps.store.workspace.isUninstalled()) throw new NotInstalledError(teamId);
    if (isStopped) deps.outbox.stop();
    made.set(installation.teamId, { deps, usedAt: clock.now().getTime() });
    return deps;
  };

  const find = (teamId: string): Promise<Deps> => {
    const known = made.get(teamId);
    if (known) {
      known.usedAt = clock.now().getTime();
      return Promise.resolve(known.deps);
    }
    const current = making.get(teamId) ?? make(teamId).finally(() => making.delete(teamId));
    making.set(teamId, current);
    return current;
  };

  const meet = async (teamId: string): Promise<boolean> => {
    const earlier = met.get(teamId);
    const meeting =
      earlier ?? find(teamId).then((deps) => meetWorkspace(deps, options.wallChannelId, clock.now()));
    met.set(teamId, meeting);
    try {
      await meeting;
      unmet.delete(teamId);
      return earlier === undefined;
    } catch (error) {
      met.delete(teamId);
      if (error instanceof NotInstalledError) unmet.delete(teamId);
      else unmet.add(teamId);
      throw error;
    }
  };

  const of = async (teamId: string): Promise<Deps> => {
    const deps = await find(teamId);
    if (!met.has(teamId) && !unmet.has(teamId)) background.run('workspace', () => meet(teamId));
    return deps;
  };

  const drop = (teamId: string): void => {
    made.get(teamId)?.deps.outbox.stop();
    made.delete(teamId);
    met.delete(teamId);
    unmet.delete(teamId);
  };

  return {
    of,
    async hear(teamId, at = clock.now()) {
      try {
        return await of(teamId);
      } catch (error) {
        if (!(error instanceof NotInstalledError)) throw error;
        await models.workspaces.of(teamId).recordInstalled(at);
        return of(teamId);
      }
    },
    async leave(teamId, at) {
      const workspace = models.workspaces.of(teamId);
      await workspace.recordUninstalled(at);
      if (!(await workspace.isUninstalled())) return;
      logger.warn(
        { feature: 'workspace', teamId },
        'the bot was removed: nothing is done there until it is back',
      );
      drop(teamId);
    },
    isReady: (teamId) => made.has(teamId),
    drop,
    meet,
    unmet: () => [...unmet],
    dropIdle(now) {
      for (const [teamId, { deps, usedAt }] of made) {
        if (now.getTime() - usedAt < idleMs) continue;
        deps.outbox.stop();
        made.delete(teamId);
      }
    },
    stop() {
      isStopped = true;
      for (const { deps } of made.values()) deps.outbox.stop();
    },
  };
};
