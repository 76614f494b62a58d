import { MongoError } from '../errors.ts';

/** How long one write may keep the others waiting. */
const SLICE_MS = 20;
const FEWER = 8;
const FEW = 64;

export const isOutOfDisk = (error: unknown): boolean => error instanceof MongoError && error.code === 14031;

/** Says, before each change but the first, whether the same write may make one more. */
export function pieceOf(most: number): () => boolean {
  const end = performance.now() + SLICE_MS;
  let changes = 0;
  return () => changes++ === 0 || (changes <= most && performance.now() < end);
}

/** What a write holds at most after one that the disk had no room for. Undefined when that was the least. */
export function fewerThan(most: number): number | undefined {
  if (most === 1) return undefined;
  return most > FEW ? FEW : Math.max(1, Math.floor(most / FEWER));
}
