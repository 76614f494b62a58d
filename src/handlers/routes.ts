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

/** Routes an app's requests to handlers. `depsOf` finds or makes what belongs to a workspace. */
export const createRoutes = (app: App, depsOf: (teamId: string) => Promise<Deps>): Routes => {
  const route =
    <A extends AllMiddlewareArgs>(create: (deps: Deps) => (args: A) => Promise<unknown>) =>
    async (args: A): Promise<void> => {
      const deps = await depsOf(args.context.teamId ?? '');
      const once = { ...deps, workspace: readOnce(deps.workspace) };
      await create(once)(answerWhereAsked(rememberAcknowledgement(args)));
    };
  return {
    command: (name, create) => app.command(name, route(create)),
    action: (actionId, create) => app.action(actionId, route(create)),
    view: (callbackId, create) => app.view(callbackId, route(create)),
    event: (name, create) => app.event(name, route(create)),
  };
};
