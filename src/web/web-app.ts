import { Hono } from 'hono';
import { certificatePart } from './certificate/certificate-part.ts';
import { filePart } from './file/file-part.ts';
import { formBody } from './form-body.ts';
import { createVisitLimits, type VisitLimits } from './limit/visit-limit.ts';
import { failed, noPage, wrongMethod } from './refusal.ts';
import { screenPart } from './screen/screen-part.ts';
import { voicePart } from './voice/voice-part.ts';
import type { WebDeps, WebEnv, WebPart } from './web-part.ts';

/** The table of pages for people without Slack. */
export const webParts: readonly WebPart[] = [filePart, certificatePart, voicePart, screenPart];

/** Refuses what the paths of a part are not made for, and says what they are. */
const refuseOtherMethods = (app: Hono<WebEnv>): void => {
  const allowed = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    const methods = allowed.get(path) ?? new Set();
    allowed.set(path, methods);
    for (const each of method === 'GET' ? ['GET', 'HEAD'] : [method]) methods.add(each);
  }
  for (const [path, methods] of allowed) app.all(path, (context) => wrongMethod(context, [...methods]));
};

const partOf = (part: WebPart, deps: WebDeps, limits: VisitLimits): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>({ strict: false });
  part.register(routes, deps);
  refuseOtherMethods(routes);
  const app = new Hono<WebEnv>({ strict: false });
  app.use(async (context, next) => {
    context.set('page', part.name);
    await next();
  });
  app.use(limits.of(part), formBody());
  return app.route('/', routes);
};

/** Whatever is asked of the pages is answered here; `createWebListener` is what stands before it. */
export const createWebApp = (
  deps: WebDeps,
  parts: readonly WebPart[] = webParts,
  limits = createVisitLimits(deps, parts),
): Hono<WebEnv> => {
  const log = deps.logger.child({ feature: 'web' });
  const app = new Hono<WebEnv>({ strict: false });
  app.use(async (context, next) => {
    context.set('page', 'none');
    await deps.background.track(next());
    const { status } = context.res;
    deps.measure.page(context.get('page'), status);
    // A flood of requests is none of lines.
    const level = status === 429 ? 'debug' : 'info';
    log[level]({ page: context.get('page'), method: context.req.method, status }, 'page');
  });
  for (const part of parts) app.route(part.path, partOf(part, deps, limits));
  app.notFound(async (context) => {
    const refused = context.get('page') === 'none' ? await limits.elsewhere(context) : undefined;
    return refused ?? noPage(context);
  });
  app.onError((error, context) => {
    // Whoever went away while their form was read gets no answer, and is no fault.
    if (error === context.env.incoming.errored) return failed(context);
    log.error({ page: context.get('page'), err: error }, 'a page could not be shown');
    return failed(context);
  });
  return app;
};
