import { LogLevel, type Logger as SlackLogger } from '@slack/bolt';
import type { Logger } from 'pino';

/**
 * Slack's libraries log payloads and tokens below `warn`: only what they warn about passes into our log. With `quiet` it
 * does so at `debug`, for what is told again by whoever uses the library.
 */
export const boltLogger = (logger: Logger, { quiet = false }: { quiet?: boolean } = {}): SlackLogger => {
  const child = logger.child({ feature: 'slack' });
  const pass =
    (level: 'warn' | 'error') =>
    (...parts: unknown[]): void => {
      const err = parts.find((part) => part instanceof Error);
      const words = parts.filter((part) => part !== err).map(String);
      child[quiet ? 'debug' : level](
        err === undefined ? {} : { err },
        words.join(' ') || "a fault in one of Slack's libraries",
      );
    };
  return {
    debug: () => {},
    info: () => {},
    warn: pass('warn'),
    error: pass('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
};
