import type { FromBot, ToBot } from './messages.ts';

/** What every part of a bot asks what time it is. */
interface Clock {
  now(): Date;
}

interface RunningBot {
  /** Does what is due by the clock, and resolves when it is done. */
  wake(): Promise<void>;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * For a program that the sandbox starts as its bot's module: starts the bot with the sandbox's clock, and wakes it
 * whenever that is moved. `start` resolves when the bot is ready for Slack.
 */
export const followClock = (start: (clock: Clock) => Promise<RunningBot>): void => {
  let offsetMs = 0;
  let bot: RunningBot | undefined;
  const tell = (message: FromBot) => process.send?.(message);

  const begin = async () => {
    bot = await start({ now: () => new Date(Date.now() + offsetMs) });
    // From here on the bot's own sockets keep the process alive, so that it ends when they close.
    process.channel?.unref();
    tell({ type: 'ready' });
  };

  const wake = async (id: number) => {
    try {
      await bot?.wake();
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
    begin().catch((error: unknown) => {
      tell({ type: 'failed', reason: reasonOf(error) });
      process.exitCode = 1;
      process.disconnect();
    });
  });

  // A sandbox that is killed cannot stop its bot.
  process.on('disconnect', () => process.exit());
};
