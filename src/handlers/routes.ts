import type {
  AllMiddlewareArgs,
  App,
  SlackAction,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { NotInstalledError } from '../errors.ts';
import { readOnce } from '../operations/workspace/read-workspace.ts';
import { rememberAcknowledgement } from '../slack/acknowledgement.ts';
import { answerWhereAsked } from '../slack/answer-place.ts';

/** Makes a handler for one request, with what belongs to the workspace that it comes from. */
type Create<A> = (deps: Deps) => (args: AllMiddlewareArgs & A) => Promise<unknown>;

/** The ways in from Slack: each feature registers its own. */
export interface Routes {
  command(name: string, create: Create<SlackCommandMiddlewareArgs>): void;
  action<A extends SlackAction>(actionId: string, create: Create<SlackActionMiddlewareArgs<A>>): void;
  view(callbackId: string, create: Create<SlackViewMiddlewareArgs<ViewSubmitAction>>): void;
  event<E extends string>(name: E, create: Create<SlackEventMiddlewareArgs<E>>): void;
}

/**
 * Finds or makes what belongs to a workspace. That a request comes shows that the bot is there, when it happened at
 * `heardAt`: now, unless it is an event, which Slack may tell of late.
 */
type DepsOf = (teamId: string, heardAt?: Date) => Promise<Deps>;

const eventTime = (args: object): Date | undefined => {
  const body: unknown = 'body' in args ? args.body : undefined;
  const isEvent = typeof body === 'object' && body !== null && 'event' in body;
  if (!isEvent) return undefined;
  const seconds = 'event_time' in body && typeof body.event_time === 'number' ? body.event_time : 0;
  return new Date(seconds * 1000);
};

/** What happened before the bot was removed may arrive after that. */
const unlessRemoved =
  <A>(handle: (args: A) => Promise<void>) =>
  async (args: A): Promise<void> => {
    try {
      await handle(args);
    } catch (error) {
      if (!(error instanceof NotInstalledError)) throw error;
    }
  };

/** Routes an app's requests to handlers. */
export const createRoutes = (app: App, depsOf: DepsOf): Routes => {
  const route =
    <A extends AllMiddlewareArgs>(create: (deps: Deps) => (args: A) => Promise<unknown>) =>
    async (args: A): Promise<void> => {
      const deps = await depsOf(args.context.teamId ?? '', eventTime(args));
      const once = { ...deps, workspace: readOnce(deps.workspace) };
      await create(once)(answerWhereAsked(rememberAcknowledgement(args)));
    };
  return {
    command: (name, create) => app.command(name, route(create)),
    action: (actionId, create) => app.action(actionId, route(create)),
    view: (callbackId, create) => app.view(callbackId, route(create)),
    event: (name, create) => app.event(name, unlessRemoved(route(create))),
  };
};
