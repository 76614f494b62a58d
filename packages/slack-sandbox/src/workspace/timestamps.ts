import type { SandboxClock } from '../clock.ts';

/**
 * Slack's message timestamps: seconds and microseconds, which identify a message and therefore never repeat.
 * They increase, except after the clock is moved back.
 */
export const createTimestamps = (clock: SandboxClock): (() => string) => {
  const issued = new Set<number>();
  let last = 0;
  return () => {
    const nowMicros = clock.ms() * 1000;
    const wasMovedBack = last > nowMicros + 1_000_000;
    last = wasMovedBack ? nowMicros : Math.max(nowMicros, last + 1);
    while (issued.has(last)) last += 1;
    issued.add(last);
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
  };
};

/** Microseconds since 1970; 0 for what is no timestamp. */
export const microsOf = (ts: string): number => {
  const [seconds = '', fraction = ''] = ts.split('.');
  const micros = Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6) || 0);
  return Number.isFinite(micros) ? micros : 0;
};
