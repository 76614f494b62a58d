import type { AnyMiddlewareArgs, App, Context } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { UserFacingError } from '../errors.ts';
import type { Background } from './background.ts';

export interface RequestLogDeps {
  logger: Logger;
  clock: Clock;
  background: Background;
  /** What a person reads when something unexpected went wrong, as a form and as a message. */
  apology: string;
}

const stringAt = (value: unknown, ...path: string[]): string | undefined => {
  const found = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
  return typeof found === 'string' ? found : undefined;
};

/** The noun a request is about: its command, action, form or event. */
const featureOf = ({ body, payload }: Pick<AnyMiddlewareArgs, 'body' | 'payload'>): string =>
  stringAt(body, 'command') ??
  stringAt(payload, 'action_id') ??
  stringAt(payload, 'callback_id') ??
  stringAt(body, 'event', 'type') ??
  'unknown';

const acknowledge = async (args: object): Promise<void> => {
  if (!('ack' in args) || typeof args.ack !== 'function') return;
  // Harmless when it was acknowledged already: only the first acknowledgement counts.
  await Promise.resolve(args.ack()).catch(() => undefined);
};

const apologize = async (args: object, text: string): Promise<void> => {
  if (!('respond' in args) || typeof args.respond !== 'function') return;
  await Promise.resolve(args.respond({ text, response_type: 'ephemeral', replace_original: false })).catch(
    () => undefined,
  );
};

/**
 * Surrounds every request: counts it as work under way, logs one line when it is done, and gives the person one plain
 * apology when it failed. The cause goes to the log, never the text of a message.
 */
export const registerRequestLog = (app: App, deps: RequestLogDeps): void => {
  const { logger, clock, background, apology } = deps;
  const handle = async (
    args: AnyMiddlewareArgs & { context: Context; next: () => Promise<void> },
  ): Promise<void> => {
    const startedAt = clock.now().getTime();
    const line = () => ({
      feature: featureOf(args),
      teamId: args.context.teamId,
      durationMs: clock.now().getTime() - startedAt,
    });
    try {
      await args.next();
      logger.info(line(), 'handled');
    } catch (error) {
      logger.error({ ...line(), err: error }, 'failed');
      await acknowledge(args);
      await apologize(args, error instanceof UserFacingError ? error.message : apology);
    }
  };
  app.use((args) => background.track(handle(args)));
};
