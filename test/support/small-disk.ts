import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a few megabytes; undefined where the system lets nobody mount one, or not this user. */
export const mountSmallDisk = (megabytes: number): { path: string; unmount(): void } | undefined => {
  const path = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' });
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path);
  } catch {
    rmdirSync(path);
    return undefined;
  }
  return {
    path,
    unmount() {
      run('umount', path);
      rmdirSync(path);
    },
  };
};
