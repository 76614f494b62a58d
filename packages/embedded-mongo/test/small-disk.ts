import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  kind: 'tmpfs' | 'ext4';
  megabytes: number;
}

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' });

/** Makes a disk of that size, where the system lets us. */
export function mountDisk({ kind, megabytes }: SmallDisk): { path: string; unmount(): void } {
  const base = mkdtempSync(join(tmpdir(), 'disk-'));
  const path = join(base, 'mounted');
  run('mkdir', path);
  if (kind === 'tmpfs') run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path);
  else {
    const image = join(base, 'image');
    writeFileSync(image, '');
    truncateSync(image, megabytes * 1024 * 1024);
    run('mkfs.ext4', '-q', image);
    run('mount', '-o', 'loop', image, path);
  }
  return {
    path,
    unmount() {
      run('umount', path);
      rmSync(base, { recursive: true });
    },
  };
}

/** Whether this user may mount such a disk here: root may, except in many containers. */
export function mayMount(disk: SmallDisk): boolean {
  try {
    mountDisk(disk).unmount();
    return true;
  } catch {
    return false;
  }
}
