import { html } from 'hono/html';
import type { Screen } from '../../models/screen.ts';
import { linkTokenHash } from '../../operations/link-token.ts';
import { createScreenFeed, type ScreenFeed } from '../../operations/screen/screen-feed.ts';
import { showPage, showWords } from '../page.ts';
import type { WebContext, WebDeps, WebPart } from '../web-part.ts';
import { streamScreen } from './screen-events.ts';
import { screenPage } from './screen-page.ts';
import { loadScreenScript, type ScreenScript } from './screen-script.ts';

/** A link that leaked keeps out nobody else's screens. */
const mostOfOneLink = 250;
const mostAtOnce = 1_000;

const noScreen = (context: WebContext) =>
  showWords(
    context,
    404,
    'There is no screen here',
    html`<p>This link was taken out, or is not whole. Whoever leads the team can make a new one in Slack: /brag settings, Screens.</p>`,
  );

const notNow = (context: WebContext) => {
  context.header('retry-after', '30');
  return showWords(
    context,
    503,
    'Not just now',
    html`<p>The wall cannot be shown at the moment. Try again in a minute.</p>`,
  );
};

/** Counts what listens, in all and by link. */
const createSeats = () => {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    /** Undefined: there is none left. Otherwise, what gives it back. */
    take(link: string): (() => void) | undefined {
      const own = taken.get(link) ?? 0;
      if (all >= mostAtOnce || own >= mostOfOneLink) return undefined;
      taken.set(link, own + 1);
      all += 1;
      return () => {
        const rest = (taken.get(link) ?? 1) - 1;
        if (rest > 0) taken.set(link, rest);
        else taken.delete(link);
        all -= 1;
      };
    },
  };
};

const showScript = (context: WebContext, script: ScreenScript): Response => {
  // A page of another version asks for another name: it gets this one, and hears soon that it is to load itself anew.
  const isThis = context.req.param('script') === script.name;
  return context.body(script.text, 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': isThis ? 'public, max-age=31536000, immutable' : 'no-store',
  });
};

const showScreen = async (
  context: WebContext,
  { logger }: WebDeps,
  { feed, screen, script }: { feed: ScreenFeed; screen: Screen; script: ScreenScript },
) => {
  try {
    const { state } = await feed.frameOf(screen);
    return await showPage(context, screenPage(state, script.name));
  } catch (error) {
    logger.warn({ feature: 'screen', err: error }, 'the page of a screen is shown without a win');
    return showPage(context, screenPage({ team: '', wins: [] }, script.name));
  }
};

/** The wall on a screen, behind a link that a manager made. `lookEveryMs`: how soon a change is seen. */
export const createScreenPart = (lookEveryMs?: number): WebPart => ({
  name: 'screen',
  path: '/screen',
  // All screens of a house may come back at one moment, from one address.
  perMinute: { address: 2_000, link: 1_000 },
  register(app, deps) {
    const script = loadScreenScript();
    const feed = createScreenFeed(deps, lookEveryMs);
    const seats = createSeats();
    deps.stopping.addEventListener('abort', () => feed.stop(), { once: true });
    const screenOf = (token: string) => deps.models.screens.byLink(linkTokenHash(token));

    app.get('/:script{screen-[0-9a-f]{12}\\.js}', (context) => {
      context.set('page', 'screen-script');
      return showScript(context, script);
    });

    app.get('/:token{[\\w-]{22}}', async (context) => {
      const screen = await screenOf(context.req.param('token'));
      return screen ? showScreen(context, deps, { feed, screen, script }) : noScreen(context);
    });

    app.get('/:token{[\\w-]{22}}/events', async (context) => {
      context.set('page', 'screen-events');
      const screen = await screenOf(context.req.param('token'));
      if (!screen) return noScreen(context);
      if (deps.stopping.aborted) return notNow(context);
      if (context.req.method === 'HEAD')
        return context.body(null, 200, { 'content-type': 'text/event-stream' });
      const left = seats.take(screen._id);
      if (!left) return notNow(context);
      const lastId = context.req.header('last-event-id');
      return streamScreen(context, deps, { feed, screen, version: script.name, lastId, left });
    });
  },
});

export const screenPart = createScreenPart();
