import type { Lifecycle } from '../control/lifecycle.ts';
import { plainDelivery } from '../delivery/event-queue.ts';
import type { Workspace } from '../workspace/types.ts';
import type { World } from '../world.ts';
import type { BotChild } from './child.ts';
import type { DataDirectory } from './data-directory.ts';
import { setReady, welcomeBot } from './welcome.ts';

interface LifecycleOptions {
  world: World;
  /** Both undefined with --no-bot. */
  child: BotChild | undefined;
  dataDirectory: DataDirectory | undefined;
  newWorkspace: () => Workspace;
  refreshConnections: () => void;
  /** Aborted when the sandbox stops. */
  signal: AbortSignal;
}

const forgetEverything = async ({ world, newWorkspace }: LifecycleOptions) => {
  world.clock.cancelAll();
  world.clock.moveTo(Date.now());
  world.gateway.events.clear();
  await world.gateway.events.configure(plainDelivery);
  world.faults.clear();
  world.limits.setReal(false);
  world.journal.clear();
  world.workspace = newWorkspace();
  world.changes.markOther();
};

/** Starts, stops and resets the bot and the workspace around it. */
export const createLifecycle = (options: LifecycleOptions): Lifecycle => {
  const { world, child, dataDirectory, signal } = options;

  const startBot = async () => {
    await child?.start();
    await welcomeBot(world, signal);
  };

  return {
    hasBot: child !== undefined,
    pid: () => child?.pid(),
    startBot,
    stopBot: async () => child?.stop(),
    killBot: async () => child?.kill(),
    moveClock(instantMs) {
      world.clock.moveTo(instantMs);
      world.changes.markOther();
      return child?.moveClock() ?? Promise.resolve(undefined);
    },
    async reset() {
      // The database goes as well, so the bot need not put anything away.
      await child?.kill();
      await dataDirectory?.empty();
      setReady(world, false);
      await forgetEverything(options);
      if (child) await startBot();
    },
    refreshConnections: options.refreshConnections,
  };
};
