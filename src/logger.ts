import mongoose from 'mongoose';
import { type Logger, pino } from 'pino';
import { slackErrorCode } from './errors.ts';
import { createRedactor, type Redact } from './redact.ts';

const mostParts = 5;

const framesOf = (error: Error): string | undefined =>
  error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');

/** Slack's libraries name the cause by a word of their own. */
const causeOf = (error: Error): unknown => error.cause ?? ('original' in error ? error.original : undefined);

/** What several failed at once with: Node's and Bolt's words for it. */
const partsOf = (error: Error): unknown[] => {
  const parts = 'errors' in error ? error.errors : 'originals' in error ? error.originals : undefined;
  return Array.isArray(parts) ? parts.slice(0, mostParts) : [];
};

/** Mongoose puts the values it refuses, such as the text of a win, into its messages: those stay out of the log. */
export const serializeError = (error: unknown): object => {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = causeOf(error);
  const parts = partsOf(error);
  return {
    type: error.name,
    ...(!(error instanceof mongoose.Error) && { message: error.message }),
    code: slackErrorCode(error) ?? ('code' in error ? error.code : undefined),
    stack: framesOf(error),
    ...(cause !== undefined && cause !== error && { cause: serializeError(cause) }),
    ...(parts.length > 0 && { parts: parts.map(serializeError) }),
  };
};

/** Lines that wait for a full disk to have room; newer ones are dropped. */
const mostWaitingBytes = 1024 * 1024;

/** Where nothing can be written, a log on a full disk say, the bot goes on: pino's own destination would hang. */
const standardOutput = () => {
  const destination = pino.destination({ dest: 1, sync: true, maxLength: mostWaitingBytes });
  destination.on('error', () => undefined);
  return destination;
};

/** Structured lines on standard output, each of which passes through the redactor. */
export const createLogger = (level: string, redact: Redact = createRedactor()): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: serializeError },
      hooks: { streamWrite: redact },
    },
    standardOutput(),
  );
