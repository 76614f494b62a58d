import type { JsonObject } from '../json.ts';
import type { Actions } from './actions.ts';
import { ControlError } from './control-error.ts';
import { oneOf, optionalNumber, optionalText } from './request.ts';

/** What the control interface can do to the sandbox as a whole. */
export interface Lifecycle {
  /** False with --no-bot. */
  hasBot: boolean;
  pid(): number | undefined;
  startBot(): Promise<void>;
  stopBot(): Promise<void>;
  killBot(): Promise<void>;
  /** Resolves with the bot's due work done, or with why it failed. */
  moveClock(instantMs: number): Promise<string | undefined>;
  reset(): Promise<void>;
  /** Has the bot connect anew (Socket Mode). */
  refreshConnections(): void;
}

const done = { ok: true, ackMs: null, status: 'ok' };

const botActions = {
  async kill(lifecycle: Lifecycle) {
    await lifecycle.killBot();
  },
  async stop(lifecycle: Lifecycle) {
    await lifecycle.stopBot();
  },
  async start(lifecycle: Lifecycle) {
    if (lifecycle.pid() !== undefined) throw new ControlError('The bot is running: send "restart".');
    await lifecycle.startBot();
  },
  async restart(lifecycle: Lifecycle) {
    await lifecycle.stopBot();
    await lifecycle.startBot();
  },
};

const notStarted = (error: unknown): never => {
  if (error instanceof ControlError) throw error;
  throw new ControlError(`The bot did not start: ${error instanceof Error ? error.message : String(error)}.`);
};

const instantIn = (body: JsonObject, nowMs: number): number => {
  const by = optionalNumber(body, 'by');
  if (by !== undefined) return nowMs + by;
  const { now } = body;
  const instantMs = typeof now === 'number' ? now : Date.parse(optionalText(body, 'now') ?? '');
  if (Number.isFinite(instantMs)) return instantMs;
  throw new ControlError('Send "now" as an instant such as "2026-10-05T09:00:00Z", or "by" in milliseconds.');
};

export const lifecycleActions = (lifecycle: Lifecycle): Actions => ({
  async clock(world, body) {
    const failure = await lifecycle.moveClock(instantIn(body, world.clock.ms()));
    const now = world.clock.now().toISOString();
    return failure === undefined ? { ...done, now } : { ok: false, ackMs: null, status: failure, now };
  },

  async bot(_world, body) {
    const action = oneOf(body, 'action', ['kill', 'stop', 'start', 'restart'] as const);
    if (!lifecycle.hasBot) {
      throw new ControlError('This sandbox runs no bot (--no-bot): start and stop yours yourself.');
    }
    const pid = lifecycle.pid();
    await botActions[action](lifecycle).catch(notStarted);
    return { ...done, pid: lifecycle.pid() ?? pid ?? null };
  },

  async reset() {
    await lifecycle.reset().catch(notStarted);
    return done;
  },

  async disconnect() {
    lifecycle.refreshConnections();
    return done;
  },
});
