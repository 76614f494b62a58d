import { guide } from '#guide';
import { act } from '../live/act.ts';
import { nextMonday, nextMorning, timeIn } from '../time.ts';

const HOUR_MS = 3_600_000;
/** A longer way is jumped over but for its last days, in which hour after hour passes. */
const PLAYED_MS = 8 * 24 * HOUR_MS;

/** Each full hour, and 09:00 of those whose clocks are not at the hour with the others. */
const isStop = (ms: number, zones: readonly string[]): boolean =>
  ms % HOUR_MS === 0 || zones.some((zone) => timeIn(ms, zone) === '09:00');

/** The instants at which to stop on the way, so that what falls due happens when it is due. */
const stepsTo = (fromMs: number, toMs: number, zones: readonly string[]): number[] => {
  const quarter = HOUR_MS / 4;
  const start = (Math.floor(Math.max(fromMs, toMs - PLAYED_MS) / quarter) + 1) * quarter;
  const count = Math.max(0, Math.ceil((toMs - start) / quarter));
  const stops = Array.from({ length: count }, (_, index) => start + index * quarter);
  return [...stops.filter((at) => isStop(at, zones)), toMs];
};

/** Lets time pass up to an instant, and the bot do what falls due on the way. */
export const passTime = async (
  fromMs: number,
  toMs: number,
  zones: readonly string[],
  isStopped = () => false,
): Promise<void> => {
  for (const at of stepsTo(fromMs, toMs, zones)) {
    if (isStopped()) return;
    await act('clock', { now: at });
  }
};

export interface Move {
  label: string;
  to: (nowMs: number) => number;
}

/** What somebody in that zone, in a workspace in that other zone, may want to wait for. */
export const movesFor = (me: { name: string; tz: string }, workspaceZone: string): Move[] => [
  { label: '+1 hour', to: (ms) => ms + HOUR_MS },
  { label: `Next morning, 09:00 for ${me.name}`, to: (ms) => nextMorning(ms, me.tz) },
  { label: 'Next Monday, 09:00', to: (ms) => nextMonday(ms, workspaceZone) },
  ...(guide?.moments ?? []).map(({ label, next }) => ({
    label,
    to: (ms: number) => next(ms, workspaceZone),
  })),
];
