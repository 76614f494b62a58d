import type { Deps } from '../../deps.ts';
import { pauseMs } from '../../errors.ts';
import { createCoalescer } from '../coalesce.ts';
import { readOnce } from '../workspace/read-workspace.ts';
import type { HomeDeps } from './home-reader.ts';
import { composeHome } from './home-sections.ts';

type PublishDeps = Omit<HomeDeps, 'veterans'> & Pick<Deps, 'slack' | 'clock' | 'background'>;

/** It may stay in sight for a working day. Nobody else's is made anew: it is when they open it. */
const openForMs = 24 * 3_600_000;

/**
 * Shows Home to one person: when they open it, and after what they do themselves, as long as they opened it lately.
 * Calls for one person are coalesced. What fails is logged and left to the next opening, since nobody is to be told of
 * it; only a rate limit is waited for, so that nobody's first Home stays empty.
 */
export const createHomePublisher = (deps: PublishDeps): Pick<Deps, 'showHome' | 'refreshHome'> => {
  const { store, slack, clock, background, logger } = deps;
  const waiting = new Map<string, NodeJS.Timeout>();
  const veterans = new Set<string>();

  const publishIn = (delayMs: number, userId: string): void => {
    if (waiting.has(userId)) return;
    const timer = setTimeout(() => {
      waiting.delete(userId);
      background.run('home', () => publish(userId));
    }, delayMs).unref();
    waiting.set(userId, timer);
  };

  const publish = createCoalescer(async (userId: string) => {
    try {
      const once = { ...deps, veterans, workspace: readOnce(deps.workspace) };
      const view = await composeHome(once, userId, clock.now());
      await slack.views.publish({ user_id: userId, view });
    } catch (error) {
      logger.warn({ feature: 'home', err: error }, 'Home could not be shown');
      const delayMs = pauseMs(error);
      if (delayMs !== undefined) publishIn(delayMs, userId);
    }
  });

  /** Without it, Home is shown anew only when it is opened again. */
  const noteOpened = async (userId: string): Promise<void> => {
    try {
      await store.homes.recordOpened(userId, clock.now());
    } catch (error) {
      logger.warn({ feature: 'home', err: error }, 'that Home was opened could not be noted');
    }
  };

  return {
    async showHome(userId) {
      await Promise.all([noteOpened(userId), publish(userId)]);
    },

    async refreshHome(userId) {
      const since = new Date(clock.now().getTime() - openForMs);
      if (await store.homes.wasOpenedSince(userId, since)) await publish(userId);
    },
  };
};
