import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OnEnd } from './cleanup.ts';

export const projectDir = fileURLToPath(new URL('..', import.meta.url));

interface ChildOptions {
  name: string;
  /** What `node` runs. */
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** The line of standard output that says that it is ready. */
  ready: RegExp;
  onLine?: (line: string) => void;
  onEnd: OnEnd;
  signal: AbortSignal;
}

const STOP_LIMIT_MS = 15_000;
const running = new Set<ChildProcess>();

/** For the very end, when there is no time left to stop anything. */
export const killChildren = (): void => {
  for (const child of running) child.kill('SIGKILL');
};

const stop = async (name: string, child: ChildProcess, exited: Promise<unknown>): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) {
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    child.kill('SIGTERM');
    await exited;
    clearTimeout(killer);
  }
  if (child.exitCode !== 0) throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}`);
};

const spawnNode = ({ args, env }: ChildOptions): ChildProcess => {
  // In a process group of its own: Ctrl-C reaches the benchmark, which stops its children in order.
  const child = spawn(process.execPath, args, {
    cwd: projectDir,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
};

/** Starts a Node.js program; resolves with the match of its ready line, and stops the program at the end. */
export const startChild = async (options: ChildOptions): Promise<RegExpExecArray> => {
  const { name, ready, onLine, onEnd, signal } = options;
  signal.throwIfAborted();
  const child = spawnNode(options);
  const exited = once(child, 'exit');
  onEnd(() => stop(name, child, exited));
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    exited.then(() => reject(new Error(`${name} ended before it was ready`)), reject);
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      onLine?.(line);
      const match = ready.exec(line);
      if (match) resolve(match);
    });
  });
};
