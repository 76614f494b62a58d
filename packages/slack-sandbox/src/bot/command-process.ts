import { spawn } from 'node:child_process';
import type { FromBot, ToBot } from './messages.ts';

/** Runs a bot that knows nothing of the sandbox by its start command, and answers the sandbox in its place. */
const bot = spawn(process.argv[2] ?? '', { shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
bot.once('exit', (code) => process.exit(code ?? 1));

// The signal goes to the whole group, and so to the bot as well, which is waited for.
process.on('SIGTERM', () => {});

process.on('message', (message: ToBot) => {
  const answer = (told: FromBot) => process.send?.(told);
  if (message.type === 'clock') answer({ type: 'woken', id: message.id });
});

// A sandbox that is killed cannot stop its bot.
process.on('disconnect', () => process.kill(process.platform === 'win32' ? process.pid : 0, 'SIGKILL'));
