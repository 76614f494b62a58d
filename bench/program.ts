import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Benchmark } from './benchmark.ts';
import { projectDir } from './child.ts';
import { withCleanup } from './cleanup.ts';
import { temporaryDir } from './temporary-dir.ts';

/** A benchmark that is a program by itself, and says by its exit code whether it worked. */
export const program =
  (path: string, { smokeArgs }: { smokeArgs: string[] }): Benchmark =>
  ({ smoke, signal }) =>
    withCleanup(async (onEnd) => {
      // What it leaves behind when it is stopped goes with the folder.
      const TMPDIR = await temporaryDir(onEnd);
      const child = spawn(process.execPath, ['--import', 'tsx', path, ...(smoke ? smokeArgs : [])], {
        cwd: projectDir,
        env: { ...process.env, TMPDIR },
        stdio: 'inherit',
      });
      const exited = once(child, 'exit');
      const stop = () => child.kill();
      signal.addEventListener('abort', stop, { once: true });
      const [code, killedBy] = await exited;
      signal.removeEventListener('abort', stop);
      signal.throwIfAborted();
      return code === 0 ? [] : [`${path} ended with ${code ?? killedBy}`];
    });
