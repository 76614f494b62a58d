import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { notAForm, tooLarge } from './refusal.ts';
import type { WebEnv } from './web-part.ts';

/** In bytes: more than any form of ours holds, of which a character can come as nine. */
const mostBytes = 4 * 1024;

const formType = 'application/x-www-form-urlencoded';

const hasBody = (header: (name: string) => string | undefined): boolean =>
  header('transfer-encoding') !== undefined || Number(header('content-length') ?? 0) > 0;

/** Takes forms alone, and reads no more of one than that. */
export const formBody = (): MiddlewareHandler<WebEnv> => {
  const read = bodyLimit({ maxSize: mostBytes, onError: tooLarge });
  return createMiddleware<WebEnv>(async (context, next) => {
    const header = (name: string) => context.req.header(name);
    if (!hasBody(header)) return next();
    const type = header('content-type')?.split(';')[0]?.trim().toLowerCase();
    return type === formType ? read(context, next) : notAForm(context);
  });
};
