import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the bot keeps its database. */
export interface DataDirectory {
  path: string;
  /** Rejects when that would remove more than a database. */
  empty(): Promise<void>;
  /** Removes it, if it was made for this sandbox. */
  discard(): Promise<void>;
}

const removeContents = async (path: string) => {
  const names = await readdir(path);
  await Promise.all(names.map((name) => rm(join(path, name), { recursive: true, force: true })));
};

const temporary = async (): Promise<DataDirectory> => {
  const path = await mkdtemp(join(tmpdir(), 'slack-sandbox-'));
  return {
    path,
    empty: () => removeContents(path),
    discard: () => rm(path, { recursive: true, force: true }),
  };
};

const existing = async (path: string, isOfBot: (name: string) => boolean): Promise<DataDirectory> => {
  await mkdir(path, { recursive: true });
  const foreign = (await readdir(path)).filter((name) => !isOfBot(name));
  return {
    path,
    async empty() {
      if (foreign.length > 0) {
        throw new Error(`${path} held ${foreign.join(', ')} before the sandbox started`);
      }
      await removeContents(path);
    },
    discard: () => Promise.resolve(),
  };
};

/** `isOfBot` tells by its name what the bot may have left there when it ran before. */
export const openDataDirectory = (
  given: string | undefined,
  isOfBot: (name: string) => boolean,
): Promise<DataDirectory> => (given === undefined ? temporary() : existing(resolve(given), isOfBot));
