import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { FromBot, ToBot } from './messages.ts';

interface BotChildOptions {
  /** The path of a program that follows the sandbox's clock: see follow-clock.ts. */
  module: string;
  args?: readonly string[];
  /** Resolves when Slack can reach the bot: for a program that does not say itself when it is ready. */
  reached?: ((signal: AbortSignal) => Promise<void>) | undefined;
  env: () => NodeJS.ProcessEnv;
  offsetMs: () => number;
  onExit: () => void;
}

/** The bot's process, with all that it starts. */
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
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Windows has no groups of processes. */
const signalGroup = ({ pid }: ChildProcess, signal: NodeJS.Signals) => {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // All of it has ended.
  }
};

const spawn = ({ module, args = [], env }: BotChildOptions): ChildProcess => {
  const child = fork(module, args, {
    execArgv: ['--enable-source-maps', '--import', tsx],
    env: env(),
    // In a group of its own, or Ctrl-C would reach it besides the sandbox, which stops it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(process.stderr, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  child.once('exit', () => signalGroup(child, 'SIGKILL'));
  return child;
};

const becomesReady = (child: ChildProcess, reached: BotChildOptions['reached']): Promise<void> => {
  const settled = new AbortController();
  return new Promise<void>((resolve, reject) => {
    const giveUp = () => {
      const why = reached ? ': does it call SLACK_API_URL, or listen on PORT over HTTP?' : '';
      reject(new Error(`the bot was not ready within ${READY_TIMEOUT_MS / 1000} seconds${why}`));
    };
    const timeout = setTimeout(giveUp, READY_TIMEOUT_MS);
    settled.signal.addEventListener('abort', () => clearTimeout(timeout));
    child.once('exit', (code, signal) =>
      reject(new Error(`the bot ended with ${signal ?? `exit code ${code}`} before it was ready`)),
    );
    child.on('message', (message: FromBot) => {
      if (message.type === 'ready') resolve();
      if (message.type === 'failed') reject(new Error(`the bot could not start: ${message.reason}`));
    });
    reached?.(settled.signal).then(resolve, reject);
  }).finally(() => settled.abort());
};

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  signalGroup(child, signal);
  const timeout = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_TIMEOUT_MS);
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
      const ready = becomesReady(started, options.reached);
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
