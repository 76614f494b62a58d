import type {
  AllMiddlewareArgs,
  App,
  SlackAction,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackShortcut,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { NotInstalledError } from '../errors.ts';
import { readOnce } from '../operations/workspace/read-workspace.ts';
import { rememberAcknowledgement } from '../slack/acknowledgement.ts';
import { answerWhereAsked } from '../slack/answer-place.ts';
import { stringAt } from '../slack/string-at.ts';
import { titleOfAct } from '../views/system-title.ts';

/** Makes a handler for one request, with what belongs to the workspace that it comes from. */
type Create<A> = (deps: Deps) => (args: AllMiddlewareArgs & A) => Promise<unknown>;

/** The ways in from Slack: each feature registers its own. */
export interface Routes {
  command(name: string, create: Create<SlackCommandMiddlewareArgs>): void;
  action<A extends SlackAction>(actionId: string, create: Create<SlackActionMiddlewareArgs<A>>): void;
  shortcut(callbackId: string, create: Create<SlackShortcutMiddlewareArgs<SlackShortcut>>): void;
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

/** The person behind a command, a shortcut, a press or a form, and whether they pressed something on Home. */
const actorOf = (args: object): { userId: string; isOnHome: boolean } | undefined => {
  const body: unknown = 'body' in args ? args.body : undefined;
  const userId = stringAt(body, 'user_id') ?? stringAt(body, 'user', 'id');
  const isOnHome = stringAt(body, 'view', 'type') === 'home';
  return userId === undefined ? undefined : { userId, isOnHome };
};

/** Whatever a person does may change what their Home shows; nobody else's is made anew for it. */
const thenShowHome =
  <A extends object>(create: (deps: Deps) => (args: A) => Promise<unknown>) =>
  (deps: Deps) =>
  async (args: A): Promise<void> => {
    await create(deps)(args);
    const actor = actorOf(args);
    if (!actor) return;
    const show = actor.isOnHome ? deps.showHome : deps.refreshHome;
    deps.background.run('home', () => show(actor.userId));
  };

/** The event in which Slack tells that somebody changed. */
const personChange = (args: object): object | undefined => {
  const event: unknown = 'event' in args ? args.event : undefined;
  const isIt = typeof event === 'object' && event !== null && stringAt(event, 'type') === 'user_change';
  return isIt ? event : undefined;
};

/** What Slack tells of somebody is known before any handler goes by it: taken over once, however many listen. */
const createPersonIntake = () => {
  const taken = new WeakSet<object>();
  return ({ people, clock }: Pick<Deps, 'people' | 'clock'>, args: object): void => {
    const event = personChange(args);
    if (!event || taken.has(event)) return;
    taken.add(event);
    people.update('user' in event ? event.user : undefined, clock.now());
  };
};

/** Routes an app's requests to handlers. */
export const createRoutes = (app: App, depsOf: DepsOf): Routes => {
  const takeInPerson = createPersonIntake();
  const route =
    <A extends AllMiddlewareArgs>(create: (deps: Deps) => (args: A) => Promise<unknown>) =>
    async (args: A): Promise<void> => {
      const deps = await depsOf(args.context.teamId ?? '', eventTime(args));
      takeInPerson(deps, args);
      const once = { ...deps, workspace: readOnce(deps.workspace) };
      await create(once)(answerWhereAsked(rememberAcknowledgement(args), titleOfAct));
    };
  return {
    command: (name, create) => app.command(name, route(thenShowHome(create))),
    action: (actionId, create) => app.action(actionId, route(thenShowHome(create))),
    shortcut: (callbackId, create) => app.shortcut(callbackId, route(thenShowHome(create))),
    view: (callbackId, create) => app.view(callbackId, route(thenShowHome(create))),
    event: (name, create) => app.event(name, unlessRemoved(route(create))),
  };
};
