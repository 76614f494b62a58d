import { execFile } from 'node:child_process';
import { projectDir, startChild } from './child.ts';
import type { OnEnd } from './cleanup.ts';
import { temporaryDir } from './temporary-dir.ts';

const WARN = 40;

/** What a bot complained of, with how often. */
export type Complaints = ReadonlyMap<string, number>;

/** The build that `npm start` runs. */
export const buildBot = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    execFile('npm', ['run', 'build'], { cwd: projectDir, signal }, (error, output) => {
      if (!error) resolve();
      else reject(signal.aborted ? signal.reason : new Error(`npm run build failed:\n${output}`));
    });
  });

const complaintOf = (line: string): string | undefined => {
  const { level, msg } = JSON.parse(line) as { level: number; msg: string };
  return level >= WARN ? msg : undefined;
};

/** Starts the built bot with the built-in database in a folder of its own; resolves when it listens. */
export const startBot = async (
  botEnv: Record<string, string>,
  onEnd: OnEnd,
  signal: AbortSignal,
): Promise<Complaints> => {
  const complaints = new Map<string, number>();
  const DATA_DIR = await temporaryDir(onEnd);
  // Empty values keep out what a developer's own .env says.
  const own = { SLACK_APP_TOKEN: '', MONGODB_URI: '', WALL_CHANNEL: '', LOG_LEVEL: 'info' };
  await startChild({
    name: 'The bot',
    args: ['--enable-source-maps', 'dist/main.js'],
    env: { ...own, ...botEnv, DATA_DIR },
    ready: /Brag Wall is ready/,
    onLine: (line) => {
      const complaint = complaintOf(line);
      if (complaint) complaints.set(complaint, (complaints.get(complaint) ?? 0) + 1);
    },
    onEnd,
    signal,
  });
  return complaints;
};
