import mongoose from 'mongoose';
import { type Logger, pino } from 'pino';
import { slackErrorCode } from './errors.ts';

const framesOf = (error: Error): string | undefined =>
  error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');

/** Mongoose puts the values it refuses, such as the text of a win, into its messages: those stay out of the log. */
export const serializeError = (error: unknown): object => {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    ...(!(error instanceof mongoose.Error) && { message: error.message }),
    code: slackErrorCode(error) ?? ('code' in error ? error.code : undefined),
    stack: framesOf(error),
    ...(error.cause !== undefined && { cause: serializeError(error.cause) }),
  };
};

/** Structured lines on standard output. */
export const createLogger = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: serializeError } });
