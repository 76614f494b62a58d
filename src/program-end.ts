import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import { ConfigError } from './errors.ts';
import type { Redact } from './redact.ts';

interface Stoppable {
  stop(): Promise<void>;
}

const stopLimitMs = 9_500;

/** Ctrl-C reaches a program under npm twice: from the terminal, and from npm. */
const sameCtrlCMs = 100;

/** Stops what is running, or ends the start; `starting` settles in either case. */
export const stopOnSignals = (
  starting: Promise<Stoppable>,
  { clock, logger, interrupt }: { clock: Clock; logger: Logger; interrupt: AbortController },
): void => {
  let stoppingSince: number | undefined;
  const stop = async (signal: string): Promise<void> => {
    const now = clock.now().getTime();
    if (stoppingSince !== undefined) {
      if (signal === 'SIGINT' && now - stoppingSince < sameCtrlCMs) return;
      process.exit(1);
    }
    stoppingSince = now;
    logger.info({ signal }, 'stopping');
    // Whatever is not finished by then is written down, and is done at the next start.
    setTimeout(() => process.exit(0), stopLimitMs).unref();
    interrupt.abort();
    const app = await starting.catch(() => undefined);
    await app?.stop();
    logger.info('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
};

/** Nobody knows what state it leaves behind: whoever supervises the program starts it anew. */
export const endOnUncaughtErrors = (logger: Logger): void => {
  process.on('uncaughtException', (error, origin) => {
    logger.fatal({ err: error, origin }, 'an error that nobody caught ends the program');
    process.exit(1);
  });
};

/** Tells on standard error why the program could not start, and ends it. */
export const endWith = (error: unknown, redact: Redact): never => {
  const faults =
    error instanceof ConfigError ? error.faults : [`Brag Wall could not start: ${String(error)}`];
  process.stderr.write(`${redact(faults.join('\n'))}\n`);
  process.exit(1);
};
