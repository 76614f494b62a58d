import { streamSSE } from 'hono/streaming';
import type { Screen } from '../../models/screen.ts';
import type { ScreenFeed, ScreenFrame, ScreenNews } from '../../operations/screen/screen-feed.ts';
import type { ScreenState } from '../../views/screen/screen-page.ts';
import type { WebContext, WebDeps } from '../web-part.ts';

/**
 * So often nothing new is passed over in silence, which is 20 seconds: soon enough for every proxy, which ends what is silent
 * for a minute, and for a screen to know that it is cut off.
 */
const silentLooks = 8;
/** Whoever takes nothing for so long is let go of: nothing is kept for them meanwhile but the newest. */
const slowMs = 20_000;
const retryMs = 5_000;

const kept = new WeakMap<ScreenState, string>();

/** Made once for all screens that show the same. */
const jsonOf = (state: ScreenState): string => {
  const known = kept.get(state);
  if (known !== undefined) return known;
  const json = JSON.stringify(state);
  kept.set(state, json);
  return json;
};

const eventOf = ({ state, time }: ScreenFrame, id: string, version: string): string =>
  `event: state\nid: ${id}\ndata: {"version":${JSON.stringify(version)},"time":"${time}","state":${jsonOf(state)}}\n\n`;

const gone = 'event: gone\ndata:\n\n';
const opening = `retry: ${retryMs}\n\n`;
const beat = ({ time }: ScreenFrame): string => `: ${time}\n\n`;

/** What is to be said of what is known now: all of it to whoever has something else, and else now and then that it is so. */
const createWords = (version: string, lastId: string | undefined) => {
  const suffix = version.replace(/\W/g, '');
  let shownId = lastId;
  let looks = silentLooks;
  return (frame: ScreenFrame): string => {
    const id = `${frame.print}-${suffix}`;
    looks += 1;
    if (id === shownId && looks < silentLooks) return '';
    looks = 0;
    if (id === shownId) return beat(frame);
    shownId = id;
    return eventOf(frame, id, version);
  };
};

/** What is to be written next: only the newest counts, however much came meanwhile. */
const createInbox = () => {
  let news: ScreenNews | undefined;
  let isOver = false;
  let wake: (() => void) | undefined;
  const ring = (): void => {
    wake?.();
    wake = undefined;
  };
  return {
    put(next: ScreenNews): void {
      news = next;
      ring();
    },
    end(): void {
      isOver = true;
      ring();
    },
    /** Undefined when it is over. */
    async next(): Promise<ScreenNews | undefined> {
      if (news === undefined && !isOver)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const taken = news;
      news = undefined;
      return isOver ? undefined : taken;
    },
  };
};

export interface Listener {
  feed: ScreenFeed;
  screen: Screen;
  version: string;
  /** What it has already. */
  lastId: string | undefined;
  /** Called once it listens no more. */
  left: () => void;
}

/**
 * Tells a screen what it is to show, for as long as it listens: the whole of it whenever that is another, and now and then
 * that all is as it was.
 */
export const streamScreen = (
  context: WebContext,
  { logger }: Pick<WebDeps, 'logger'>,
  { feed, screen, version, lastId, left }: Listener,
): Response => {
  const { outgoing } = context.env;
  const inbox = createInbox();
  const end = (): void => inbox.end();
  outgoing.once('close', end);
  const unwatch = feed.watch(screen, (news) => inbox.put(news));
  const leave = (): void => {
    unwatch();
    left();
    outgoing.off('close', end);
  };

  const tellAll = async (write: (text: string) => Promise<unknown>): Promise<void> => {
    const wordsOf = createWords(version, lastId);
    await write(opening);
    for (let news = await inbox.next(); news !== undefined; news = await inbox.next()) {
      if (news === 'gone') await write(gone);
      if (news === 'gone' || news === 'stopped') return;
      const words = wordsOf(news);
      if (words) await write(words);
    }
  };

  const response = streamSSE(
    context,
    async (stream) => {
      const write = async (text: string): Promise<void> => {
        const slow = setTimeout(() => outgoing.destroy(), slowMs);
        await stream.write(text);
        clearTimeout(slow);
      };
      await tellAll(write).finally(leave);
    },
    async (error) => logger.warn({ feature: 'screen', err: error }, 'a screen was let go of'),
  );
  response.headers.set('cache-control', 'no-store');
  // It is used for nothing else, so that it ends with the program.
  response.headers.set('connection', 'close');
  // Some proxies gather what is sent unless they are told not to.
  response.headers.set('x-accel-buffering', 'no');
  return response;
};
