import type { DeliverySettings } from '../answers.ts';
import type { SandboxClock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { type Random, shuffled } from '../random.ts';
import type { Outcome, Receipt } from './outcome.ts';

export const plainDelivery: DeliverySettings = { duplicate: false, shuffle: false, delayMs: 0, hold: false };

export interface EventQueue {
  push(payload: JsonObject): Receipt;
  settings(): DeliverySettings;
  /** Resolves when what was held and is now released has been attempted. */
  configure(settings: DeliverySettings): Promise<void>;
  /** Forgets what is held or waits to be sent again. */
  clear(): void;
}

export interface Retry {
  attempt: number;
  reason: string;
}

type Attempt = (payload: JsonObject, retry: Retry | undefined) => Promise<Outcome>;

interface Entry {
  payload: JsonObject;
  generation: number;
  settle(outcome: Outcome): void;
}

/** Slack's: at once, after a minute, after five. */
const RETRY_WAITS_MS = [0, 60_000, 300_000];
const SHUFFLE_WINDOW = 6;
const SHUFFLE_WINDOW_MS = 50;

const retryReasons: { [status: string]: string } = {
  operation_timeout: 'http_timeout',
  not_connected: 'connection_failed',
  connection_lost: 'connection_failed',
};

/** Carries events to the bot, in the order and as often as the tester asked for, with Slack's retries. */
export const createEventQueue = (clock: SandboxClock, random: Random, attempt: Attempt): EventQueue => {
  let settings = plainDelivery;
  let held: Entry[] = [];
  let window: Entry[] = [];
  let generation = 0;

  const deliver = async (entry: Entry, attempted: number, reason: string): Promise<void> => {
    const outcome = await attempt(entry.payload, attempted > 0 ? { attempt: attempted, reason } : undefined);
    entry.settle(outcome);
    const waitMs = RETRY_WAITS_MS[attempted];
    if (outcome.status === 'ok' || outcome.isFinal || waitMs === undefined) return;
    if (entry.generation !== generation) return;
    clock.after(waitMs, () => {
      void deliver(entry, attempted + 1, retryReasons[outcome.status] ?? 'http_error');
    });
  };

  const send = (entry: Entry) => {
    const copies = settings.duplicate ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) void deliver(entry, 0, '');
  };
  const dispatch = (entry: Entry) => {
    if (settings.delayMs > 0) clock.after(settings.delayMs, () => send(entry));
    else send(entry);
  };
  const flushWindow = () => {
    const entries = shuffled(window, random);
    window = [];
    for (const entry of entries) dispatch(entry);
  };
  const enqueue = (entry: Entry) => {
    if (!settings.shuffle) return dispatch(entry);
    window.push(entry);
    if (window.length === 1) setTimeout(flushWindow, SHUFFLE_WINDOW_MS);
    if (window.length >= SHUFFLE_WINDOW) flushWindow();
  };

  return {
    push: (payload) =>
      new Promise((settle) => {
        if (!settings.hold) return enqueue({ payload, generation, settle });
        held.push({ payload, generation, settle: () => {} });
        settle({ status: 'held', ackMs: null });
      }),
    settings: () => settings,
    async configure(wanted) {
      settings = wanted;
      if (settings.hold) return;
      const released = held;
      held = [];
      await Promise.all(
        released.map((entry) => new Promise<Outcome>((settle) => enqueue({ ...entry, settle }))),
      );
    },
    clear() {
      generation += 1;
      held = [];
      window = [];
    },
  };
};
