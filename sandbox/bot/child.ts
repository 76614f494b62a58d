import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FromBot, ToBot } from './messages.ts';

interface BotChildOptions {
  /** A module that exports `runApp`; the project's own app unless given. */
  module?: string | undefined;
  env: () => NodeJS.ProcessEnv;
  offsetMs: () => number;
  onExit: () => void;
}

/** The bot's process. */
export interface BotChild {
  pid(): number | undefined;
  /** Resolves when the bot is ready; rejects with one sentence when it does not become so. */
  start(): Promise<void>;
  /** SIGTERM, and SIGKILL when that takes too long. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Resolves with the bot's due work done, or with why it failed. */
  moveClock(): Promise<string | undefined>;
}

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 12_000;
const entry = fileURLToPath(new URL('../bot-process.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

const spawn = ({ module, env }: BotChildOptions): ChildProcess => {
  const child = fork(entry, module === undefined ? [] : [module], {
    execArgv: ['--enable-source-maps', '--import', tsx],
    env: env(),
    // In a group of its own, or Ctrl-C would reach it besides the sandbox, which stops it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(process.stderr, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  return child;
};

const becomesReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    const timeout = setTimeout(
      () => reject(new Error(`the bot was not ready within ${READY_TIMEOUT_MS / 1000} seconds`)),
      READY_TIMEOUT_MS,
    );
    child.once('exit', (code, signal) => {
      clearTimeout(timeout);
      reject(new Error(`the bot ended with ${signal ?? `exit code ${code}`} before it was ready`));
    });
    child.on('message', (message: FromBot) => {
      if (message.type === 'woken') return;
      clearTimeout(timeout);
      if (message.type === 'ready') resolve();
      else reject(new Error(`the bot could not start: ${message.reason}`));
    });
  });

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const timeout = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timeout);
};

export const createBotChild = (options: BotChildOptions): BotChild => {
  let child: ChildProcess | undefined;
  let moves = 0;

  const send = (message: ToBot) => {
    if (child?.connected) child.send(message, () => {});
  };

  const endCurrent = async (signal: NodeJS.Signals) => {
    if (child) await end(child, signal);
  };

  return {
    pid: () => (child && !hasEnded(child) ? child.pid : undefined),
    async start() {
      const started = spawn(options);
      child = started;
      started.once('exit', options.onExit);
      const ready = becomesReady(started);
      send({ type: 'start', offsetMs: options.offsetMs() });
      await ready;
    },
    stop: () => endCurrent('SIGTERM'),
    kill: () => endCurrent('SIGKILL'),
    moveClock() {
      const current = child;
      if (!current || hasEnded(current)) return Promise.resolve(undefined);
      moves += 1;
      const id = moves;
      return new Promise((resolve) => {
        const settle = (error?: string) => {
          current.off('message', listen);
          current.off('exit', onExit);
          resolve(error);
        };
        const listen = (message: FromBot) => {
          if (message.type === 'woken' && message.id === id) settle(message.error);
        };
        const onExit = () => settle();
        current.on('message', listen);
        current.once('exit', onExit);
        send({ type: 'clock', offsetMs: options.offsetMs(), id });
      });
    },
  };
};
