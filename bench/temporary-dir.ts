import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OnEnd } from './cleanup.ts';

/** A fresh folder, removed at the end. */
export const temporaryDir = async (onEnd: OnEnd): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'brag-bench-'));
  onEnd(() => rm(dir, { recursive: true, force: true }));
  return dir;
};
