import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { waitFor } from './wait-for.ts';

export interface Program {
  child: ChildProcess;
  lines: string[];
  errors: string[];
  exited: Promise<number | null>;
}

const lifetimeLimitMs = 120_000;

/** `npm start` itself, from the build. */
export const startProgram = (env: Record<string, string>): Program => {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(SLACK|MONGODB)_/.test(name)),
  );
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    env: { ...clean, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // What does not end must not keep the tests from ending.
    timeout: lifetimeLimitMs,
    killSignal: 'SIGKILL',
  });
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, lines, errors, exited };
};

/** A start takes seconds on a machine that has other things to do. */
export const startLimitMs = 30_000;

export const isReady = (program: Program): Promise<boolean> =>
  waitFor(
    'the ready line',
    () => program.lines.some((line) => line.includes('Brag Wall is ready')),
    startLimitMs,
  );
