import { fileURLToPath } from 'node:url';
import { createBotChild } from 'slack-sandbox';

const module = fileURLToPath(new URL('../../sandbox/bot.ts', import.meta.url));

/** One bot of several on one database: the real program in a process of its own. Its clock is moved as the sandbox's is. */
const startReplica = async (env: Record<string, string>, offsetMs: () => number) => {
  let isRunning = true;
  const child = createBotChild({
    module,
    env: () => ({ ...process.env, LOG_LEVEL: 'silent', ...env }),
    offsetMs,
    onExit: () => {
      isRunning = false;
    },
  });
  await child.start();
  return {
    isRunning: () => isRunning,
    /** Resolves with what was due done; also when it is killed meanwhile. */
    async wake(): Promise<void> {
      const failure = await child.moveClock();
      if (failure !== undefined) throw new Error(`A replica could not do what was due: ${failure}`);
    },
    kill: () => child.kill(),
    stop: () => child.stop(),
  };
};

type Replica = Awaited<ReturnType<typeof startReplica>>;

/** Several replicas with one clock, which shows `nowMs` at first. */
export const startReplicas = async (
  count: number,
  env: Record<string, string>,
  nowMs: number = Date.now(),
) => {
  let offsetMs = nowMs - Date.now();
  const start = () => startReplica(env, () => offsetMs);
  let replicas: Replica[] = await Promise.all(Array.from({ length: count }, start));

  return {
    /** Moves the clock of all of them, and resolves with what was due done. */
    async moveTo(ms: number): Promise<void> {
      offsetMs = ms - Date.now();
      await Promise.all(replicas.map((replica) => replica.wake()));
    },
    /** SIGKILL for one of them; resolves when another runs in its place. */
    async killOne(index: number): Promise<void> {
      const victim = replicas[index % replicas.length];
      await victim?.kill();
      replicas = [...replicas.filter((replica) => replica.isRunning()), await start()];
    },
    /** SIGKILL for all of them at one moment; resolves when as many run in their place. */
    async killAll(): Promise<void> {
      const victims = replicas;
      await Promise.all(victims.map((victim) => victim.kill()));
      replicas = await Promise.all(victims.map(start));
    },
    runningCount: () => replicas.filter((replica) => replica.isRunning()).length,
    async stop(): Promise<void> {
      await Promise.all(replicas.map((replica) => replica.stop()));
    },
  };
};

export type Replicas = Awaited<ReturnType<typeof startReplicas>>;
