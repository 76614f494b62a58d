import cron, { type TaskOptions } from 'node-cron';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import type { Process } from '../deps.ts';
import { NotInstalledError, pauseMs } from '../errors.ts';
import { createCoalescer } from '../operations/coalesce.ts';
import { readOnce, readSettledWorkspace } from '../operations/workspace/read-workspace.ts';
import type { Workspaces } from '../workspaces.ts';
import type { Job } from './job.ts';

export interface Ticker {
  /** Does what is due now in every workspace, and resolves when it is done. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

type TickerDeps = Pick<Process, 'clock' | 'logger' | 'models' | 'measure'> & { workspaces: Workspaces };

/** Workspaces that are worked on side by side. None of them waits for Slack: one that is told to comes back later. */
const maxAtOnce = 8;
/** How often to see whether the bot is installed again where something is due. */
const uninstalledDelayMs = 60 * 60_000;
/** node-cron waits for a time of day: it stops when the machine's clock is put back. */
const longestPauseMs = 90_000;

const cronLogger = (logger: Logger): NonNullable<TaskOptions['logger']> => {
  const child = logger.child({ feature: 'schedule' });
  const pass =
    (level: 'debug' | 'warn' | 'error') =>
    (message: string | Error, err?: Error): void => {
      const error = message instanceof Error ? message : err;
      child[level](error ? { err: error } : {}, message instanceof Error ? message.message : message);
    };
  return { debug: () => {}, info: pass('debug'), warn: pass('warn'), error: pass('error') };
};

/**
 * Wakes the jobs once a minute, for the workspaces where they are due. What a job does is decided by the database and
 * the clock alone, so a minute that was missed is caught up by the next.
 */
export const createTicker = (
  { clock, logger, models, measure, workspaces }: TickerDeps,
  jobs: Readonly<Record<string, Job>>,
): Ticker => {
  const turns = pLimit(maxAtOnce);
  /** By workspace: the jobs that are due there and not begun. */
  const due = new Map<string, Set<string>>();
  /** By workspace, and by workspace and job: Slack limits each method by itself, so one job's pause is not another's. */
  const pausedUntil = new Map<string, number>();

  const isPaused = (teamId: string, feature?: string): boolean =>
    [teamId, `${teamId}:${feature}`].some((key) => (pausedUntil.get(key) ?? 0) > clock.now().getTime());

  const pause = (key: string, delayMs: number): void => {
    pausedUntil.set(key, clock.now().getTime() + delayMs);
  };

  const attempt = async (teamId: string, feature: string, work: () => Promise<unknown>): Promise<void> => {
    const startedAt = clock.now().getTime();
    const note = (isDone: boolean) => measure.job(feature, isDone, clock.now().getTime() - startedAt);
    try {
      await work();
      note(true);
    } catch (error) {
      note(false);
      if (error instanceof NotInstalledError) {
        logger.warn({ feature, teamId }, 'the bot is not installed there: what is due waits');
        return pause(teamId, uninstalledDelayMs);
      }
      logger.error({ feature, teamId, err: error }, 'a job failed and is tried again at the next tick');
      const delayMs = pauseMs(error);
      if (delayMs !== undefined) pause(`${teamId}:${feature}`, delayMs);
    }
  };

  const runJobs = async (teamId: string): Promise<void> => {
    const names = due.get(teamId) ?? new Set();
    due.delete(teamId);
    let isNew = false;
    if (!isPaused(teamId, 'workspace'))
      await attempt(teamId, 'workspace', async () => {
        isNew = await workspaces.meet(teamId);
      });
    if (isPaused(teamId)) return;
    await attempt(teamId, 'workspace', async () => {
      const deps = await workspaces.of(teamId);
      const once = { ...deps, workspace: readOnce(() => readSettledWorkspace(deps)) };
      for (const [name, { run, followsOthers }] of Object.entries(jobs))
        if (
          workspaces.isReady(teamId) &&
          (isNew || followsOthers || names.has(name)) &&
          !isPaused(teamId, name)
        )
          await attempt(teamId, name, async () => {
            await run(once, clock.now());
            await deps.outbox.deliverDue();
          });
    });
  };

  /** What becomes due while a workspace is worked on is done right after. */
  const work = createCoalescer((teamId: string) => turns(() => runJobs(teamId)));

  const collect = async (): Promise<void> => {
    const now = clock.now();
    const found = await Promise.all(
      Object.entries(jobs).map(async ([name, { dueTeams }]) => {
        try {
          return (await dueTeams(models, now)).map((teamId) => ({ name, teamId }));
        } catch (error) {
          logger.error({ feature: name, err: error }, 'what is due could not be looked up');
          return [];
        }
      }),
    );
    for (const { name, teamId } of found.flat()) due.set(teamId, (due.get(teamId) ?? new Set()).add(name));
  };

  /** Another replica may have been told. */
  const leaveOut = async (): Promise<void> => {
    const teamIds = [...new Set([...workspaces.unmet(), ...due.keys()])];
    if (teamIds.length === 0) return;
    for (const teamId of await models.workspaces.uninstalled(teamIds)) {
      due.delete(teamId);
      workspaces.drop(teamId);
    }
  };

  const tick = async (): Promise<void> => {
    await collect();
    await leaveOut();
    const teamIds = new Set([...workspaces.unmet(), ...due.keys()]);
    await Promise.all([...teamIds].filter((teamId) => !isPaused(teamId)).map(work));
    workspaces.dropIdle(clock.now());
    measure.tick(clock.now());
  };

  // One slow workspace must not keep the others from the next minute, so ticks may overlap.
  const underWay = new Set<Promise<void>>();
  const tracked = (): Promise<void> => {
    const ticking = tick().finally(() => underWay.delete(ticking));
    underWay.add(ticking);
    return ticking;
  };
  const watchdog = setInterval(() => {
    logger.warn({ feature: 'schedule' }, 'the schedule has not woken for 90 seconds: it is woken now');
    void tracked();
  }, longestPauseMs);
  const wake = (): void => {
    watchdog.refresh();
    void tracked();
  };
  const task = cron.schedule('* * * * *', wake, { logger: cronLogger(logger) });

  return {
    tick: tracked,
    async stop() {
      clearInterval(watchdog);
      await task.destroy();
      await Promise.allSettled(underWay);
    },
  };
};
