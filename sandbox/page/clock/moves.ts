import { act } from '../live/act.ts';
import { nextMonday, nextMorning, nextServiceWeek } from '../time.ts';

const HOUR_MS = 3_600_000;
const STEP_MS = HOUR_MS / 2;
/** A longer way is jumped over but for its last days, in which the hours pass one after another. */
const PLAYED_MS = 8 * 24 * HOUR_MS;

/** The instants at which to stop on the way, so that what falls due happens when it is due. */
export const stepsTo = (fromMs: number, toMs: number): number[] => {
  const steps: number[] = [];
  const start = Math.max(fromMs, toMs - PLAYED_MS);
  for (let at = (Math.floor(start / STEP_MS) + 1) * STEP_MS; at < toMs; at += STEP_MS) steps.push(at);
  return [...steps, toMs];
};

/** Lets time pass up to an instant, and the bot do what falls due on the way. */
export const passTime = async (fromMs: number, toMs: number, isStopped = () => false): Promise<void> => {
  for (const at of stepsTo(fromMs, toMs)) {
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
  { label: 'Customer Service Week', to: (ms) => nextServiceWeek(ms, workspaceZone) },
];
