import { Worker } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import pTimeout, { TimeoutError } from 'p-timeout';
import type { Logger } from 'pino';
import type { CertificateWords } from './certificate-words.ts';
import type { FromWorker, ToWorker } from './picture-worker.ts';

export interface Pictures {
  /** Whether there can be any: not on every platform. */
  areDrawn(): Promise<boolean>;
  /** A PNG. Whoever asks for the same one again gets the one that was drawn. */
  certificate(words: CertificateWords): Promise<Uint8Array>;
  stop(): Promise<void>;
}

/** Of about 150 kB each, for as long as whoever deletes their data is told that it takes. */
const kept = { max: 64, ttl: 60_000, ttlAutopurge: true };
/** Some hundred times as long as it takes. */
const usualLimitMs = 15_000;

interface Pending {
  resolve: (picture: Uint8Array) => void;
  reject: (error: Error) => void;
}

const usualEntry = new URL(
  import.meta.url.endsWith('.ts') ? './worker-from-source.mjs' : './picture-worker.js',
  import.meta.url,
);

/** The thread that draws. It does not keep the process up while it has nothing to do. */
const startWorker = (entry: URL, onExit: () => void) => {
  const worker = new Worker(entry);
  const pending = new Map<number, Pending>();
  let count = 0;
  let settle: (why: string | undefined) => void = () => undefined;
  /** Why it cannot draw; undefined if it can. */
  const unable = new Promise<string | undefined>((resolve) => {
    settle = resolve;
  });
  const rest = () => {
    if (pending.size === 0) worker.unref();
  };
  const end = (why: string) => {
    settle(why);
    for (const { reject } of pending.values()) reject(new Error(why));
    pending.clear();
  };
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'ready') settle(undefined);
    else if (message.kind === 'unable') settle(message.why);
    else if (message.kind === 'drawn') pending.get(message.id)?.resolve(message.picture);
    else pending.get(message.id)?.reject(new Error(`A picture could not be drawn: ${message.why}`));
    if ('id' in message) pending.delete(message.id);
    rest();
  });
  worker.on('error', (error) => end(error.message));
  worker.on('exit', () => {
    end('The thread that draws has ended');
    onExit();
  });
  return {
    unable,
    draw: (words: CertificateWords): Promise<Uint8Array> =>
      new Promise((resolve, reject) => {
        count += 1;
        worker.ref();
        pending.set(count, { resolve, reject });
        worker.postMessage({ id: count, words } satisfies ToWorker);
      }),
    stop: () => worker.terminate(),
  };
};

/**
 * Draws pictures in a thread of its own, so that nobody waits meanwhile: one takes up to a tenth of a second. The thread is
 * started when the first is asked for.
 */
export const createPictures = (
  logger: Pick<Logger, 'warn'>,
  { entry = usualEntry, limitMs = usualLimitMs } = {},
): Pictures => {
  const drawings = new LRUCache<string, Promise<Uint8Array>>(kept);
  const oneByOne = pLimit(1);
  let running: ReturnType<typeof startWorker> | undefined;
  let able: Promise<boolean> | undefined;

  const worker = () => {
    running ??= startWorker(entry, () => {
      running = undefined;
    });
    return running;
  };

  const isAble = async (): Promise<boolean> => {
    const why = await worker().unable;
    if (why !== undefined)
      logger.warn({ feature: 'picture', why }, 'no pictures can be drawn here: certificates go without');
    return why === undefined;
  };

  const draw = async (words: CertificateWords): Promise<Uint8Array> => {
    const current = worker();
    try {
      return await pTimeout(current.draw(words), { milliseconds: limitMs });
    } catch (error) {
      // The next picture gets a new one.
      if (error instanceof TimeoutError) await current.stop();
      throw error;
    }
  };

  return {
    areDrawn() {
      able ??= isAble();
      return able;
    },

    certificate(words) {
      const key = JSON.stringify(words);
      const found = drawings.get(key);
      if (found) return found;
      const drawn = oneByOne(() => draw(words));
      drawings.set(key, drawn);
      drawn.catch(() => drawings.delete(key));
      return drawn;
    },

    async stop() {
      await running?.stop();
    },
  };
};
