import type { FromBot, ToBot } from './bot/messages.ts';

interface RunningApp {
  wake(): Promise<void>;
  stop(): Promise<void>;
}

/** The outside of src/app.ts, and of whatever a test puts in its place. */
interface BotModule {
  runApp(options: { clock: { now(): Date } }): Promise<RunningApp>;
}

let offsetMs = 0;
let app: RunningApp | undefined;

const tell = (message: FromBot) => process.send?.(message);
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const start = async () => {
  const modulePath = process.argv[2] ?? new URL('../src/app.ts', import.meta.url).href;
  const bot: BotModule = await import(modulePath);
  app = await bot.runApp({ clock: { now: () => new Date(Date.now() + offsetMs) } });
  // From here on the bot's own sockets keep the process alive, so that it ends when they close.
  process.channel?.unref();
  tell({ type: 'ready' });
};

const wake = async (id: number) => {
  try {
    await app?.wake();
    tell({ type: 'woken', id });
  } catch (error) {
    tell({ type: 'woken', id, error: reasonOf(error) });
  }
};

process.on('message', (message: ToBot) => {
  offsetMs = message.offsetMs;
  if (message.type === 'clock') {
    void wake(message.id);
    return;
  }
  start().catch((error: unknown) => {
    tell({ type: 'failed', reason: reasonOf(error) });
    process.exitCode = 1;
    process.disconnect();
  });
});

// A sandbox that is killed cannot stop its bot.
process.on('disconnect', () => process.exit());
