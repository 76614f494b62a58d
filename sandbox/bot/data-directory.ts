import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the bot keeps its database. */
export interface DataDirectory {
  path: string;
  empty(): Promise<void>;
  /** Removes it, if it was made for this sandbox. */
  discard(): Promise<void>;
}

const removeContents = async (path: string) => {
  const names = await readdir(path);
  await Promise.all(names.map((name) => rm(join(path, name), { recursive: true, force: true })));
};

export const openDataDirectory = async (given: string | undefined): Promise<DataDirectory> => {
  if (given !== undefined) await mkdir(given, { recursive: true });
  const path = given === undefined ? await mkdtemp(join(tmpdir(), 'brag-wall-sandbox-')) : resolve(given);
  return {
    path,
    empty: () => removeContents(path),
    async discard() {
      if (given === undefined) await rm(path, { recursive: true, force: true });
    },
  };
};
