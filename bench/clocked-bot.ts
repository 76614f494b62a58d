import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createBotChild } from 'slack-sandbox';
import type { OnEnd } from './cleanup.ts';
import { temporaryDir } from './temporary-dir.ts';
import type { Workspace } from './workspace.ts';

/** The built bot with the built-in database, and a workspace, which share a clock that can be moved. */
export interface ClockedBot {
  nowMs(): number;
  /** Resolves with what was due by then done, as far as Slack's rates allow. */
  moveTo(nowMs: number): Promise<void>;
  residentMegabytes(): Promise<number>;
  /** The built-in database's own socket. */
  mongodbUri: string;
}

const module = fileURLToPath(new URL('built-bot.ts', import.meta.url));

export const startClockedBot = async (workspace: Workspace, onEnd: OnEnd): Promise<ClockedBot> => {
  let offsetMs = 0;
  const DATA_DIR = await temporaryDir(onEnd);
  // Empty values keep out what a developer's own .env says.
  const own = { SLACK_APP_TOKEN: '', MONGODB_URI: '', WALL_CHANNEL: '', LOG_LEVEL: 'error' };
  const child = createBotChild({
    module,
    env: () => ({ ...process.env, ...own, ...workspace.botEnv, DATA_DIR }),
    offsetMs: () => offsetMs,
    onExit: () => undefined,
  });
  onEnd(() => child.stop());
  await child.start();
  const socket = encodeURIComponent(`${DATA_DIR}/mongo.sock`);
  return {
    mongodbUri: `mongodb://${socket}/bragwall?directConnection=true`,
    nowMs: () => Date.now() + offsetMs,
    async moveTo(nowMs) {
      if (child.pid() === undefined) throw new Error('The bot has ended by itself');
      await workspace.act('clock', { now: nowMs });
      offsetMs = nowMs - Date.now();
      const failure = await child.moveClock();
      if (failure !== undefined) throw new Error(`The bot could not do what was due: ${failure}`);
    },
    async residentMegabytes() {
      const status = await readFile(`/proc/${child.pid()}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
  };
};
